"""The records behind a value: one page of them, each with what the figure counts of it and a link to itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from sqlglot import exp

from paicha.figures.answers import Row
from paicha.figures.definitions import Figure
from paicha.findings.queries import FindingThen, findings_seen
from paicha.inspections.seen import inspections_seen
from paicha.kernel.problems import Problem
from paicha.orgs.labels import unit_name
from paicha.orgs.models import Person
from paicha.orgs.unit_lookups import units_seen
from paicha.web.figures.dimensions import NUMBER, choices
from paicha.web.figures.questions import HITS, Inquiry

PAGE = 25
RECORDS = ("finding", "inspection", "unit")


@dataclass(frozen=True, slots=True)
class Behind:
    """A record behind a value. `record` is a finding as it stood, an inspection or a unit; `counted` what it adds."""

    number: int
    record: Any
    address: str
    counted: str
    hit: bool | None
    also: str = ""  # the item, where a row is one of several of a record


@dataclass(frozen=True, slots=True)
class Page:
    """A page of records, the key from which the next one goes on, and how many are now outside the reader's reach."""

    kind: str
    rows: tuple[Behind, ...]
    after: str
    outside: int
    heading: str


@cache
def kind_of(figure: Figure) -> tuple[str, bool]:
    """What a figure's rows are, a finding, an inspection or a unit, and whether a row is the whole record."""
    key = next(each for each in figure.tree.selects if each.alias_or_name == "key")
    found = next(iter(key.find_all(exp.Column)))
    kind = found.name if found.name in RECORDS else figure.grain
    return kind, isinstance(key.unalias(), exp.Column)


def page_of(inquiry: Inquiry, size: int = PAGE) -> Page:
    """One page of the records behind the value of a question."""
    figure, desk = inquiry.figure, inquiry.desk
    kind, whole = kind_of(figure)
    found = desk.rows(
        figure.name,
        inquiry.span.pair,
        filters=inquiry.keys,
        on=inquiry.on,
        hit=_hit(inquiry),
        after=_after(inquiry.after, whole),
        limit=size,
    )
    numbers = [_number(row.key) for row in found.rows]
    records = _SEEN[kind](desk.place.by, numbers, desk.position, inquiry.day)
    items = _items(desk.place.by, found.rows)
    rows = tuple(
        Behind(
            number=number,
            record=records[number],
            address=reverse(f"{kind}s-one", args=[number]),
            counted=_counted(figure, row.values),
            hit=row.values.get("hit", row.values.get("event")),
            also=items.get(_second(row.key), ""),
        )
        for number, row in zip(numbers, found.rows, strict=True)
        if number in records
    )
    return Page(kind, rows, "" if found.after is None else str(found.after), found.outside, _heading(figure))


def _hit(inquiry: Inquiry) -> bool | None:
    return None if not inquiry.kept else inquiry.kept == HITS


def has_misses(figure: Figure) -> bool:
    """Whether a figure's rows are either in its numerator or not."""
    return figure.measure == "share" and "hit" in figure.tree.named_selects


def _after(text: str, whole: bool) -> int | str | None:
    """The key after which a page begins; Problem `cursor_invalid` for what is none."""
    if not text:
        return None
    parts = text.split(":")
    if len(parts) > 2 or (whole and len(parts) > 1):
        raise Problem("cursor_invalid")
    if not all(part.isascii() and part.isdigit() and len(part) <= NUMBER for part in parts):
        raise Problem("cursor_invalid")
    return int(text) if whole else text


def _number(key: int | str) -> int:
    return key if isinstance(key, int) else int(key.partition(":")[0])


def _second(key: int | str) -> str:
    return "" if isinstance(key, int) else key.partition(":")[2]


def _items(by: Person, rows: Sequence[Row]) -> dict[str, str]:
    """The items that rows speak of, in words."""
    keys = {str(row.values["item"]) for row in rows if row.values.get("item") is not None}
    return {key: choice.label for key, choice in choices(by, "item", keys).items()} if keys else {}


def _counted(figure: Figure, values: Mapping[str, Any]) -> str:
    if "amount" in values:
        return f"{values['amount']:,}" if values["amount"] is not None else ""
    if "days" in values:
        return f"{values['days']:,}"
    if "numerator" in values:
        return f"{values['numerator']:,} / {values['denominator']:,}"
    return ""


def _heading(figure: Figure) -> str:
    """What the column says that tells what a record adds."""
    if has_misses(figure):
        return _("In the numerator")
    if figure.unit == "day":
        return _("Days")
    if figure.measure == "sum":
        return _("Extent")
    return _("Counts") if figure.measure in ("ratio", "share") else ""


def _findings(by: Person, numbers: Sequence[int], at: int, on: date) -> Mapping[int, FindingThen]:
    return findings_seen(by, numbers, at=at, on=on)


def _inspections(by: Person, numbers: Sequence[int], _at: int, _on: date) -> Mapping[int, Any]:
    return inspections_seen(by, numbers)


def _units(by: Person, numbers: Sequence[int], _at: int, _on: date) -> Mapping[int, Any]:
    found = units_seen(by, numbers)
    return {number: {"name": unit_name(unit), "code": unit.code, "kind": unit.kind} for number, unit in found.items()}


_SEEN: dict[str, Callable[[Person, Sequence[int], int, date], Mapping[int, Any]]] = {
    "finding": _findings,
    "inspection": _inspections,
    "unit": _units,
}
