"""The question that a figure's address asks, checked, and how it is written again with something changed.

Parameters: `line` and `unit` (the place), `from`, `to`, `at`, `on`, `by`, any dimension of the figure by code, `group`
(one group of `by`), `filter=DIMENSION=KEY`, `order`, `start` (of the groups), `rows` (of a share only HITS or MISSES),
`after` (of the records). Reports written before there were pages hold links with `group` and `filter`, in which keys
stand as the database has them, and the compared period of a change stands as `filter=from=…`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import quote_plus

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from paicha.figures.definitions import Figure
from paicha.figures.dimensions import dimensions, require
from paicha.figures.facts import facts
from paicha.figures.registry import figure_named
from paicha.kernel.clock import today
from paicha.kernel.problems import Problem
from paicha.orgs.figure_questions import key_within
from paicha.orgs.models import Person
from paicha.web.figures.desk import Desk
from paicha.web.figures.dimensions import Choice, all_dimensions, by_key, by_key_or_code, choices
from paicha.web.figures.links import asked
from paicha.web.figures.periods import Known, Span, day_named, known, span_named, year_before
from paicha.web.place import Place, place_of

LONGEST = 300  # characters of a value
MANY = 50  # values of one filter
DIGITS = 18
NONE = "none"  # as `by`: no groups
HITS, MISSES = "hits", "misses"
COMPARED = ("from", "to", "on")


@dataclass(frozen=True)
class Inquiry:
    """A figure, and what is asked of it. `chosen`: the address names the period."""

    figure: Figure
    desk: Desk
    span: Span
    chosen: bool
    on: date | None
    by: str | None
    grouped: str  # what the address says of it: a dimension, NONE or nothing
    filters: Mapping[str, tuple[Choice, ...]]
    compared: Mapping[str, date]
    order: str = ""
    start: int = 0
    kept: str = ""
    after: str = ""

    @property
    def place(self) -> Place:
        """Where is asked."""
        return self.desk.place

    @property
    def keys(self) -> dict[str, list[str]]:
        """The filters as figures take them."""
        return {name: [each.key for each in found] for name, found in self.filters.items()}

    @property
    def dimensions(self) -> list[str]:
        """The dimensions of the figure that can be asked here."""
        found = dimensions(self.figure, facts())
        return [name for name in found if name != "child" or self.place.focus is not None]

    @cached_property
    def before(self) -> "Inquiry | None":
        """The same for the period a year before, or the one that a report compared with."""
        if self.compared.keys() >= {"from", "to"}:
            span: Span | None = Span(self.compared["from"], self.compared["to"])
        else:
            span = self.span.before
        if span is None or span.until < span.since:
            return None
        on = self.compared.get("on") or (year_before(self.on) if self.on and self.on.year > 1 else None)
        return replace(self, span=span, on=on, chosen=True, compared={}, start=0, kept="", after="")

    @property
    def day(self) -> date:
        """The day that the state refers to: the last of the period where none is named, but never later than today."""
        return self.on or min(self.span.until, today())

    def parameters(self) -> dict[str, Any]:
        """The question as an address writes it."""
        found: dict[str, Any] = dict(self.place.parameters)
        if self.chosen:
            found |= {"from": self.span.since, "to": self.span.until}
        found |= {"on": self.on, "at": self.desk.at, "by": self.grouped}
        for name, values in self.filters.items():
            if name == "line":  # in an address that is the place's line
                found["filter"] = [f"line={each.key}" for each in values]
            else:
                found[name] = [each.code for each in values]
        return {name: value for name, value in found.items() if value is not None and (value or name in self.filters)}

    def address(self, view: str = "figures-one", *, part: str = "", **changes: Any) -> str:
        """The address of the question with some of its parameters changed; None leaves one out."""
        said = {name.removesuffix("_"): value for name, value in changes.items()}
        found = {name: value for name, value in self.parameters().items() if name not in said}
        found |= {name: value for name, value in said.items() if value is not None}
        query = asked(found)
        return f"{reverse(view, args=[self.figure.name])}{'?' if query else ''}{query}{'#' if part else ''}{part}"

    def addresses(self, dimension: str, *, part: str = "", **changes: Any) -> Callable[[Choice], str]:
        """The addresses of the question for one key each of a dimension; what they share is written once."""
        kept = "filter" if dimension == "line" else dimension
        stem = self.address(**{**changes, kept: None})
        stem += ("&" if "?" in stem else "?") + kept + "="
        line = "line=" if dimension == "line" else ""
        end = f"#{part}" if part else ""
        return lambda choice: f"{stem}{quote_plus(line + (choice.key if line else choice.code))}{end}"

    def only(self, dimension: str, choice: Choice) -> dict[str, Any]:
        """The changes to an address that keep one key of a dimension."""
        if dimension == "line":
            return {"filter": f"line={choice.key}"}
        return {dimension: choice.code}


def inquiry_of(request: HttpRequest, name: str) -> Inquiry:
    """The question that a request asks. Problems for whatever in it cannot be asked; a place out of reach is absent."""
    return inquiry_at(lambda: place_of(request), request.GET, name)


def inquiry_at(find_place: Callable[[], Place], given: QueryDict, name: str) -> Inquiry:
    """The question of these parameters at a place, which is looked for after the figure and the parameters' form."""
    figure = figure_named(name)
    for key, values in given.lists():
        if any(len(value) > LONGEST or "\0" in value for value in values):
            raise Problem("value_invalid", name=key[:60], value=values[0][:60].replace("\0", ""), help="")
    place = find_place()
    desk = Desk(place, whole_number("at", given.get("at", "")))
    if desk.at is not None and desk.at > desk.head:
        raise Problem("figure_position_unknown", position=desk.at, head=desk.head)
    filters, compared = _filters(place.by, figure, given)
    grouped = given.get("by", "")
    if grouped not in ("", NONE):
        require(figure, grouped, facts())
    if "group" in given and grouped not in ("", NONE):
        key = by_key_or_code(place.by, grouped, str(given["group"]))
        if key not in filters.setdefault(grouped, [key]):
            raise Problem("figure_filter_value", dimension=grouped, value=str(given["group"])[:60])
        filters[grouped], grouped = [key], ""
    chosen = bool(given.get("from") or given.get("to"))
    return Inquiry(
        figure=figure,
        desk=desk,
        span=_span(given, desk),
        chosen=chosen,
        on=day_named("on", given.get("on", "")),
        by=_by(figure, place, grouped, filters),
        grouped=grouped,
        filters={dim: tuple(choices(place.by, dim, keys)[key] for key in keys) for dim, keys in filters.items()},
        compared=compared,
        order=given.get("order", ""),
        start=whole_number("start", given.get("start", "")) or 0,
        kept=_kept(given.get("rows", "")),
        after=given.get("after", ""),
    )


