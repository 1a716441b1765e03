"""A question put to a list: what an address says after "?", checked, and how it is written again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Q, QuerySet

from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range
from paicha.listing.declared import Column, Filter, Listing, Sort
from paicha.listing.keyset import PAGE, Page, field_at, page_of
from paicha.listing.plans import SHORT, Plan

LONGEST = 300  # characters of one value
MANY = 50  # values of one filter


@dataclass(frozen=True, slots=True)
class Question:
    """A list, the conditions set on it, its order, the columns shown, and the page."""

    listing: Listing
    filters: Mapping[str, tuple[str, ...]]
    sort: Sort
    descending: bool
    columns: tuple[str, ...] = ()  # chosen; () is the list's own choice
    cursor: str = ""

    @property
    def asked(self) -> list[tuple[Filter, tuple[str, ...]]]:
        """The filters in force, in the list's order, each with its values."""
        return [(each, self.filters[each.name]) for each in self.listing.filters if each.name in self.filters]

    def rows(self, by: Any, focus: Range | None) -> QuerySet[Any]:
        """All rows that `by` may see and that meet the conditions, without an order."""
        rows = self.listing.rows(by, focus)
        for each, values in self.asked:
            rows = rows.filter(each.keep(by, values))
        return rows

    def plan(self, by: Any, focus: Range | None, short: int = SHORT) -> Plan:
        """The same rows with the ways to find them."""
        walked = (self.listing.tried or self.listing.rows)(by, focus)
        reached = self.listing.gathered(by, focus)
        kept = [(each, values, each.keep(by, values)) for each, values in self.asked]
        every = Q(*(condition for _each, _values, condition in kept))
        return Plan(
            model=walked.model,
            walked=walked.filter(every),
            gathered=None if reached is None else reached.filter(every),
            reached=reached,
            lead=self._lead(by, walked.model),
            bounds=Q(*(condition for each, _values, condition in kept if each.on == self.sort.field)),
            rare=[condition for each, _values, condition in kept if each.indexed],
            free=not kept and not walked.query.where,
            sought=any(each.kind == "text" for each, _values, _condition in kept),
            short=short,
        )

    def _lead(self, by: Any, model: Any) -> Sequence[Q]:
        """The parts of the first filter that leads into the order. How a database sorts texts is its own affair: such
        parts cannot be put together here."""
        for each, values in self.asked:
            if each.parts and self.sort.name in each.leads:
                parts = each.parts(by, values) or (Q(pk__in=[]),)
                if len(parts) == 1 or not isinstance(field_at(model, self.sort.field), CharField):
                    return parts
        return (Q(),)

    def page(self, by: Any, focus: Range | None, size: int = PAGE) -> Page:
        """One page, its rows prepared for their cells."""
        plan = self.plan(by, focus)
        found = page_of(plan.model, plan.fetch, self.sort, self.descending, self.cursor, size)
        self.listing.prepare(by, found.rows)
        return found

    def shown(self) -> list[Column]:
        """The columns to show, in the list's order."""
        if self.columns:
            return [column for column in self.listing.columns if column.name in self.columns]
        return [column for column in self.listing.columns if not column.optional]

    def query(self, **changes: Any) -> str:
        """The question as an address writes it, changed: `cursor=…`, `sort=…`, or a filter's name (None: left out)."""
        values = self.as_parameters()
        if not changes.keys() <= {"cursor", "columns"}:
            values.pop("cursor", None)
        for name, value in changes.items():
            values.pop(name, None)
            if value not in (None, "", ()):
                values[name] = [value] if isinstance(value, str) else list(value)
        names = [*(each.name for each in self.listing.filters), "sort", "columns", "cursor"]
        return urlencode({name: values[name] for name in names if name in values}, doseq=True)

    def as_parameters(self) -> dict[str, list[str]]:
        """The same as names and values, all that is not as a matter of course."""
        values = {name: list(given) for name, given in self.filters.items()}
        if self.sort is not self.listing.sorts[0] or self.descending != self.sort.descending:
            values["sort"] = [("-" if self.descending else "") + self.sort.name]
        if self.columns:
            values["columns"] = [",".join(self.columns)]
        if self.cursor:
            values["cursor"] = [self.cursor]
        return values

    def without_page(self) -> "Question":
        """The same question from its first page."""
        return replace(self, cursor="")

    def without(self, name: str) -> "Question":
        """The same question without a filter, from its first page."""
        kept = {each: values for each, values in self.filters.items() if each != name}
        return replace(self, filters=kept, cursor="")


def asked(listing: Listing, by: Any, parameters: Mapping[str, Sequence[str]]) -> Question:
    """The question that an address asks. Names that the list does not know are not its business.

    Problems: `list_value_invalid` (what a filter cannot be), `list_sort_unknown`, `list_column_unknown`.
    """
    filters = {}
    for each in listing.filters:
        given = [value.strip() for value in parameters.get(each.name, ()) if value.strip()]
        if given:
            filters[each.name] = _checked(each, by, tuple(dict.fromkeys(given)))
    order = _first(parameters, "sort")
    sort = listing.sort_named(order.removeprefix("-"))
    descending = order.startswith("-") if order else sort.descending
    chosen = [name for given in parameters.get("columns", ()) for name in given.split(",") if name]
    known = [column.name for column in listing.columns]
    for name in chosen:
        if name not in known:
            raise Problem("list_column_unknown", column=name[:60], known=", ".join(known))
    return Question(listing, filters, sort, descending, _columns(listing, chosen), _first(parameters, "cursor"))


def _columns(listing: Listing, chosen: Iterable[str]) -> tuple[str, ...]:
    """The columns chosen, in the list's order; () where they are those that it shows by itself."""
    wanted = set(chosen)
    found = tuple(column.name for column in listing.columns if column.name in wanted)
    return () if found == tuple(column.name for column in listing.columns if not column.optional) else found


def _first(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(parameters.get(name, ())), "")


def _checked(each: Filter, by: Any, values: tuple[str, ...]) -> tuple[str, ...]:
    if each.kind not in ("choice", "value"):
        values = values[-1:]
    known = [key for key, _label in each.choices(by)] if each.kind == "choice" and each.choices else []
    for value in values:
        wrong = len(value) > LONGEST or not _is_text(value)
        if each.kind == "day":
            wrong = wrong or not _is_day(value)
        elif each.kind == "flag":
            wrong = wrong or value != "1"
        elif each.kind == "choice":
            wrong = wrong or value not in known
        if wrong or len(values) > MANY:
            raise invalid(each, value)
    return tuple(value for value in known if value in values) if each.kind == "choice" else values


def invalid(each: Filter, value: str) -> Problem:
    """What to raise where a filter cannot be that value."""
    shown = value[:60].encode(errors="replace").decode()
    return Problem("list_value_invalid", filter=str(each.label), value=shown, name=each.name)


def _is_text(value: str) -> bool:
    """Whether a database can take it: no NUL, no half of a surrogate pair."""
    return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)


def _is_day(value: str) -> bool:
    try:
        return len(value) == 10 and date.fromisoformat(value) is not None
    except ValueError:
        return False
