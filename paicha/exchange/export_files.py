"""Export files: rows written one after the other in constant memory, and a hash over them.

The hash is over the rows as canonical CSV: UTF-8, cells parted by a comma, quoted with " only where a cell holds a
comma, a quote or a line break, lines ended by CR LF, dates as 2026-01-31, empty cells empty, the columns' names (not
their labels) as the first line. So a file in Chinese as .xlsx and one in English as .csv can be seen to say the same.

A cell that a spreadsheet would take for a formula is made harmless: in .xlsx it is written as text, in .csv it gets an
apostrophe in front.
"""

import csv
import hashlib
import io
import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from xlsxwriter import Workbook

Cell = str | int | float | date | None
Pairs = Iterable[tuple[str, str]]

SHEET_ROWS = 1_048_575  # rows of a worksheet, its head not counted
LONGEST = 32_767  # characters that a cell of a worksheet holds
EXACT = 10**15  # a spreadsheet rounds greater numbers
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # full width ones too
LARGE = 3_000_000  # rows; a workbook of more is packed in the way of large archives
WIDE, NARROW = 28, 12  # characters


class Canonical:
    """The hash over rows as canonical CSV."""

    def __init__(self, names: Sequence[str]) -> None:
        self._sum = hashlib.sha256()
        self._text = io.StringIO()
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._waiting = 0
        self.add(names)

    def add(self, cells: Sequence[Cell]) -> None:
        """One more row."""
        self._writer.writerow(["" if cell is None else cell for cell in cells])
        self._waiting += 1
        if self._waiting == 1_000:
            self._flush()

    def _flush(self) -> None:
        self._sum.update(self._text.getvalue().encode("utf-8", "surrogatepass"))
        self._text.seek(0)
        self._text.truncate()
        self._waiting = 0

    def digest(self) -> str:
        """SHA-256 of all rows so far, hexadecimal."""
        self._flush()
        return self._sum.hexdigest()


class Writer(Protocol):
    """A file, or several, under way."""

    cut: int  # cells that were shortened because the format holds no more

    def table(self, name: str, title: str, heads: Sequence[str]) -> None:
        """Begin a table; what follows are its rows."""

    def row(self, cells: Sequence[Cell]) -> None:
        """One more row of the table."""

    def close(self, heading: str, about: Pairs) -> list[Path]:
        """Write what is to be known of the data, and end; the paths of the files."""

    def abandon(self) -> None:
        """Let go of what is open; the files are not whole."""


class CsvWriter:
    """A .csv for each table and one with what is to be known. They begin with a mark by which Excel knows UTF-8."""

    def __init__(self, folder: Path, stem: str) -> None:
        self._folder, self._stem = folder, stem
        self._paths: list[Path] = []
        self._file: Any = None
        self.cut = 0

    def table(self, name: str, title: str, heads: Sequence[str]) -> None:
        """Begin a file."""
        self.abandon()
        self._open(f"{self._stem}.csv" if self._stem.startswith(name) else f"{self._stem}-{name}.csv")
        self.row(heads)

    def _open(self, name: str) -> None:
        path = self._folder / name
        self._file = path.open("w", encoding="utf-8-sig", errors="replace", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self._paths.append(path)

    def row(self, cells: Sequence[Cell]) -> None:
        """One more line."""
        self._writer.writerow([harmless(cell) for cell in cells])

    def close(self, heading: str, about: Pairs) -> list[Path]:
        """Write the file beside, and end."""
        self.abandon()
        self._open(f"{self._stem}-about.csv")
        for pair in about:
            self.row(pair)
        self.abandon()
        return self._paths

    def abandon(self) -> None:
        """Close the file that is open."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None


def harmless(cell: Cell) -> Any:
    """A cell of a .csv: text that begins as a formula does gets an apostrophe in front."""
    if isinstance(cell, str) and cell.startswith(FORMULAS):
        return f"'{cell}"
    return "" if cell is None else cell


class WorkbookWriter:
    """One .xlsx: a sheet for each table, more where a sheet is full, and one with what is to be known."""

    def __init__(self, folder: Path, stem: str, sheet_rows: int = SHEET_ROWS) -> None:
        self._path, self._most = folder / f"{stem}.xlsx", sheet_rows
        options = {
            "constant_memory": True,
            "tmpdir": str(folder),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        }
        self._book = Workbook(str(self._path), options)
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._sheet: Any = None
        self._rows = self._all = self._part = 0
        self._title, self._heads = "", ()  # type: tuple[str, Sequence[str]]
        self.cut = 0

    def table(self, name: str, title: str, heads: Sequence[str]) -> None:
        """Begin a sheet."""
        self._title, self._heads, self._part = title, tuple(heads), 0
        self._next()

    def _next(self) -> None:
        self._part += 1
        self._sheet = self._book.add_worksheet(self._name(self._title, self._part))
        self._sheet.freeze_panes(1, 0)
        for at, head in enumerate(self._heads):
            self._sheet.set_column(at, at, max(NARROW, min(WIDE, 2 * len(head))))
            self._sheet.write_string(0, at, head[:LONGEST], self._head)
        self._rows = 0

    def _name(self, title: str, part: int) -> str:
        """A name that no other sheet has, without what names of sheets may not hold."""
        plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip() or "1"
        ending = f" {part}" if part > 1 else ""
        return plain[: 31 - len(ending)] + ending

    def row(self, cells: Sequence[Cell]) -> None:
        """One more row; on a further sheet where this one is full."""
        if self._rows == self._most:
            self._next()
        self._rows += 1
        self._all += 1
        for at, cell in enumerate(cells):
            self._write(at, cell)

    def _write(self, at: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, date):
            if cell.year >= 1900:
                self._sheet.write_datetime(self._rows, at, cell, self._day)
                return
            cell = cell.isoformat()
        if isinstance(cell, int | float) and abs(cell) < EXACT:
            self._sheet.write_number(self._rows, at, cell)
            return
        text = str(cell).encode("utf-8", "replace").decode()
        if len(text) > LONGEST:
            self.cut += 1
            text = f"{text[: LONGEST - 1]}…"
        self._sheet.write_string(self._rows, at, text)

    def close(self, heading: str, about: Pairs) -> list[Path]:
        """Write the sheet with what is to be known, pack the workbook, and end."""
        self._sheet = self._book.add_worksheet(self._name(heading, 1))
        self._sheet.set_column(0, 0, 30)
        self._sheet.set_column(1, 1, 90)
        for at, (label, value) in enumerate(about):
            self._sheet.write_string(at, 0, label, self._head)
            self._sheet.write_string(at, 1, value[:LONGEST])
        if self._all > LARGE:
            self._book.use_zip64()
        self._book.close()
        return [self._path]

    def abandon(self) -> None:
        """Nothing is packed. The rows lie in files beside, which are closed and removed."""
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()
            Path(sheet.row_data_filename).unlink(missing_ok=True)


def writer(format_name: str, folder: Path, stem: str) -> Writer:
    """The writer of a format: xlsx or csv."""
    return WorkbookWriter(folder, stem) if format_name == "xlsx" else CsvWriter(folder, stem)
