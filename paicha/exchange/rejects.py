"""Rows that cannot be used, and the file in which they are handed back."""

import csv
import errno
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from paicha.kernel.problems import Problem

OWN_COLUMNS = ("reject_line", "reject_column", "reject_reason")


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot be used: where it starts in the file, the column at fault (None: the row as a whole), and why.

    `row` is the row as it was read; `extra` holds cells beyond the last column.
    """

    line_number: int
    column: str | None
    code: str
    reason: str
    row: Mapping[str, str]
    extra: tuple[str, ...] = ()


RejectSink = Callable[[Reject], None]


class UnusableRow(Exception):
    """Raised while a row is read: the column at fault and the problem with it."""

    def __init__(self, column: str | None, code: str, /, **params: object) -> None:
        self.column = column
        self.problem = Problem(code, **params)
        super().__init__(code)

    def reject(self, line_number: int, row: Mapping[str, str], extra: Sequence[str] = ()) -> Reject:
        return Reject(line_number, self.column, self.problem.code, self.problem.sentence, row, tuple(extra))


class RejectsFile:
    """Writes rejects as CSV: line, column, reason, then the row's own columns.

    Cells are written as they are, without a guard against spreadsheet formulas: a rejects file is data that is mended
    and imported again with the same mapping (its first three columns are ignored then), and a guard would change
    `-87.6` or `+1`. The file appears under its name only when it is complete, and not at all when nothing was rejected.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.path = path
        self.count = 0
        self._part = path.with_name(path.name + ".part")
        # A rejects file that is imported again has our columns already; they are replaced, not doubled.
        self._columns = [column for column in columns if column not in OWN_COLUMNS]
        self._file: IO[str] | None = None

    def __call__(self, reject: Reject) -> None:
        """Write one reject. Raises Problem `disk_full` or `file_unwritable`."""
        try:
            if self._file is None:
                # The byte order mark makes spreadsheet programs read Chinese correctly; open_table drops it again.
                self._file = self._part.open("w", encoding="utf-8-sig", newline="")
                csv.writer(self._file).writerow([*OWN_COLUMNS, *self._columns])
            cells = [reject.row.get(column, "") for column in self._columns]
            place = [reject.line_number, reject.column or "", reject.reason]
            csv.writer(self._file).writerow([*place, *cells, *reject.extra])
        except OSError as error:
            raise self._problem(error) from error
        self.count += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        file, self._file = self._file, None
        if file is None:
            return
        try:
            file.close()
            if kind is None:
                self._part.replace(self.path)
        except OSError as failure:
            raise self._problem(failure) from failure
        finally:
            self._part.unlink(missing_ok=True)

    def _problem(self, error: OSError) -> Problem:
        if error.errno == errno.ENOSPC:
            return Problem("disk_full", path=str(self.path))
        return Problem("file_unwritable", path=str(self.path), reason=error.strerror or str(error))
