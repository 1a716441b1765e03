"""The parts of a list's page: conditions in force, menus, heads of columns, and the addresses they lead to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from paicha.listing.declared import Column, Filter, Listing
from paicha.listing.keyset import Page
from paicha.listing.questions import Question
from paicha.web.lists.words import condition_words
from paicha.web.place import Place

TRIED = 20_000  # rows that are tried to say how many there would be without a condition
MOST = 1_000  # rows that are counted for it


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition: in force, with the address without it, or not, with the address that sets it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a condition may take."""

    value: str
    label: Any
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A condition as a form asks for it. `choices` is None where the values must be looked up at `address` first."""

    name: str
    label: Any
    kind: str
    values: tuple[str, ...] = ()
    choices: Sequence[Choice] | None = None
    address: str = ""

    @property
    def value(self) -> str:
        """The only value, of what takes one."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its order, the address that sorts by it, and the columns written in its cells below."""

    column: Column
    address: str
    direction: str  # ascending, descending or ""
    under: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Desk:
    """A list as its page shows it to a reader at a place."""

    by: Any
    place: Place
    question: Question
    page: Page = field(default_factory=lambda: Page([], None, None))

    @property
    def listing(self) -> Listing:
        """The list."""
        return self.question.listing

    @property
    def path(self) -> str:
        """The list's own address."""
        return reverse(self.listing.name)

    def query(self, question: Question | None = None, placed: bool = True, /, **changes: Any) -> str:
        """What stands after the "?" for a question, this one if none is given, changed."""
        asked = (question or self.question).query(**changes)
        place = urlencode(self.place.parameters) if placed and self.place.chosen else ""
        return "&".join(part for part in (place, asked) if part)

    def address(self, question: Question | None = None, placed: bool = True, /, **changes: Any) -> str:
        """The page of a question, this one if none is given, changed; without the place if it is not `placed`."""
        query = self.query(question, placed, **changes)
        return f"{self.path}?{query}" if query else self.path

    @cached_property
    def hidden(self) -> list[tuple[str, str]]:
        """What a form that asks one thing more must carry along; each form leaves out what it asks itself."""
        place = self.place.parameters.items() if self.place.chosen else ()
        asked = self.question.without_page().as_parameters()
        return [*place, *((name, value) for name, values in asked.items() for value in values)]

    @cached_property
    def query_now(self) -> str:
        """The question without its page, for exports and saved views."""
        return self.query(self.question.without_page())

    @cached_property
    def chips(self) -> list[Chip]:
        """The conditions in force, each with the address that drops it. The place is one where the address names it."""
        found = []
        if self.place.chosen and self.place.name:
            found.append(Chip(self.place.name, self.address(self.question.without_page(), False)))
        return found + [
            Chip(condition_words(each, self.by, values), self.address(self.question.without(each.name)))
            for each, values in self.question.asked
        ]

    @property
    def cleared(self) -> str:
        """The list without any condition."""
        return self.path

    @cached_property
    def flags(self) -> list[Chip]:
        """What may be set by one click."""
        return [
            Chip(str(each.label), self.address(None, True, **{each.name: "1"}))
            for each in self.listing.filters
            if each.kind == "flag" and each.name not in self.question.filters
        ]

    @cached_property
    def fields(self) -> list[Field]:
        """Every condition that a form asks for."""
        return [self.field(each) for each in self.listing.filters if each.kind != "text"]

    @cached_property
    def menus(self) -> list[Field]:
        """The conditions that have a menu of their own and are not in force."""
        wanted = {each.name for each in self.listing.filters if each.menu} - self.question.filters.keys()
        return [each for each in self.fields if each.name in wanted]

    def field(self, each: Filter) -> Field:
        """A condition as a form asks for it."""
        values = self.question.filters.get(each.name, ())
        if each.kind == "choice" and each.choices:
            choices = [Choice(value, label, value in values) for value, label in each.choices(self.by)]
            return Field(each.name, each.label, each.kind, values, choices)
        if each.kind == "value":
            chosen = [Choice(value, value, True) for value in values]
            options = reverse(f"{self.listing.name}-choose", args=[each.name])
            query = self.query(self.question.without_page())
            return Field(each.name, each.label, each.kind, values, chosen or None, f"{options}?{query}")
        return Field(each.name, each.label, each.kind, values)

    @property
    def text(self) -> str:
        """The words searched by."""
        return next(iter(self.question.filters.get("text", ())), "")

    @cached_property
    def heads(self) -> list[Head]:
        """The columns shown. One that stands under another is its second line, unless that other is not shown."""
        shown = self.question.shown()
        names = {column.name for column in shown}
        return [
            self._head(column, tuple(each for each in shown if each.under == column.name))
            for column in shown
            if column.under not in names
        ]

    def _head(self, column: Column, under: tuple[Column, ...]) -> Head:
        if column.sort is None:
            return Head(column, "", "", under)
        sort, now = self.listing.sort_named(column.sort), self.question.sort.name == column.sort
        down = not self.question.descending if now else sort.descending
        direction = ("descending" if self.question.descending else "ascending") if now else ""
        return Head(column, self.address(sort=("-" if down else "") + sort.name), direction, under)

    @cached_property
    def orders(self) -> list[Choice]:
        """The orders that a form offers, each both ways."""
        now = ("-" if self.question.descending else "") + self.question.sort.name
        return [
            Choice(f"{minus}{sort.name}", f"{sort.label} {arrow}", f"{minus}{sort.name}" == now)
            for sort in self.listing.sorts
            for minus, arrow in ((("-", "↓"), ("", "↑")) if sort.descending else (("", "↑"), ("-", "↓")))
        ]

    @cached_property
    def columns(self) -> list[Choice]:
        """All columns, those that are shown chosen."""
        shown = {column.name for column in self.question.shown()}
        return [Choice(column.name, column.label, column.name in shown) for column in self.listing.columns]

    @property
    def next(self) -> str:
        """The address of the next page."""
        return self.address(cursor=self.page.after) if self.page.after else ""

    @property
    def previous(self) -> str:
        """The address of the page before."""
        return self.address(cursor=self.page.before) if self.page.before else ""

    @property
    def counting(self) -> str:
        """The address that says how many rows there are."""
        query = self.query(self.question.without_page())
        return f"{reverse(self.listing.name + '-count')}{'?' if query else ''}{query}"

    @property
    def nothing(self) -> str:
        """What a page without rows says."""
        return str(self.listing.none_kept if self.question.filters else self.listing.none_here)

    @cached_property
    def ways_on(self) -> list[tuple[Chip, int, bool]]:
        """Where conditions leave nothing over: which to drop, and how many rows there would be (True: or more)."""
        found = []
        for each, values in self.question.asked:
            without = self.question.without(each.name)
            number, kind = without.plan(self.by, self.place.focus).how_many(MOST, TRIED)
            if number:
                chip = Chip(condition_words(each, self.by, values), self.address(without))
                found.append((chip, number, kind != "all"))
        return sorted(found, key=lambda way: -way[1])[:3]
