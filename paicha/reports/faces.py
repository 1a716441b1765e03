"""The faces that our documents are set in, and those that a Chinese office has.

PDFs and pictures use the open faces of paicha/fonts and nothing else, so that they look the same everywhere. A DOCX names
the official faces; Word and WPS take the office's own, with the second name where the first is missing.
"""

from pathlib import Path

import paicha

FOLDER = Path(paicha.__file__).parent / "fonts"

SONG, HEI, KAI = "Noto Serif SC", "Noto Sans SC", "Paicha Kai"
"""Families in the folder: for running text (it stands in for FangSong), for headings, for headings of the second level."""

FANGSONG_DOCX, HEI_DOCX, KAI_DOCX, SONG_DOCX, TITLE_DOCX = "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "方正小标宋简体"
"""The faces of GB/T 9704-2012 as an office's computers name them."""

SECOND_DOCX = {
    FANGSONG_DOCX: "仿宋",
    HEI_DOCX: "SimHei",
    KAI_DOCX: "楷体",
    SONG_DOCX: "SimSun",
    TITLE_DOCX: "华文中宋",
}
"""What to take where the first is missing (w:altName)."""
