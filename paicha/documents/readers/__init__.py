"""Three readers: from a file, whoever saved it last, to what it says now.

A reader believes nothing: it gives the texts of the passages, the texts of the numbers that still have their marks, and
the copy of the manifest if there is one. comparing.py judges.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from paicha.documents.readers import docx, html, pdf
from paicha.documents.readers.found import Found
from paicha.kernel.problems import Problem

LARGEST = 64 * 2**20
"""Bytes of a file that are read at most; our own reports have less than a hundredth of it."""

READERS: Mapping[str, Callable[[bytes, str], Found]] = {
    ".docx": docx.read,
    ".pdf": pdf.read,
    ".html": html.read,
    ".htm": html.read,
}


def read(path: Path) -> Found:
    """What the file at `path` says. The ending of its name tells the format.

    Raises Problem: report_file_missing, report_format_unknown, report_too_large, report_unreadable (damaged, locked by
    a password, or something else under that name), report_no_trace (no manifest, so nothing to compare with).
    """
    reader = READERS.get(path.suffix.lower())
    if not path.is_file():
        raise Problem("report_file_missing", path=str(path))
    if reader is None:
        raise Problem("report_format_unknown", path=str(path))
    size = path.stat().st_size
    if size > LARGEST:
        raise Problem("report_too_large", path=str(path), size=size // 2**20, limit=LARGEST // 2**20)
    found = reader(path.read_bytes(), str(path))
    if not found.report:
        raise Problem("report_no_trace", path=str(path))
    return found
