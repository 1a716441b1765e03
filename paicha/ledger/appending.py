"""Appending: the last thing an outermost action does before it commits.

Separate statements under READ COMMITTED: take the lock, read the highest position, write everything. One combined
statement, a sequence or a lock taken earlier gives gaps, duplicates or deadlocks (DESIGN 9). On SQLite the transaction
is IMMEDIATE and alone anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection, models

from paicha.kernel.canonical import canonical
from paicha.ledger import writing
from paicha.ledger.covering import cover_of
from paicha.ledger.kinds import EntryKind
from paicha.ledger.models import Entry, Transition
from paicha.ledger.tree import leaf_hash, root_of

APPEND_LOCK = 7_242_301  # our advisory lock on PostgreSQL: one appender at a time


@dataclass
class Draft:
    """An entry that has no position yet, with the rows it appends: (model, its transitions)."""

    id: UUID
    kind: EntryKind
    at: datetime
    by: int
    cause: UUID | None
    subject: str = ""
    subject_id: int | None = None
    words: dict[str, Any] = field(default_factory=dict)
    rows: list[tuple[type[models.Model], Sequence[Transition]]] = field(default_factory=list)


def content(entry: Entry) -> dict[str, Any]:
    """What an entry's leaf hash covers: every column but its position, which its place in the tree gives."""
    return {
        "id": str(entry.id),
        "kind": entry.kind,
        "at": entry.at.isoformat(timespec="microseconds"),
        "by": entry.by,
        "cause": str(entry.cause) if entry.cause else None,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "words": entry.words,
        "covers": entry.covers,
    }


def head() -> int:
    """The highest position; 0 for an empty ledger."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(position) FROM ledger_entry")
        return cursor.fetchone()[0] or 0


def append(drafts: Sequence[Draft]) -> int:
    """Append the drafts in order, in the current transaction, with all their rows; returns the new head."""
    entries = [_entry(draft) for draft in drafts]  # all hashing, before others have to wait for us
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [APPEND_LOCK])
    position = head()
    appended: list[Transition] = []
    for draft, entry in zip(drafts, entries, strict=True):
        position += 1
        entry.position = position
        for _, rows in draft.rows:
            for row in rows:
                row.position = position
            appended.extend(rows)
    writing.append(entries)
    for _, same in groupby(sorted(appended, key=_table), key=_table):
        writing.append(list(same))
    return position


def _table(row: Transition) -> str:
    return row._meta.db_table


def _entry(draft: Draft) -> Entry:
    """The entry of a draft, with its hash; a position it has none yet."""
    covers = {}
    for model, rows in draft.rows:
        cover = cover_of(model)
        covers[cover.name] = {"count": len(rows), "root": root_of(map(cover.leaf, rows)).hex()}
    entry = Entry(
        id=draft.id,
        kind=draft.kind.name,
        at=draft.at,
        by=draft.by,
        cause=draft.cause,
        subject=draft.subject,
        subject_id=draft.subject_id,
        words=draft.words,
        covers=covers,
    )
    entry.leaf = leaf_hash(canonical(content(entry)))
    return entry
