"""What a figure's page is made of besides its numbers: the question as chips, and the groups with where they lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from paicha.figures.answers import Answer
from paicha.figures.keys import name_of
from paicha.orgs.labels import line_name, unit_name
from paicha.orgs.queries import ancestry, in_reach
from paicha.orgs.unit_lookups import lines_of
from paicha.web.figures.dimensions import choices
from paicha.web.figures.groups import Groups, Row, groups_of, sorted_by
from paicha.web.figures.links import ROWS, asked
from paicha.web.figures.periods import known, offered
from paicha.web.figures.questions import HITS, MISSES, NONE, Inquiry
from paicha.web.figures.rows import has_misses

MENU = 40  # values that a menu of a filter shows; all of them stand in the table by that dimension


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a menu."""

    label: str
    address: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter in force: what it keeps, and the address without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the table, with where its name and its numbers lead; nothing of a unit out of reach leads anywhere."""

    row: Row
    into: str
    records: str


def fresh(inquiry: Inquiry, **changes: Any) -> str:
    """The address of another question of the same figure, from the first of its groups and records."""
    return inquiry.address(**changes)


def places(inquiry: Inquiry) -> list[Item]:
    """The units above that the reader sees, and the same unit in its other lines."""
    place = inquiry.place
    if place.line is None or place.unit is None:
        return []
    above = ancestry(place.line, place.unit)
    seen = in_reach(place.by, above) if above else set()
    found = [Item(unit_name(unit), fresh(inquiry, unit=unit.code)) for unit in above if unit.pk in seen]
    found.append(Item(unit_name(place.unit), fresh(inquiry), True))
    lines = [line for line in lines_of(place.unit) if line != place.line]
    return found + [
        Item(
            _("%(unit)s, in the line %(line)s") % {"unit": unit_name(place.unit), "line": line_name(line)},
            fresh(inquiry, line=line.code),
        )
        for line in lines
    ]


def periods(inquiry: Inquiry) -> list[Item]:
    """The periods to choose from."""
    usual = known(inquiry.desk).usual
    return [
        Item(_capital(span.name), fresh(inquiry, from_=span.since, to=span.until), span == inquiry.span)
        for span in offered(usual)
    ]


def groupings(inquiry: Inquiry) -> list[Item]:
    """The dimensions to group by."""
    found = [Item(name_of(name), fresh(inquiry, by=name), name == inquiry.by) for name in inquiry.dimensions]
    return [*found, Item(_("not grouped"), fresh(inquiry, by=NONE), inquiry.by is None)]


def conditions(inquiry: Inquiry) -> list[Condition]:
    """The filters in force."""
    found = []
    for name, values in inquiry.filters.items():
        for choice in values:
            left = [each for each in values if each is not choice]
            if name == "line":
                without = fresh(inquiry, filter=[f"line={each.key}" for each in left] or None)
            else:
                without = fresh(inquiry, **{name: [each.code for each in left] or None})
            found.append(Condition(name_of(name), choice.label, without))
    return found


def more_filters(inquiry: Inquiry) -> list[tuple[str, str, str]]:
    """The dimensions by which the question can be narrowed: name, where its values are asked for, the table of them."""
    names = [name for name in inquiry.dimensions if name not in inquiry.filters and name != "child"]
    return [
        (name_of(name), inquiry.address("figures-values", dimension=name), fresh(inquiry, by=name) + "#groups")
        for name in names
    ]


def values(inquiry: Inquiry, dimension: str) -> tuple[list[Item], bool]:
    """The values of a dimension that a menu offers, those of most records first, and whether there are more of them."""
    found = inquiry.desk.ask(
        inquiry.figure.name, inquiry.span.pair, by=dimension, filters=inquiry.keys, on=inquiry.on
    ).groups
    order = sorted(found, key=lambda each: (-(each.denominator or each.numerator or 0), each.key))
    if dimension == "month":
        order = sorted(found, key=lambda each: each.key)
    named = choices(inquiry.place.by, dimension, [each.key for each in order[:MENU]])
    items = [Item(choice.label, fresh(inquiry, **inquiry.only(dimension, choice))) for choice in named.values()]
    return items, len(found) > MENU


def kept_rows(inquiry: Inquiry, now: Answer) -> list[Item]:
    """Of a share's records: all, those in the numerator, those that are not."""
    if not has_misses(inquiry.figure) or now.denominator is None or now.numerator is None:
        return []
    choices = (
        ("", _("all"), now.denominator),
        (HITS, _("in the numerator"), now.numerator),
        (MISSES, _("not in it"), now.denominator - now.numerator),
    )
    return [
        Item(f"{label} {number:,}", inquiry.address(rows=kept or None, part=ROWS), kept == inquiry.kept)
        for kept, label, number in choices
    ]


def hidden(inquiry: Inquiry, *names: str) -> list[tuple[str, str]]:
    """The question as fields of a form, but for those that the form asks for."""
    pairs: list[tuple[str, str]] = []
    for name, value in inquiry.parameters().items():
        if name not in names:
            pairs += [(name, _text(each)) for each in (value if isinstance(value, list) else [value])]
    return pairs


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def grouped(inquiry: Inquiry, now: Answer, then: Answer | None) -> dict[str, Any]:
    """The table of the groups: a page of its rows, its scale, and the heads by which it is ordered."""
    by = str(inquiry.by)
    found = groups_of(inquiry.place.by, inquiry.figure, by, now, then, order=inquiry.order, start=inquiry.start)
    heads = {name: sorted_by(found, name) for name in ("name", "size", "value")}
    return {
        "groups": found,
        "group_rows": list(_rows(inquiry, by, found)),
        "by_name": name_of(by),
        "key_name": _("Unit") if by == "child" else name_of(by),
        "heads": {
            name: {"now": head["now"], "address": fresh(inquiry, order=head["next"]) + "#groups"}
            for name, head in heads.items()
        },
        "order_words": _("by time") if by == "month" and found.order == "name" else order_words(found.order),
        "groups_before": _page(inquiry, found, found.before),
        "groups_after": _page(inquiry, found, found.after),
    }


def _page(inquiry: Inquiry, found: Groups, start: int | None) -> str:
    if start is None:
        return ""
    return fresh(inquiry, order=inquiry.order or None, start=start or None) + "#groups"


def _rows(inquiry: Inquiry, by: str, found: Groups) -> Iterable[GroupRow]:
    """A unit's name leads to the same question below it, any other group's to the question for that group alone."""
    records = inquiry.addresses(by, part=ROWS, by=NONE)
    alone = inquiry.addresses(by, by=None)
    stem = inquiry.address(unit=None, by="child")
    own = inquiry.place.unit.code if inquiry.place.unit else None
    for row in found.rows:
        if row.shut:
            yield GroupRow(row, "", "")
        elif by == "child" and row.choice.code != own:
            yield GroupRow(row, f"{stem}&{asked({'unit': row.choice.code})}", records(row.choice))
        else:
            yield GroupRow(row, alone(row.choice), records(row.choice))


def order_words(order: str) -> str:
    """How rows are ordered, in words."""
    return {
        "value": _("lowest first"),
        "-value": _("highest first"),
        "size": _("smallest first"),
        "-size": _("largest first"),
        "name": _("by name"),
        "-name": _("by name, last first"),
    }[order]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
