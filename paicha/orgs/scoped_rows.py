"""Rows of lists within a person's reach and a subtree, selected in each of the ways of paicha.orgs.reach.

A page of a list looks rows up in their order or begins at the units, as paicha.listing.plans sees fit; what reads all
rows leaves it to the database.
"""

from typing import Any

from django.db.models import QuerySet

from paicha.kernel.scope import Range
from paicha.listing.declared import Listing
from paicha.orgs.models import Person
from paicha.orgs.permissions import reach
from paicha.orgs.reach import are_few, from_units, narrowed, predicate, row_by_row


def rows_in_scope(by: Person, verb: str, rows: QuerySet[Any], focus: Range | None) -> QuerySet[Any]:
    """Those of `rows` within a subtree on which `by` may `verb`; the database decides how to find them."""
    for ranges in narrowed(reach(by, verb), focus):
        rows = rows.filter(predicate(ranges, rows.model))
    return rows


def rows_one_by_one(by: Person, verb: str, rows: QuerySet[Any], focus: Range | None) -> QuerySet[Any]:
    """The same rows, each looked up by itself."""
    for ranges in narrowed(reach(by, verb), focus):
        rows = rows.filter(row_by_row(ranges, rows.model))
    return rows


def rows_from_units(by: Person, verb: str, rows: QuerySet[Any], focus: Range | None) -> QuerySet[Any] | None:
    """The same rows, found from their units; None where these are many."""
    conditions = narrowed(reach(by, verb), focus)
    few = next((ranges for ranges in conditions if ranges is not None and are_few(ranges)), None)
    if few is None:
        return None
    for ranges in conditions:
        rows = rows.filter(from_units(few, rows.model) if ranges is few else row_by_row(ranges, rows.model))
    return rows


def occurring_values(by: Person, listing: Listing, field: str, most: int = 500) -> list[Any]:
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
