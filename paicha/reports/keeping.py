"""The files of reports that the installation keeps: in the data folder, in reports/<id of the report>/.

What is given out is what was filed: a file counts only where its hash is the one that the ledger has.
"""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from paicha.kernel.home import room
from paicha.reports.models import Report


def keep(report: Report, paths: Sequence[Path]) -> None:
    """Keep copies of a report's files; twice is once."""
    folder = room("reports") / str(report.uid)
    folder.mkdir(exist_ok=True)
    for path in paths:
        fresh = folder / f".{path.name}.part"
        shutil.copyfile(path, fresh)
        fresh.replace(folder / path.name)


def kept(report: Report, form: str) -> Path | None:
    """The file of a report in that format, kept whole; one that `paicha report` put in the folder of reports counts."""
    if form not in report.files:
        return None
    folder = room("reports")
    place = "".join(letter if letter.isalnum() else "-" for letter in report.unit.code)
    stem = f"{report.kind}-{place}-{report.since}-{report.until}-{report.at}-{report.language}.{form}"
    for path in (*(folder / str(report.uid)).glob(f"*.{form}"), folder / stem):
        if path.is_file() and hashed(path) == report.files[form]:
            return path
    return None


def hashed(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
