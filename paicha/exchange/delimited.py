"""Rows of a CSV file: encoding, line ends, quotes, and where in the file each row starts."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from paicha.exchange import encodings
from paicha.exchange.bytestreams import CHUNK, Bounded, chunks
from paicha.kernel.problems import Problem

MAX_LINE = 1_000_000  # characters in one line of the file; a file without line ends must not fill the memory
DELIMITERS = ",;\t|"
_PEEK = 4096
# Characters that no text has on purpose and no XML can carry; read as spaces. Zero is told apart: it marks binary data.
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f]")

_OTHER_KINDS = (
    (b"PK\x03\x04", ".xlsx"),
    (b"PK\x05\x06", ".zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
    (b"\x1f\x8b", ".gz"),
    (b"%PDF-", ".pdf"),
    (b"<!DOCTYPE html", ".html"),
    (b"<html", ".html"),
)


class DelimitedRows:
    """The rows of a CSV file, the header first, as (line, cells); `line` is where the row starts, from 1.

    Empty lines are passed over. Raises Problem where the file stops being what it claims to be: `encoding_*`,
    `quote_broken`, `line_too_long`, `kind_wrong` and those of `Bounded`.
    """

    typed = False  # all cells are text as somebody wrote it

    def __init__(
        self, path: Path, *, packed: bool, encoding: str | None, delimiter: str | None, max_bytes: int
    ) -> None:
        self.path = path
        self._packed = packed
        self._max_bytes = max_bytes
        self._bytes = Bounded(path, packed=packed, max_bytes=max_bytes)
        buffer = io.BufferedReader(self._bytes, CHUNK)
        try:
            self.encoding = self._look(buffer.peek(_PEEK)[:_PEEK], encoding)
        except BaseException:
            buffer.close()
            raise
        self._text = io.TextIOWrapper(buffer, encoding=self.encoding, errors="strict", newline="")
        self._delimiter = delimiter or ","

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        lines = self._lines()
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
        start = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise Problem("quote_broken", path=str(self.path), line=start, reason=str(error)) from error
            except UnicodeError as error:
                raise self._undecodable() from error
            line, start = start, reader.line_num + 1
            if cells:
                yield line, cells

    def _lines(self) -> Iterator[str]:
        """The lines of the file, of bounded length, control characters replaced."""
        number = 0
        while line := self._text.readline(MAX_LINE):
            number += 1
            if len(line) == MAX_LINE:
                raise Problem("line_too_long", path=str(self.path), line=number, limit=MAX_LINE)
            if not line.isprintable() and _CONTROLS.search(line):
                line = _CONTROLS.sub(" ", line)
            yield line

    def _look(self, head: bytes, stated: str | None) -> str:
        """The encoding of the file, after a look at its start; a byte order mark is believed more than the mapping."""
        start = head.lstrip().lower()
        for magic, kind in _OTHER_KINDS:
            if start.startswith(magic.lower()):
                named = ".csv.gz" if self._packed else ".csv"
                raise Problem("kind_wrong", path=str(self.path), named=named, found=kind)
        encoding = encodings.marked_encoding(head) or stated or "utf-8"
        if stated is None and encoding == "utf-8" and (guess := encodings.unmarked_utf16(head)):
            raise Problem("encoding_wrong", path=str(self.path), line=1, byte=1, encoding="utf-8", likely=guess)
        return encoding

    def _undecodable(self) -> Problem:
        """Reads the file a second time, only to say where it stops being what it claims to be."""
        again = chunks(self.path, packed=self._packed, max_bytes=self._max_bytes)
        place = encodings.find_undecodable(again, self.encoding)
        line, byte, sample = place or (1, 1, b"")
        likely = encodings.likely_encoding(sample) if sample else None
        known = {"path": str(self.path), "line": line, "byte": byte, "encoding": self.encoding}
        if likely is None or likely == self.encoding:
            return Problem("encoding_unknown", **known)
        return Problem("encoding_wrong", **known, likely=likely)

    def fraction(self) -> float:
        """How much of the file has been read, from 0 to 1."""
        return self._bytes.fraction()

    def close(self) -> None:
        self._text.close()
