"""Which fields of which records the ledger vouches for.

A room declares a `Cover` for each model whose rows matter. An entry then holds, per table of transitions, their number
and Merkle root, and each transition holds the digest of the whole record: a changed record, a changed transition and a
lost one all show. Covers are numbered: when a model gains a field a new one is added, and old entries
keep theirs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import attrgetter
from typing import Any

from django.db import models

from paicha.kernel.canonical import canonical_row
from paicha.ledger.models import RowChange, Transition


@dataclass(frozen=True)
class Cover:
    """The fields of `model` that number `number` of its cover includes, and how a record becomes a transition.

    `columns` are the transition's own columns that the entry's root covers; None where the transition is a RowChange.
    `salted`: the digest includes the record's own random salt, so that it says nothing about a person.
    """

    model: type[models.Model]
    fields: tuple[str, ...]
    transition: type[Transition] = RowChange
    columns: tuple[str, ...] = ("table", "key")
    key: str = "key"
    number: int = 1
    salted: bool = False

    def digest(self, record: models.Model) -> bytes:
        """SHA-256 over the record's covered fields."""
        values = self.values(record)
        return sha256(canonical_row([record.salt, *values] if self.salted else values)).digest()  # type: ignore[attr-defined]

    @property
    def values(self) -> Callable[[Any], Sequence[Any]]:
        return _getter(self.fields)

    def leaf(self, row: Transition) -> bytes:
        """The bytes of a transition that stand in its entry's tree."""
        return canonical_row([*_getter(self.columns)(row), bytes(row.digest)])

    @property
    def name(self) -> str:
        """The name under which an entry refers to this cover."""
        return f"{self.model._meta.db_table}/{self.number}"


_getters: dict[tuple[str, ...], Callable[[Any], Sequence[Any]]] = {}


def _getter(fields: tuple[str, ...]) -> Callable[[Any], Sequence[Any]]:
    if fields not in _getters:
        get = attrgetter(*fields)
        _getters[fields] = get if len(fields) > 1 else lambda record: (get(record),)
    return _getters[fields]


_covers: dict[str, Cover] = {}
_newest: dict[type[models.Model], Cover] = {}


def cover(found: Cover) -> Cover:
    """Register a cover. Floats have no canonical text: a covered FloatField raises TypeError."""
    floats = [name for name in found.fields if isinstance(found.model._meta.get_field(name), models.FloatField)]
    if floats or found.name in _covers:
        raise TypeError(f"{found.name}: float fields {floats}" if floats else f"{found.name} is covered twice")
    _covers[found.name] = found
    _newest[found.model] = max(found, _newest.get(found.model, found), key=lambda each: each.number)
    return found


def cover_of(model: type[models.Model]) -> Cover:
    """The newest cover of a model; KeyError for a model that is not covered."""
    return _newest[model]


def cover_named(name: str) -> Cover:
    """The cover an entry names; KeyError when the code no longer knows it."""
    return _covers[name]


def is_cover(name: str) -> bool:
    """Whether the code knows the cover of that name."""
    return name in _covers


def all_covers() -> list[Cover]:
    """The newest cover of each model."""
    return list(_newest.values())


def change_of(record: models.Model) -> Transition:
    """The RowChange of a record that no figure counts."""
    found = cover_of(type(record))
    return RowChange(table=found.model._meta.db_table, key=record.pk, digest=found.digest(record))
