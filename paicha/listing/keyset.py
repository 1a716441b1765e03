"""Pages by key: the next page begins after the last row shown, so a deep page costs what the first does.

A cursor holds where a page ended: the order's value and the row's number. Rows whose value is empty stand together at
one end, in a segment of their own, so that an index serves both.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

from paicha.kernel.problems import Problem
from paicha.listing.declared import Sort

PAGE, MOST = 50, 500  # rows
Fetch = Callable[[Q, tuple[str, ...], int], list[Any]]
"""A condition, an order (fields, with "-" where they run down) and a number, to that many rows."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the cursors of the pages after and before them (None: there is none)."""

    rows: Sequence[Any]
    after: str | None
    before: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A row's place in the order: whether its value is empty, the value, its number."""

    empty: bool
    value: Any
    key: int


def page(rows: QuerySet[Any], sort: Sort, descending: bool, cursor: str = "", size: int = PAGE) -> Page:
    """One page of `rows` in the order of `sort`. Problem `cursor_invalid` for a cursor that no page of it gave."""

    def fetch(condition: Q, order: tuple[str, ...], number: int) -> list[Any]:
        return list(rows.filter(condition).order_by(*order)[:number])

    return page_of(rows.model, fetch, sort, descending, cursor, max(1, min(size, MOST)))


def page_of(model: type[Model], fetch: Fetch, sort: Sort, descending: bool, cursor: str, size: int) -> Page:
    """The same of rows of `model` that are fetched in a way of their own."""
    forward, mark = _read(cursor, field_at(model, sort.field), sort) if cursor else (True, None)
    found: list[Any] = []
    for empty in _segments(sort, forward, mark):
        if len(found) <= size:
            here = mark if mark and mark.empty == empty else None
            condition = _beyond(sort, descending, forward, empty, here)
            found += fetch(condition, _order(sort, descending, forward, empty), size + 1 - len(found))
    more, shown = len(found) > size, found[:size]
    if not forward:
        shown.reverse()
    if not shown:
        return Page([], None, None)
    return Page(
        shown,
        _written("after", shown[-1], sort) if more or not forward else None,
        _written("before", shown[0], sort) if (mark is not None if forward else more) else None,
    )


def _segments(sort: Sort, forward: bool, mark: Mark | None) -> list[bool]:
    """The segments still to be read, nearest first: False that of rows with a value, True that of empty ones."""
    if not sort.empty:
        return [False]
    segments = [False, True] if (sort.empty == "last") == forward else [True, False]
    return segments[segments.index(mark.empty) :] if mark else segments


def _order(sort: Sort, descending: bool, forward: bool, empty: bool) -> tuple[str, ...]:
    """Numbers run backwards where the order does; among empty rows they run forwards."""
    if empty:
        return ("pk" if forward else "-pk",)
    minus = "-" if descending == forward else ""
    return (f"{minus}pk",) if sort.field == "pk" else (f"{minus}{sort.field}", f"{minus}pk")


def _beyond(sort: Sort, descending: bool, forward: bool, empty: bool, mark: Mark | None) -> Q:
    """The rows of one segment that lie beyond the mark."""
    condition = Q(**{f"{sort.field}__isnull": empty}) if sort.empty else Q()
    if mark is None:
        return condition
    if empty or sort.field == "pk":
        up = forward if empty else descending != forward
        return condition & Q(**{f"pk__{'gt' if up else 'lt'}": mark.key})
    # Written so that either database begins at the value in its index; of "a < x OR (a = x AND ...)" it makes a scan.
    way = "lt" if descending == forward else "gt"
    at, beyond = Q((f"{sort.field}__{way}e", mark.value)), Q((f"{sort.field}__{way}", mark.value))
    return condition & at & (beyond | Q((f"pk__{way}", mark.key)))


def field_at(model: type[Model], path: str) -> "Field[Any, Any]":
    """The field at the end of a path such as `unit__code`."""
    found: Any = model._meta.pk if path == "pk" else None
    for name in [] if found else path.split("__"):
        found = model._meta.get_field(name)
        model = found.related_model or model
    field: Field[Any, Any] = found
    return field


def value_of(row: Any, path: str) -> Any:
    """What stands in a row at the end of a path; None where the path breaks off."""
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


def _written(way: str, row: Any, sort: Sort) -> str:
    value = value_of(row, sort.field)
    plain = value.isoformat() if isinstance(value, date) else value
    text = json.dumps([way, plain, row.pk], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, field: "Field[Any, Any]", sort: Sort) -> tuple[bool, Mark]:
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
        way, value, key = json.loads(text)
        return {"after": True, "before": False}[way], _mark(value, key, field, sort)
    except (binascii.Error, ValueError, TypeError, KeyError, ValidationError, RecursionError) as error:
        raise Problem("cursor_invalid") from error


def _mark(value: Any, key: Any, field: "Field[Any, Any]", sort: Sort) -> Mark:
    """The place that these parts of a cursor name, or one of the errors that `_read` expects."""
    if type(key) is not int or not 0 <= key < 2**63 or (value is None and not sort.empty):
        raise ValueError(sort.name)
    return Mark(value is None, None if value is None else _value(value, field), key)


def _value(value: Any, field: "Field[Any, Any]") -> Any:
    """The same for the value, which such a field can hold."""
    if type(value) not in (str, int) or (isinstance(value, int) and not -(2**31) <= value < 2**31):
        raise ValueError(field.name)
    found = field.to_python(value)
    if type(found) is str and (type(value) is not str or "\0" in value or len(value) > 1_000):
        raise ValueError(field.name)
    if isinstance(found, str):
        found.encode()  # a lone surrogate is no text that a database knows
    return found
