"""Tables from files: .csv, .csv.gz and .xlsx, as rows of named cells with their place in the file."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from paicha.exchange.bytestreams import MAX_BYTES, open_file
from paicha.exchange.delimited import DELIMITERS, DelimitedRows
from paicha.exchange.rejects import RejectSink, UnusableRow
from paicha.exchange.workbooks import WorkbookRows
from paicha.kernel.problems import Problem

Cells = dict[str, str]
SUFFIXES = (".csv", ".csv.gz", ".xlsx")


class Rows(Protocol):
    """Where a table's rows come from: (line or sheet row, cells), the header first."""

    typed: bool

    def __iter__(self) -> Iterator[tuple[int, list[str]]]: ...
    def fraction(self) -> float: ...
    def close(self) -> None: ...


class Table:
    """A file's rows as named cells. Rows are read once, as they are asked for; close it after use (`with`)."""

    def __init__(self, path: Path, rows: Rows, *, single_ok: bool) -> None:
        self.path = path
        self._rows = rows
        self._iterator = iter(rows)
        try:
            self.columns, self._width = self._header(single_ok=single_ok)
        except BaseException:
            rows.close()
            raise

    @property
    def typed(self) -> bool:
        """Whether cells were dates and numbers rather than text: such dates come as ISO 8601 whatever their look."""
        return self._rows.typed

    def fraction(self) -> float:
        """How much has been read, from 0 to 1; for progress."""
        return self._rows.fraction()

    def rows(self, rejects: RejectSink) -> Iterator[tuple[int, Cells]]:
        """Each row's place (the line of the file where it starts, or the row of the sheet; from 1) and its cells.

        A row of the wrong width or with a zero character goes to `rejects`; a row without any text is passed over.
        Raises Problem when the file itself turns out to be broken further down.
        """
        columns, width, known = self.columns, self._width, len(self.columns)
        for line, cells in self._iterator:
            if not any(map(str.strip, cells)):
                continue
            row = dict(zip(columns, cells, strict=False))
            extra = cells[known:]
            if len(cells) != width or any(map(str.strip, extra)):
                fault = UnusableRow(None, "row_width", count=len(cells), expected=known)
                rejects(fault.reject(line, row, extra))
            elif "\0" in "".join(cells):
                column = next(name for name, cell in row.items() if "\0" in cell)
                rejects(UnusableRow(column, "row_zero", column=column).reject(line, row))
            else:
                yield line, row

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._rows.close()

    def _header(self, *, single_ok: bool) -> tuple[tuple[str, ...], int]:
        """The columns' names, and the width of a row: spreadsheets write empty cells after the last name."""
        path = str(self.path)
        line, cells = next(((line, cells) for line, cells in self._iterator if any(map(str.strip, cells))), (0, []))
        if not cells:
            raise Problem("table_empty", path=path)
        names = [" ".join(cell.split()) for cell in cells]
        while not names[-1]:
            names.pop()
        seen: dict[str, int] = {}
        for place, name in enumerate(names, 1):
            if not name:
                raise Problem("header_blank", path=path, line=line, place=place)
            if "\0" in name:
                raise Problem("header_zero", path=path, line=line, place=place)
            if name in seen:
                raise Problem("header_twice", path=path, line=line, name=name, first=seen[name], second=place)
            seen[name] = place
        other = next((sign for sign in DELIMITERS[1:] if sign in cells[0]), None)
        if len(names) == 1 and other and not single_ok:
            raise Problem("delimiter_other", path=path, line=line, found={"\t": "\\t"}.get(other, other))
        return tuple(names), len(cells)


def open_table(
    path: Path | str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Table:
    """The table in a file, its header read. `encoding` and `delimiter` are for CSV (without them UTF-8, or UTF-16 with
    its mark, and a comma), `sheet` is for workbooks (without it the first visible one). `max_bytes` bounds the unpacked
    size. Raises Problem when there is no table to be read.
    """
    path = Path(path)
    name = path.name.lower()
    suffix = next((known for known in reversed(SUFFIXES) if name.endswith(known)), None)
    if suffix is None:
        open_file(path).close()  # a missing file is told as missing, whatever its name
        raise Problem("kind_unknown", path=str(path))
    if suffix == ".xlsx":
        return Table(path, WorkbookRows(path, sheet=sheet, max_bytes=max_bytes), single_ok=True)
    rows = DelimitedRows(path, packed=suffix == ".csv.gz", encoding=encoding, delimiter=delimiter, max_bytes=max_bytes)
    return Table(path, rows, single_ok=delimiter is not None)
