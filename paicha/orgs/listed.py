"""Rows of lists within a reach and a subtree, written in three ways.

A page of a list tries rows in their order or begins at the units, as paicha.listing.plans sees fit; what reads all of
them leaves it to the database.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from paicha.kernel.scope import Range
from paicha.listing.declared import Listing
from paicha.orgs.models import Person, Placement, Unit
from paicha.orgs.permissions import places_in, predicate, reach

MANY = 5_000  # units: with more of them, trying rows in their order finds enough soon


def within_place(by: Person, verb: str, rows: QuerySet[Any], focus: Range | None) -> QuerySet[Any]:
    """Those of `rows` within a subtree on which `by` may `verb`; how to find them is the database's own affair."""
    for ranges in narrowed(reach(by, verb), focus):
        rows = rows.filter(predicate(ranges, rows.model))
    return rows


def tried(by: Person, verb: str, rows: QuerySet[Any], focus: Range | None) -> QuerySet[Any]:
    """The same rows, each to be tried by itself."""
    for ranges in narrowed(reach(by, verb), focus):
        rows = rows.filter(_each(ranges, rows.model))
    return rows


def gathered(by: Person, verb: str, rows: QuerySet[Any], focus: Range | None) -> QuerySet[Any] | None:
    """The same rows, found from their units; None where these are many."""
    conditions = narrowed(reach(by, verb), focus)
    few = next((ranges for ranges in conditions if ranges is not None and _are_few(ranges)), None)
    if few is None:
        return None
    for ranges in conditions:
        rows = rows.filter(_among(ranges, rows.model) if ranges is few else _each(ranges, rows.model))
    return rows


def narrowed(reached: tuple[Range, ...] | None, focus: Range | None) -> list[tuple[Range, ...] | None]:
    """A reach and a subtree, as few conditions as say the same: one, where both lie in one line."""
    if focus is None:
        return [reached]
    if reached is None:
        return [(focus,)]
    parts: list[Range] = []
    for part in reached:
        if part.line != focus.line:
            return [reached, (focus,)]
        if part.holds(focus.path):
            parts.append(Range(focus.line, focus.path, part.own))
        elif focus.holds(part.path):
            parts.append(part)
    return [(focus,)] if focus in parts else [tuple(dict.fromkeys(parts))]


def _are_few(ranges: Sequence[Range]) -> bool:
    return places_in(ranges)[: MANY + 1].count() <= MANY


def _each(ranges: tuple[Range, ...] | None, model: type[Any]) -> Q:
    """The same as `predicate`, looked up for one row after the other.

    PostgreSQL makes a join of EXISTS, for which it may read all places of a large range before the first row; the path
    of one place it cannot but look up.
    """
    if ranges is None or connection.vendor != "postgresql":
        return predicate(ranges, model)
    found, key = Q(pk__in=[]), "pk" if model is Unit else "unit"
    for part in ranges:
        place = Placement.objects.filter(line=part.line, unit=OuterRef(key)).values("path")[:1]
        inside = Q(GreaterThanOrEqual(Subquery(place), part.path)) & Q(LessThan(Subquery(place), part.end))
        found |= inside & Q(line=part.line) if part.own and model is not Unit else inside
    return found


def _among(ranges: Sequence[Range], model: type[Any]) -> Q:
    """The same as `predicate`, with the numbers of the units looked up first."""
    if model is Unit:
        return Q(pk__in=places_in(ranges).values("unit"))
    found = Q(pk__in=[])
    whole = [part for part in ranges if not part.own]
    if whole:
        found |= Q(unit__in=places_in(whole).values("unit"))
    for line in sorted({part.line for part in ranges if part.own}):
        own = [part for part in ranges if part.own and part.line == line]
        found |= Q(line=line, unit__in=places_in(own).values("unit"))
    return found


def occurring(by: Person, listing: Listing, field: str, most: int = 500) -> list[Any]:
    """The values that a field takes among all that `by` sees of a list, by an index on it: from one to the next,
    without reading the rows between."""
    found: list[Any] = []
    few = listing.gathered(by, None)
    rows = listing.rows(by, None) if few is None else few
    ordered = rows.filter(**{f"{field}__isnull": False}).order_by(field).values_list(field, flat=True)
    value = ordered.first()
    while value is not None and len(found) < most:
        found.append(value)
        value = ordered.filter(**{f"{field}__gt": value}).first()
    return [value for value in found if value]
