"""The faces that our documents are set in, and those that a Chinese office has.

PDFs and pictures use the open faces of paicha/fonts and nothing else, so that they look the same everywhere. A DOCX
names the official faces; Word and WPS take the office's own, with the second name where the first is missing.
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

import paicha

FOLDER = Path(paicha.__file__).parent / "fonts"

SONG, HEI, KAI = "Noto Serif SC", "Noto Sans SC", "Paicha Kai"
"""Families in the folder: for running text (in the place of FangSong), for headings, for second headings."""

FANGSONG_DOCX, HEI_DOCX, KAI_DOCX, SONG_DOCX = "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
TITLE_DOCX = "方正小标宋简体"
"""The faces of GB/T 9704-2012 as an office's computers name them."""

SECOND_DOCX = {
    FANGSONG_DOCX: "仿宋",
    HEI_DOCX: "SimHei",
    KAI_DOCX: "楷体",
    SONG_DOCX: "SimSun",
    TITLE_DOCX: "华文中宋",
}
"""What to take where the first is missing (w:altName)."""

REPLACEMENT = "〓"
"""What a PDF prints for a character that no face of ours has; typesetters have long used it so."""


@cache
def covered() -> frozenset[int]:
    """The code points that the face of running text has, read from its character map (OpenType cmap, format 4)."""
    data = (FOLDER / "NotoSerifSC-Regular.ttf").read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * at) for at in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", data, start + 2)
    points: set[int] = set()
    for at in range(subtables):
        offset = start + struct.unpack_from(">HHL", data, start + 4 + 8 * at)[2]
        form, _, _, doubled = struct.unpack_from(">HHHH", data, offset)
        if form == 4:
            count = doubled // 2
            ends = struct.unpack_from(f">{count}H", data, offset + 14)
            starts = struct.unpack_from(f">{count}H", data, offset + 16 + doubled)
            for first, last in zip(starts, ends, strict=True):
                points.update(range(first, last + 1))
    return frozenset(points - {0xFFFF})


def printable(text: str) -> str:
    """`text` as a PDF prints it: a character that our faces lack gives way to its equals (fi for ﬁ), else to 〓."""
    composed = unicodedata.normalize("NFC", text)
    lacking = missing(composed)
    for character in lacking:
        equals = unicodedata.normalize("NFKC", character)
        composed = composed.replace(character, REPLACEMENT if missing(equals) else equals)
    return composed


def missing(text: str) -> str:
    """The characters of `text` that no face of ours has, each once; white space and format characters need none."""
    have = covered()
    return "".join(
        sorted(
            character
            for character in set(text)
            if ord(character) not in have and not character.isspace() and unicodedata.category(character) != "Cf"
        )
    )
