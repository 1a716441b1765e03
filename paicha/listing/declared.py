"""What a room says of a list: its rows, columns, filters and orders. Rooms declare lists in lists.py, by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Q, QuerySet

from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range

Cell = str | int | float | date | None
Kind = Literal["choice", "value", "text", "day", "flag"]
Type = Literal["text", "whole", "day", "flag"]
Fit = Literal["title", "line", "beside", "right", "wide", ""]
Rows = Callable[[Any, Range | None], QuerySet[Any]]
"""Who asks, and the subtree asked about (None: as far as they reach), to the rows they may see, without an order."""

Gathered = Callable[[Any, Range | None], QuerySet[Any] | None]
"""The same rows, written so that the database begins at the units; None where these are many."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition that a reader may set. `keep` turns what was given, already checked, into a condition.

    choice: any of `choices`, several at once. value: any of the values that occur, several at once; `choices` looks
    them up, which takes a while, so only who opens the menu asks for them. text: words to search by. day: an ISO date.
    flag: "1". `label` and the names of choices are lazy translations.

    How the database finds its rows: `parts` are conditions that exclude each other and together are the filter, each
    the beginning of an index that goes on with one of the orders named in `leads`. `on` is the field that it bounds.
    `indexed`: an index finds its rows, so that it is known quickly when there are few.
    """

    name: str
    label: Any
    kind: Kind
    keep: Callable[[Any, tuple[str, ...]], Q]
    choices: Callable[[Any], Sequence[tuple[str, str]]] | None = None
    parts: Callable[[Any, tuple[str, ...]], Sequence[Q]] | None = None
    leads: tuple[str, ...] = ()
    on: str = ""
    indexed: bool = False
    words: Callable[[Any, str], str] | None = None  # a value as people say it, where neither it nor `choices` says so
    menu: bool = False  # whether pages give it a menu of its own


@dataclass(frozen=True, slots=True)
class Sort:
    """An order: by one field of the rows, then by their number.

    `empty`: the field may be null; those rows come last, or first, whichever way the order runs.
    """

    name: str
    label: Any
    field: str
    descending: bool = False
    empty: Literal["", "first", "last"] = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what a cell says (for exports and the API), and the order that its head offers.

    `type`: what values are, besides None: text, a whole number, a day, or a flag (0 or 1).
    `under`: the column in whose cell a page writes this one, as a second line.

    How pages write a cell: `words`, the value as people say it, where it is not the plain value. `look`, the name of
    the writer that draws it: "record" links to the row's own page; paicha/web/templatetags/lists.py has the others.
    `fit`, where it goes on a phone: the title, a line of its own below it, beside another, at the right end, or on wide
    screens only. None: a reader chose the column besides, and it comes below the others with its name.
    """

    name: str
    label: Any
    value: Callable[[Any], Cell]
    sort: str | None = None
    optional: bool = False  # hidden until a reader chooses it
    under: str = ""
    type: Type = "text"
    words: Callable[[Any], Any] | None = None
    look: str = ""
    fit: Fit | None = None


@dataclass(frozen=True)
class Listing:
    """A list. `prepare` gives the rows of a page what its cells need, in a bounded number of queries.

    `tried` are the same rows as `rows`, written so that the database can only try one after the other.

    The words of a list that is registered, all lazy translations: `summary` describes it in the API; `counted` is an
    ngettext over `number` with %(shown)s, "5 units"; `none_kept` is said where conditions leave no row over,
    `none_here` where there is none at all. `late` marks rows at their edge.
    """

    name: str
    title: Any
    verb: str
    rows: Rows
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    sorts: tuple[Sort, ...]
    prepare: Callable[[Any, Sequence[Any]], None] = lambda _by, _rows: None
    tried: Rows | None = None
    gathered: Gathered = lambda _by, _focus: None
    summary: Any = ""
    counted: Any = ""
    none_kept: Any = ""
    none_here: Any = ""
    late: Callable[[Any], bool] = lambda _row: False

    def sort_named(self, name: str) -> Sort:
        """The order of that name, the first where none is named; Problem `list_sort_unknown`."""
        if not name:
            return self.sorts[0]
        for sort in self.sorts:
            if sort.name == name:
                return sort
        raise Problem("list_sort_unknown", sort=name[:60], known=", ".join(sort.name for sort in self.sorts))

    def filter_named(self, name: str) -> Filter:
        """The filter of that name; Problem `list_filter_unknown`."""
        for each in self.filters:
            if each.name == name:
                return each
        raise Problem("list_filter_unknown", filter=name[:60], known=", ".join(each.name for each in self.filters))


_listings: dict[str, Listing] = {}


def register(listing: Listing) -> Listing:
    """Let a list be read by name; ValueError for the same name twice, and for a list without words."""
    if not (listing.summary and listing.counted and listing.none_kept and listing.none_here):
        raise ValueError(f"list {listing.name} lacks summary, counted, none_kept or none_here")
    if _listings.setdefault(listing.name, listing) is not listing:
        raise ValueError(f"list {listing.name} is declared twice")
    return listing


def listing_named(name: str) -> Listing:
    """The list of that name; Problem `list_unknown`."""
    if name not in _listings:
        raise Problem("list_unknown", list=name[:60], known=", ".join(sorted(_listings)))
    return _listings[name]


def all_listings() -> list[Listing]:
    """Every list, by name."""
    return [_listings[name] for name in sorted(_listings)]
