"""Records in the order of their dates, whatever the order of the file, in constant memory."""

import contextlib
import errno
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from paicha.exchange.listings import ItemListing, Listing
from paicha.exchange.mapping_parts import Mapping
from paicha.exchange.places import PlaceLevel
from paicha.exchange.records import Record, UnitData, read_rows
from paicha.exchange.rejects import RejectSink, UnusableRow
from paicha.exchange.tables import Table
from paicha.kernel.natural import natural
from paicha.kernel.problems import Problem

WATCH_EVERY = 1000  # rows between two calls of `watch`
_SETUP = """
pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive; pragma cache_size = -16384;
create table records (day integer, natural blob, id text, line integer, digest blob, content text,
                      primary key (day, natural, id)) without rowid;
create unique index by_id on records (id);
begin;
"""


class Chronology:
    """All usable records of a table: `len()` of them, to be gone through by (date, natural order of id), many times."""

    def __init__(self, connection: sqlite3.Connection, count: int) -> None:
        self._connection = connection
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Record]:
        select = "select line, digest, content from records order by day, natural, id"
        for line, digest, content in self._connection.execute(select):
            yield _unpacked(line, digest, content)


@contextlib.contextmanager
def chronological(
    table: Table,
    mapping: Mapping,
    folder: Path,
    rejects: RejectSink,
    *,
    watch: Callable[[float], None] | None = None,
) -> Iterator[Chronology]:
    """Read the whole table into a scratch file in `folder` and give its records in order of their dates.

    The same id again is a reject: as a duplicate row when its content is the same, else naming the first line. `watch`
    is told the fraction of the file read so far. The scratch file has no name from the start, so nothing of it is left
    however this ends. Raises Problem, before any record is given, when the file cannot be read to its end
    (see `read_rows`), or `disk_full`, `file_unwritable`.
    """
    connection = _scratch(folder)
    try:
        try:
            count = _fill(connection, table, mapping, rejects, watch)
        except sqlite3.OperationalError as error:
            raise _unwritable(folder, error) from error
        yield Chronology(connection, count)
    finally:
        connection.close()


def _scratch(folder: Path) -> sqlite3.Connection:
    """A database in a file that has lost its name already: the system frees it when it is closed or we are killed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="reading-", dir=folder)
    except OSError as error:
        raise _unwritable(folder, error) from error
    os.close(handle)
    try:
        connection = sqlite3.connect(name, isolation_level=None)
        try:
            connection.executescript(_SETUP)
        except BaseException:
            connection.close()
            raise
    except sqlite3.OperationalError as error:
        raise _unwritable(folder, error) from error
    finally:
        Path(name).unlink()
    return connection


def _fill(
    connection: sqlite3.Connection,
    table: Table,
    mapping: Mapping,
    rejects: RejectSink,
    watch: Callable[[float], None] | None,
) -> int:
    """Keep all records of the table; how many there are."""
    count = 0
    for seen, (record, cells) in enumerate(read_rows(table, mapping, rejects), 1):
        fault = _keep(connection, record, mapping.inspection.id)
        if fault is None:
            count += 1
        else:
            rejects(fault.reject(record.line_number, cells))
        if watch is not None and seen % WATCH_EVERY == 0:
            watch(table.fraction())
    connection.execute("commit")
    return count


def _unwritable(folder: Path, error: OSError | sqlite3.OperationalError) -> Problem:
    full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL or getattr(error, "errno", 0) == errno.ENOSPC
    if full:
        return Problem("disk_full", path=str(folder))
    return Problem("file_unwritable", path=str(folder), reason=getattr(error, "strerror", None) or str(error))


def _keep(connection: sqlite3.Connection, record: Record, column: str) -> UnusableRow | None:
    """Keep a record; what is wrong with it when its id, which stands in `column`, was there before."""
    kept = connection.execute(
        "insert or ignore into records values (?, ?, ?, ?, ?, ?)",
        (
            record.on.toordinal(),
            natural(record.external_id),
            record.external_id,
            record.line_number,
            record.digest,
            _packed(record),
        ),
    )
    if kept.rowcount == 1:
        return None
    select = "select line, digest from records where id = ?"
    first, digest = connection.execute(select, (record.external_id,)).fetchone()
    code = "row_duplicate" if digest == record.digest else "row_conflict"
    return UnusableRow(column, code, id=record.external_id, line=first)


def _packed(record: Record) -> str:
    unit, listing = record.unit, record.listing
    places = {line: [(level.code, level.kind, level.name) for level in levels] for line, levels in unit.places.items()}
    items = {
        code: (item.title, item.comment, item.times, item.severity, item.deadline and item.deadline.isoformat())
        for code, item in listing.items.items()
    }
    return json.dumps(
        (
            (
                record.external_id,
                record.on.isoformat(),
                record.kind,
                record.family,
                record.recheck,
                record.held,
                record.failed,
                record.result_word,
                record.inspector_group,
                record.set_aside,
            ),
            (unit.code, unit.name, unit.kind, unit.address, unit.latitude_e6, unit.longitude_e6, unit.attributes),
            places,
            listing.counts,
            items,
        ),
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _unpacked(number: int, digest: bytes, content: str) -> Record:
    words, unit, places, counts, items = json.loads(content)
    external_id, on, kind, family, recheck, held, failed, result_word, group, set_aside = words
    code, name, unit_kind, address, latitude, longitude, attributes = unit
    return Record(
        line_number=number,
        external_id=external_id,
        on=date.fromisoformat(on),
        kind=kind,
        family=family,
        recheck=recheck,
        held=held,
        failed=failed,
        result_word=result_word,
        inspector_group=group,
        unit=UnitData(
            code,
            name,
            unit_kind,
            address,
            latitude,
            longitude,
            attributes,
            {line: tuple(PlaceLevel(*level) for level in levels) for line, levels in places.items()},
        ),
        listing=Listing(counts=counts, items={code: _item(*item) for code, item in items.items()}),
        set_aside=set_aside,
        digest=digest,
    )


def _item(title: str, comment: str, times: int, severity: str | None, deadline: Any) -> ItemListing:
    return ItemListing(title, comment, times, severity, date.fromisoformat(deadline) if deadline else None)