def _kept(text: str) -> str:
    if text not in ("", HITS, MISSES):
        raise Problem("value_invalid", name="rows", value=text[:60], help=f"{HITS}, {MISSES}")
    return text


def _span(given: QueryDict, desk: Desk) -> Span:
    if given.get("from") and given.get("to"):
        nowhere = Span(date.min, date.max)
        return span_named(given, nowhere)
    found: Known = known(desk)
    return span_named(given, found.usual)


def _by(figure: Figure, place: Place, grouped: str, filters: Mapping[str, Any]) -> str | None:
    """The dimension to group by: the named one, else the units below; without a place there are none below."""
    if grouped == NONE or (grouped == "child" and place.focus is None):
        return None
    if grouped:
        return grouped
    there = "child" in dimensions(figure, facts()) and place.focus is not None
    return "child" if there and "child" not in filters else None


def _filters(by: Person, figure: Figure, given: QueryDict) -> tuple[dict[str, list[str]], dict[str, date]]:
    """The filters by key, and the period that `filter=from=…` compares with."""
    found: dict[str, list[str]] = {}
    compared: dict[str, date] = {}
    for name in sorted(all_dimensions() & set(given) - {"line"}):
        require(figure, name, facts())
        found[name] = _several(name, given.getlist(name), lambda code, name=name: key_within(by, name, code))  # type: ignore[misc]
    for text in given.getlist("filter"):
        name, equals, value = text.partition("=")
        if not equals:
            raise Problem("filter_invalid", value=text[:60])
        if name in COMPARED:
            if day := day_named(name, value):
                compared[name] = day
            continue
        require(figure, name, facts())
        found[name] = [*found.get(name, []), by_key(by, name, value)][:MANY]
    return found, compared


def _several(name: str, values: list[str], key: Callable[[str], str]) -> list[str]:
    if len(values) > MANY:
        raise Problem("figure_filter_value", dimension=name, value=f"{len(values)}")
    kept = list(dict.fromkeys(values))
    return [key(value) for value in (kept if len(kept) == 1 else [value for value in kept if value])]


def whole_number(name: str, text: str) -> int | None:
    """A whole number that is not negative; None for none. Problem `value_invalid` for what is no such number."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        raise Problem("value_invalid", name=name, value=text[:60], help="0, 1, 2 …")
    return int(text)
