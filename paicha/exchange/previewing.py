"""A file as it would come in: its first rows, and what is wrong row by row, without anything written.

Reading stops after so many rows or seconds; then the numbers are of what was read, and the preview says so.
"""

import contextlib
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from paicha.exchange.bytestreams import megabytes
from paicha.exchange.fitting import fit
from paicha.exchange.mapping import MAX_MAPPING, parse_mapping
from paicha.exchange.mapping_parts import Mapping
from paicha.exchange.records import Record, read_rows
from paicha.exchange.rejects import Reject, UnusableRow
from paicha.exchange.tables import Table, open_table
from paicha.inspections.queries import known_contents
from paicha.kernel.problems import Problem

SHOWN = 20  # rows as they would come in
TOLD = 50  # rows that cannot be used
MOST_ROWS, MOST_SECONDS = 50_000, 2.5
MOST_WORKBOOK = 32 * 1024**2  # bytes; a sheet is parsed as a whole before its first row comes
LOOKED_AT = 200  # rows, when a file comes without a mapping

NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A record as it would come in, and whether it is there already."""

    record: Record
    known: str


class Enough(Exception):
    """So much was read that reading stops; rows that cannot be used count, too."""


@dataclass(slots=True)
class Preview:
    """What came out of the rows that were read. Reading stops at `until`, on the clock of `time.monotonic`."""

    mapping: Mapping
    columns: Sequence[str]
    rows: list[PreviewRow] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    read: int = 0
    rejected: int = 0
    whole: bool = True
    until: float = field(default_factory=lambda: time.monotonic() + MOST_SECONDS)

    def take_reject(self, reject: Reject) -> None:
        """Take note of a row that cannot be used."""
        self.rejected += 1
        if len(self.rejects) < TOLD:
            self.rejects.append(reject)
        self.take_row()

    def take_row(self) -> None:
        """Count a row; raises Enough where it is the last one."""
        self.read += 1
        if self.read >= MOST_ROWS or time.monotonic() > self.until:
            raise Enough

    @property
    def usable(self) -> int:
        """Rows that can be used, of those that were read."""
        return self.read - self.rejected


def read_mapping(text: str, path: Path) -> Mapping:
    """The mapping that somebody typed, checked against this installation. Raises Problem `mapping_*` and others."""
    size = len(text.encode("utf-8", "replace"))
    if size > MAX_MAPPING:
        raise Problem("too_big", path=path.name, limit=megabytes(MAX_MAPPING))
    mapping = parse_mapping(text, path)
    fit(mapping)
    return mapping


def preview(path: Path, mapping: Mapping) -> Preview:
    """The file as it would come in by this mapping. Raises Problem when the file cannot be read so far."""
    if path.name.lower().endswith(".xlsx") and path.stat().st_size > MOST_WORKBOOK:
        raise Problem("preview_too_big", path=path.name, limit=megabytes(MOST_WORKBOOK))
    with open_table(path, encoding=mapping.encoding, delimiter=mapping.delimiter, sheet=mapping.sheet) as table:
        found = Preview(mapping, table.columns)
        first: list[Record] = []
        try:
            _read(table, mapping, found, first)
        except Enough:
            found.whole = False
    known = known_contents(mapping.source, [record.external_id for record in first])
    found.rows = [PreviewRow(record, _known(record, known)) for record in first]
    return found


def look(path: Path, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None) -> list[str]:
    """The names of the columns, after a look at the first rows. Raises Problem when there is no table to be read."""
    seen = itertools.count(1)

    def one(*_row: object) -> None:
        if next(seen) >= LOOKED_AT:
            raise Enough

    with open_table(path, encoding=encoding, delimiter=delimiter, sheet=sheet) as table:
        with contextlib.suppress(Enough):
            for _row in table.rows(one):
                one()
        return list(table.columns)


def _read(table: Table, mapping: Mapping, found: Preview, first: list[Record]) -> None:
    """Count all rows, keep the first that can be used."""
    seen: dict[str, tuple[int, bytes]] = {}
    for record, cells in read_rows(table, mapping, found.take_reject):
        fault = _twice(record, seen, mapping.inspection.id)
        if fault is not None:
            found.take_reject(fault.reject(record.line_number, cells))
            continue
        first += [record] if len(first) < SHOWN else []
        found.take_row()


def _twice(record: Record, seen: dict[str, tuple[int, bytes]], column: str) -> UnusableRow | None:
    """What is wrong with a record whose id was there before; the import says the same."""
    line, digest = seen.setdefault(record.external_id, (record.line_number, record.digest))
    if line == record.line_number:
        return None
    code = "row_duplicate" if digest == record.digest else "row_conflict"
    return UnusableRow(column, code, id=record.external_id, line=line)


def _known(record: Record, known: dict[str, bytes]) -> str:
    if record.external_id not in known:
        return NEW
    return SAME if known[record.external_id] == record.digest else CHANGED
