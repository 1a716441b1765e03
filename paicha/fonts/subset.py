"""Makes the Chinese faces in this folder: cuts full fonts down to the characters that our documents can hold.

Nothing at run time imports this file. It needs fontTools 4.68.0, which belongs to no requirements set:

    python3 -m venv fonts-venv && fonts-venv/bin/pip install fonttools==4.68.0 brotli==1.2.1
    fonts-venv/bin/python paicha/fonts/subset.py SOURCE... --output paicha/fonts

README.md beside this file names the sources and their versions. Two runs over the same sources give the same bytes.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# Blocks beyond GBK that reports use: Latin with its accents, punctuation, arrows, mathematics, numbers in circles,
# box drawing, shapes, full-width forms.
BLOCKS = (
    (0x0020, 0x017F),
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),
    (0x2100, 0x218F),
    (0x2190, 0x22FF),
    (0x2460, 0x25FF),
    (0x2600, 0x27BF),
    (0x3000, 0x303F),
    (0x3200, 0x33FF),
    (0xFE10, 0xFE4F),
    (0xFF00, 0xFFEF),
)
FEATURES = ("ccmp", "kern", "liga", "locl", "mark", "mkmk", "lnum", "tnum", "halt")
DROPPED_TABLES = ("FFTM", "bsln", "feat", "morx", "prop", "vhea", "vmtx", "VORG")


@dataclass(frozen=True)
class Face:
    """A face we ship: its file, the character set it covers, the family name it must bear (None: its own)."""

    file: str
    charset: str
    family: str | None = None


# Text is set in the regular faces, which hold all of GBK. Headings need less: a character that GB 2312 lacks is taken
# from a regular face. LXGW WenKai has had its name reserved for unmodified versions, so its subset bears another.
FACES = {
    "NotoSerifSC_400Regular": Face("NotoSerifSC-Regular.ttf", "gbk"),
    "NotoSerifSC_700Bold": Face("NotoSerifSC-Bold.ttf", "gb2312"),
    "NotoSansSC_400Regular": Face("NotoSansSC-Regular.ttf", "gbk"),
    "NotoSansSC_700Bold": Face("NotoSansSC-Bold.ttf", "gb2312"),
    "lxgw-wenkai-latin-500-normal": Face("PaichaKai-Regular.ttf", "gb2312", family="Paicha Kai"),
}


def charset(name: str) -> set[int]:
    """Every code point of GBK or GB 2312 in two bytes, read from Python's own codec."""
    points = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                character = bytes((lead, trail)).decode(name)
            except UnicodeDecodeError:
                continue
            points.add(ord(character))
    return points


def wanted(name: str) -> set[int]:
    """All code points that a face of this character set should hold where its source has them."""
    return charset(name) | {point for first, last in BLOCKS for point in range(first, last + 1)}


def rename(font: TTFont, family: str) -> None:
    """Gives the font another family name, and drops the names in other languages, which bear the old one."""
    names = {1: family, 3: f"{family} Regular", 4: family, 6: family.replace(" ", "")}
    table = font["name"]
    table.names = [record for record in table.names if record.langID == 0x409 and record.nameID not in (7, 16, 17, 18)]
    for record in table.names:
        if record.nameID in names:
            record.string = names[record.nameID]


def cut(source: Path, face: Face, folder: Path) -> Path:
    """Writes the subset of one source and returns its path."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = list(FEATURES)
    options.drop_tables += DROPPED_TABLES
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.recalc_timestamp = False
    options.notdef_outline = True
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted(face.charset) & set(font.getBestCmap()))
    cutter.subset(font)
    if face.family is not None:
        rename(font, face.family)
    font.flavor = None
    target = folder / face.file
    subset.save_font(font, str(target), options)
    return target


def main() -> None:
    """Cuts each source named on the command line and prints what became of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    for source in arguments.sources:
        target = cut(source, FACES[source.stem], arguments.output)
        print(f"{target.name}: {len(TTFont(target).getBestCmap())} characters, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
