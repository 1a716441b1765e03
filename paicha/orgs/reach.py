"""A reach as a condition of SQL: which rows lie at a unit in one of some ranges, the subtrees of units in a line.

The same condition is written in three ways. Which is quick depends on what the database had better begin with:

- `predicate`, by EXISTS, leaves that to the database;
- `row_by_row` looks each row up by itself, for rows that come in an order of their own;
- `from_units` begins at the units, where these are few.

A range of a sectoral post (`own`) holds only records of its own line, but every unit below it. None is everywhere.
"""

import contextlib
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from typing import Any

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from paicha.kernel.scope import Range
from paicha.orgs.models import Placement, Unit

Ranges = tuple[Range, ...] | None

# Units within a reach up to which it is quicker to begin at them. Measured by benchmarks/reach.py on 100,000 units and
# 1,000,000 findings: row by row, pages of findings, of the ledger and of people take 1.5 to 7 times as long at 1,000
# units on SQLite (0.9 to 2.4 on PostgreSQL), 0.5 to 2.8 times at 2,000 (0.8 to 2.2), 0.6 to 0.9 times at 5,000 (0.6 to
# 1.1).
FEW_UNITS = 2_000

_counted: ContextVar[dict[tuple[Range, ...], bool] | None] = ContextVar("reaches counted", default=None)


@contextlib.contextmanager
def counted_once() -> Iterator[None]:
    """For the block, which changes nothing, the units of each reach are counted once."""
    token = _counted.set({})
    try:
        yield
    finally:
        _counted.reset(token)


def are_few(ranges: tuple[Range, ...]) -> bool:
    """Whether at most FEW_UNITS units lie in the ranges; one query, which reads no more than that."""
    counted = _counted.get()
    if counted is None:
        return _are_few(ranges)
    if ranges not in counted:
        counted[ranges] = _are_few(ranges)
    return counted[ranges]


def _are_few(ranges: Sequence[Range]) -> bool:
    return places_in(ranges)[: FEW_UNITS + 1].count() <= FEW_UNITS


def places_in(ranges: Sequence[Range]) -> QuerySet[Placement]:
    """The places in any of these subtrees (never `startswith`: on SQLite it leaves the index)."""
    where = Q(pk__in=[])
    for part in ranges:
        where |= Q(line=part.line, path__gte=part.path, path__lt=part.end)
    return Placement.objects.filter(where)


def predicate(reach: Ranges, model: type[Model]) -> Q:
    """The rows of `model`, which is Unit or has a `unit` and perhaps a `line`, by EXISTS."""
    if reach is None:
        return Q()
    return _by_line(reach, model, lambda key, ranges: Q(Exists(places_in(ranges).filter(unit=OuterRef(key)))))


def from_units(ranges: tuple[Range, ...], model: type[Model]) -> Q:
    """The same rows, with the numbers of the units looked up first."""
    return _by_line(ranges, model, lambda key, parts: Q((f"{key}__in", places_in(parts).values("unit"))))


def row_by_row(reach: Ranges, model: type[Model]) -> Q:
    """The same rows, each to be looked up by itself.

    PostgreSQL makes a join of EXISTS, for which it may read all places of a large range before the first row; the path
    of one place it cannot but look up.
    """
    if reach is None or connection.vendor != "postgresql":
        return predicate(reach, model)
    found, key = Q(pk__in=[]), "pk" if model is Unit else "unit"
    for part in reach:
        place = Placement.objects.filter(line=part.line, unit=OuterRef(key)).values("path")[:1]
        inside = Q(GreaterThanOrEqual(Subquery(place), part.path)) & Q(LessThan(Subquery(place), part.end))
        found |= inside & Q(line=part.line) if part.own and has_field(model, "line") else inside
    return found


def selecting(reach: Ranges, model: type[Model]) -> Q:
    """The same rows, where many of them are sought and not one is held against the reach.

    EXISTS lists any reach quickly but a small one on SQLite, which tries the rows in their order and meets few late.
    """
    if reach is not None and connection.vendor == "sqlite" and are_few(reach):
        return from_units(reach, model)
    return predicate(reach, model)


def _by_line(reach: tuple[Range, ...], model: type[Model], inside: Any) -> Q:
    """The rows in ranges that hold all of a unit, and those of a line in ranges that hold its own records."""
    key, by_line = "pk" if model is Unit else "unit", has_field(model, "line")
    found = Q(pk__in=[])
    whole = [part for part in reach if not (part.own and by_line)]
    if whole:
        found |= inside(key, whole)
    for line in sorted({part.line for part in reach if part.own and by_line}):
        found |= Q(line=line) & inside(key, [part for part in reach if part.own and part.line == line])
    return found


def lies_at_unit(model: type[Model]) -> bool:
    """Whether a record of this model lies where its unit lies."""
    return model is Unit or has_field(model, "unit")


def has_field(model: type[Model], name: str) -> bool:
    """Whether the model has a field of that name."""
    return any(field.name == name for field in model._meta.get_fields())


def narrowed(reach: Ranges, focus: Range | None) -> list[Ranges]:
    """A reach and a subtree, as few conditions as say the same: one, where both lie in one line."""
    if focus is None:
        return [reach]
    if reach is None:
        return [(focus,)]
    parts: list[Range] = []
    for part in reach:
        if part.line != focus.line:
            return [reach, (focus,)]
        if part.holds(focus.path):
            parts.append(Range(focus.line, focus.path, part.own))
        elif focus.holds(part.path):
            parts.append(part)
    return [(focus,)] if focus in parts else [tuple(dict.fromkeys(parts))]
