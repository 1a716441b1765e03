"""Holding the ledger against the records: every gap, altered or cut entry, every record that no longer matches."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from paicha.kernel.canonical import canonical
from paicha.ledger.appending import content
from paicha.ledger.checkpoints import kept, outside, stated
from paicha.ledger.covering import Cover, all_covers, cover_named, is_cover
from paicha.ledger.models import Checkpoint, Entry, RowChange, Transition
from paicha.ledger.tree import Frontier, leaf_hash, root_of

SENTENCES = {
    "entry_gap": _("A position is missing"),
    "entry_altered": _("An entry was altered"),
    "checkpoint_forged": _("A checkpoint is not what this installation signed"),
    "checkpoint_differs": _("The ledger is no longer the one that a checkpoint states"),
    "ledger_cut": _("The ledger's tail was cut"),
    "row_without_entry": _("Rows stand outside any entry"),
    "rows_missing": _("Rows that an entry covers are missing"),
    "rows_altered": _("Rows that an entry covers were altered"),
    "record_without_entry": _("A record has no entry"),
    "record_altered": _("A record is not what its last entry says"),
    "record_gone": _("A record is gone"),
    "unreadable": _("Something stands there that paicha never writes"),
}
Progress = Callable[[str, int, int], None]
Covers = dict[str, dict[int, dict[str, Any]]]  # name of a cover: position: what the entry there states of its rows


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not match: what kind, where, and a detail."""

    what: str
    where: str
    detail: str = ""


def check(progress: Progress = lambda _what, _done, _total: None) -> Iterator[Difference]:
    """Every difference between the ledger and itself, its checkpoints and the records, in that order."""
    covers: Covers = {}
    with _one_moment():
        yield from _readable(Entry._meta.db_table, _entries(covers, progress))
        for cover in all_covers():
            yield from _readable(cover.transition._meta.db_table, _transitions(cover, covers, progress))
        for cover in all_covers():
            yield from _readable(cover.model._meta.db_table, _records(cover, covers, progress))


@contextlib.contextmanager
def _one_moment() -> Iterator[None]:
    """Let the block read the database as it is at its first question, so that what others write is no difference."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        connection.ensure_connection()
        sqlite: Any = connection
        mode, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            sqlite.transaction_mode = mode


def _readable(table: str, found: Iterator[Difference]) -> Iterator[Difference]:
    """The differences found; a last one when a value cannot be read at all (SQLite keeps any text in a date column)."""
    try:
        yield from found
    except (AttributeError, TypeError, ValueError) as error:
        yield Difference("unreadable", table, str(error))


def _entries(covers: Covers, progress: Progress) -> Iterator[Difference]:
    """Entries are dense, hash to their leaf, and the tree passes through every checkpoint."""
    tree = Frontier()
    statements: dict[int, list[tuple[str, bytes]]] = {}
    for where, statement in _statements():
        if statement is None:
            yield Difference("checkpoint_forged", where)
        else:
            statements.setdefault(statement[0], []).append((where, statement[1]))
    total, expected = Entry.objects.count(), 1
    for entry in Entry.objects.order_by("position").iterator(chunk_size=2_000):
        if entry.position != expected:
            yield Difference("entry_gap", f"position {expected}", f"next is {entry.position}")
            expected = entry.position
        if not _unaltered(entry):
            yield Difference("entry_altered", f"position {entry.position}", entry.kind)
        for name, covered in _covered(entry):
            covers.setdefault(name, {})[entry.position] = covered
        tree.add(bytes(entry.leaf))
        expected += 1
        for where, root in statements.pop(tree.size, []):
            if root != tree.root():
                yield Difference("checkpoint_differs", where)
        progress("entries", tree.size, total)
    for size, lost in statements.items():
        if size:
            yield Difference("ledger_cut", lost[0][0], f"{size} entries were stated, {tree.size} are left")


def _unaltered(entry: Entry) -> bool:
    try:
        return leaf_hash(canonical(content(entry))) == bytes(entry.leaf)
    except (TypeError, ValueError):  # words that no entry can have
        return False


def _covered(entry: Entry) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the entry states of its rows; of an altered one, whatever still has the shape of a statement."""
    for name, said in entry.covers.items() if isinstance(entry.covers, dict) else ():
        if is_cover(name) and isinstance(said, dict) and said.keys() == {"count", "root"}:
            yield name, said


def _statements() -> Iterator[tuple[str, tuple[int, bytes] | None]]:
    """What every checkpoint states, in the database and outside it; None for one that is not as we signed it."""
    for path in sorted(outside().glob("*.note")):  # first: whatever they state is in the database already
        yield f"checkpoints/{path.name}", stated(path.read_text(encoding="utf-8", errors="replace"))
    for found in Checkpoint.objects.order_by("size"):
        yield f"checkpoint {found.size}", stated(found.note) if kept(found) else None


def _rows_of(cover: Cover) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = cover.transition._default_manager.order_by("position", "id")
    return rows.filter(table=cover.model._meta.db_table) if cover.transition is RowChange else rows


def _transitions(cover: Cover, covers: Covers, progress: Progress) -> Iterator[Difference]:
    """Each entry's rows are as many and hash to the root that the entry states; no row stands outside an entry."""
    table = cover.model._meta.db_table
    promised = {
        at: (name, said) for name in covers if name.rpartition("/")[0] == table for at, said in covers[name].items()
    }
    rows = _rows_of(cover)
    total, done = rows.count(), 0
    for position, same in groupby(rows.iterator(chunk_size=2_000), key=lambda row: row.position):
        found: list[Transition] = list(same)
        done += len(found)
        progress(table, done, total)
        name, said = promised.pop(position, (None, None))
        if name is None or said is None:
            yield Difference("row_without_entry", f"{table} at position {position}", f"{len(found)} rows")
        elif said["count"] != len(found):
            yield Difference(
                "rows_missing", f"{table} at position {position}", f"{said['count']} stated, {len(found)} found"
            )
        elif root_of(map(cover_named(name).leaf, found)).hex() != said["root"]:
            yield Difference("rows_altered", f"{table} at position {position}")
    for position in promised:
        yield Difference(
            "rows_missing", f"{table} at position {position}", f"{promised[position][1]['count']} stated, 0 found"
        )


def _records(cover: Cover, covers: Covers, progress: Progress) -> Iterator[Difference]:
    """Each record is what its last transition says; no record without one, no transition whose record is gone.

    A digest is made anew over the fields that the entry's cover names, which need not be the newest.
    """
    table = cover.model._meta.db_table
    older = {
        at: name for name in covers if name.rpartition("/")[0] == table and name != cover.name for at in covers[name]
    }
    last: dict[int, tuple[int, bytes]] = {}
    for key, position, digest in (
        _rows_of(cover).values_list(cover.key, "position", "digest").iterator(chunk_size=10_000)
    ):
        last[key] = position, bytes(digest)
    total = len(last)
    for done, record in enumerate(cover.model._default_manager.order_by("pk").iterator(chunk_size=2_000), 1):
        position, digest = last.pop(record.pk, (0, None))
        if digest is None:
            yield Difference("record_without_entry", f"{table} {record.pk}")
        elif digest != (cover_named(older[position]) if position in older else cover).digest(record):
            yield Difference("record_altered", f"{table} {record.pk}")
        if done % 1_000 == 0:
            progress(table, done, total)
    for key in last:
        yield Difference("record_gone", f"{table} {key}")
