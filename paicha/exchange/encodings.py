"""Which encoding a text file is in, and where it stops being that."""

import codecs
import re
from collections.abc import Iterable

from charset_normalizer import from_bytes

# Encodings that a mapping may name: those in which tables are kept, not codecs that transform (base64, rot13, idna).
_KNOWN = re.compile(
    r"ascii|utf-8(-sig)?|utf-(16|32)(-[bl]e)?|gb2312|gbk|gb18030|hz|big5|big5hkscs|cp\d+|iso8859-\d+|koi8-[rtu]"
    r"|mac-[a-z]+|shift_ji(s|sx0213|s_2004)|euc_(jp|kr|jis_2004|jisx0213)|johab|tis-620"
)
COMMON = (
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "gb18030",
    "gbk",
    "gb2312",
    "big5",
    "big5hkscs",
    "shift_jis",
    "euc-jp",
    "euc-kr",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "koi8-r",
)

_MARKS = (  # the longer ones first: UTF-32's mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Lead bytes of each encoding's everyday characters (level 1 of its standard): real text lies almost wholly in them,
# while bytes of another encoding that happen to decode are spread over the rare ones.
_EVERYDAY = (("gb18030", range(0xB0, 0xD8)), ("big5", range(0xA4, 0xC7)))
_EVERYDAY_SHARE = 0.7
_SAMPLE = 16_384  # bytes judged


def known_encoding(name: str) -> bool:
    """Whether `name` is an encoding that tables come in."""
    try:
        return bool(_KNOWN.fullmatch(codecs.lookup(name).name))
    except (LookupError, ValueError):
        return False


def marked_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark at the start of a file states."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: its commas and line ends leave zero bytes, all in even or all in odd places."""
    places = [place for place, byte in enumerate(head) if byte == 0]
    if len(places) < max(2, len(head) // 20):
        return None
    if all(place % 2 for place in places):
        return "utf-16-le"
    if not any(place % 2 for place in places):
        return "utf-16-be"
    return None


def find_undecodable(chunks: Iterable[bytes], encoding: str) -> tuple[int, int, bytes] | None:
    """Where the bytes stop being `encoding`: line and byte, both from 1, and a sample that begins with that line.

    None when all of them are.
    """
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    done, line, held = 0, 1, b""  # bytes decoded, the line they end in, bytes of a character that is not whole yet
    for chunk in _with_end(chunks):
        data = held + chunk
        held = b""
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeError as error:
            start = error.start if isinstance(error, UnicodeDecodeError) else 0
            good = data[:start]
            line += _line_ends(good.decode(encoding, "ignore") if good else "")
            # A character cut off by the end of the file speaks for a cut file, not for another encoding.
            return line, done + start + 1, data[good.rfind(b"\n") + 1 :][:_SAMPLE] if chunk else b""
        line += _line_ends(text)
        held = decoder.getstate()[0]
        done += len(data) - len(held)
    return None


def _with_end(chunks: Iterable[bytes]) -> Iterable[bytes]:
    for chunk in chunks:
        if chunk:
            yield chunk
    yield b""


def _line_ends(text: str) -> int:
    return text.count("\n") or text.count("\r")


def likely_encoding(sample: bytes) -> str | None:
    """The encoding that a piece of text is most likely in, by trial; None when nothing speaks for any."""
    if utf16 := unmarked_utf16(sample):
        return utf16
    for encoding, everyday in _EVERYDAY:
        share = _everyday_share(sample[:_SAMPLE], encoding, everyday)
        if share is not None and share >= _EVERYDAY_SHARE:
            return encoding
    best = from_bytes(sample[:_SAMPLE]).best()
    if best is None or not known_encoding(best.encoding) or best.encoding in ("utf_8", "ascii"):
        return None
    return best.encoding.replace("_", "-")


def _everyday_share(sample: bytes, encoding: str, everyday: range) -> float | None:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(sample)  # not final: the sample may end within a character
    except UnicodeDecodeError:
        return None
    leads = [encoded[0] for character in text if len(encoded := character.encode(encoding)) > 1]
    words = [lead for lead in leads if lead not in range(0xA1, 0xA4)]  # punctuation and full-width signs speak for none
    return sum(lead in everyday for lead in words) / len(words) if words else None
