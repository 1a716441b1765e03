"""What an overview asks: the figures of its tiles and its table, each once for the period, once for the year before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from paicha.figures.answers import Answer, Group
from paicha.figures.definitions import Figure
from paicha.figures.registry import figure_named
from paicha.figures.words import DASH, name_of, printed
from paicha.kernel.problems import Problem
from paicha.orgs.unit_lookups import with_units_below
from paicha.web.figures import words as figure_words
from paicha.web.figures.desk import Desk
from paicha.web.figures.groups import Groups, Row, groups_of, says_something
from paicha.web.figures.links import ROWS, asked, figure_address
from paicha.web.figures.marks import Mark, mark
from paicha.web.figures.periods import Span
from paicha.web.figures.tiles import Tile, tile_of

SHOWN = 6  # tiles
TILES = (
    "inspection_coverage_rate",
    "failed_inspection_rate",
    "inspections_with_major_rate",
    "findings_total",
    "findings_per_inspection",
    "closure_rate_due",
    "median_days_between_inspections",
    "overdue_rate",
    "units_with_findings_rate",
    "zero_finding_rate",
    "inspections_total",
    "units_total",
)
"""In this order: the first six that say something of what is here."""

COLUMNS = (
    "inspection_coverage_rate",
    "failed_inspection_rate",
    "inspections_with_major_rate",
    "closure_rate_due",
    "units_with_findings_rate",
)
"""What the units below may be compared by."""

FIRST = (
    "inspections_with_major_rate",
    "failed_inspection_rate",
    "units_with_findings_rate",
    "inspection_coverage_rate",
)
"""By which of them first."""

WIDE = 3  # columns


@dataclass(frozen=True, slots=True)
class Cell:
    """What a figure says of a unit below, and where that leads."""

    value: str
    address: str
    shown: bool  # it is the one that the dots show


@dataclass(frozen=True, slots=True)
class Child:
    """A unit below: its row in the dot plot, its other figures, and where its name leads."""

    row: Row
    cells: tuple[Cell, ...]
    into: str
    records: str
    own: bool


class Board:
    """The answers of one overview."""

    def __init__(self, desk: Desk, span: Span) -> None:
        self.desk = desk
        self.span = span
        self._now: dict[str, Answer] = {}
        self._before: dict[str, Answer] = {}

    def said(self, name: str) -> Answer:
        """What a figure says for the period, for the units below too where the table may show it."""
        if name not in self._now:
            self._now[name] = self.desk.ask(name, self.span.pair, by=self._by(name))
        return self._now[name]

    def before(self, name: str) -> Answer | None:
        """The same for the period a year before."""
        if self.span.before is None:
            return None
        if name not in self._before:
            self._before[name] = self.desk.ask(name, self.span.before.pair, by=self._by(name))
        return self._before[name]

    def _by(self, name: str) -> str | None:
        return "child" if name in COLUMNS and self.desk.place.focus is not None else None

    def address(self, name: str, *, part: str = "", **more: Any) -> str:
        """The page of a figure with the same question."""
        return figure_address(name, self.desk.place, part=part, period=self.span.pair, **more)

    @cached_property
    def names(self) -> list[str]:
        """The figures of the tiles: the first that say something; where they are too few, those that say nought."""
        said: list[str] = []
        nought: list[str] = []
        for name in TILES:
            if len(said) == SHOWN:
                break
            found = self.said(name)
            if says_something(figure_named(name), found):
                said.append(name)
            elif found.value is not None and found.denominator:
                nought.append(name)
        chosen = {*said, *nought[: SHOWN - len(said)]}
        return [name for name in TILES if name in chosen]

    @cached_property
    def tiles(self) -> list[Tile]:
        """The tiles."""
        return [self._tile(figure_named(name)) for name in self.names]

    def _tile(self, figure: Figure) -> Tile:
        name = figure.name
        found = tile_of(figure, self.said(name), self.before(name), self.address(name))
        if name == "findings_total" and (major := self.desk.ask("major_share", self.span.pair).numerator):
            return replace(found, counts=_("%(count)s major") % {"count": f"{major:,}"})
        return found

    @cached_property
    def columns(self) -> list[str]:
        """The figures of the table of the units below."""
        return [name for name in COLUMNS if name in self.names and self.said(name).denominator][:WIDE]

    @property
    def first(self) -> str | None:
        """The figure by which the table is ordered where nobody chose."""
        return next((name for name in FIRST if name in self.columns), next(iter(self.columns), None))


@dataclass(frozen=True)
class Table:
    """The units below, in the order of one figure, with the others beside it."""

    board: Board
    figure: Figure
    order: str
    groups: Groups
    children: tuple[Child, ...]

    @property
    def title(self) -> str:
        """The figure shown."""
        return name_of(self.figure)

    @property
    def whole(self) -> str:
        """What it says of all of them."""
        return printed(self._found.value, self.figure.unit)

    @property
    def _found(self) -> Answer:
        return self.board.said(self.figure.name)

    @property
    def whole_counts(self) -> str:
        """What that rests on."""
        return figure_words.counts(self.figure, self._found)

    @property
    def whole_interval(self) -> str:
        """Its interval."""
        return figure_words.bounds(self._found)

    @property
    def whole_mark(self) -> Mark | None:
        """Its mark on the scale of the units below."""
        words = f"{self.whole}, {self.whole_interval}%" if self.whole_interval else self.whole
        return mark(self.groups.scale, self._found, self.board.before(self.figure.name), words=words)

    @property
    def by_name(self) -> str:
        """The address with the units by name."""
        return self.address(order="name")

    @property
    def before(self) -> str:
        """The address of the page of units before this one."""
        start = self.groups.before
        return "" if start is None else self.address(start=start)

    @property
    def after(self) -> str:
        """The address of the page of units after this one."""
        start = self.groups.after
        return "" if start is None else self.address(start=start)

    def address(self, **changes: Any) -> str:
        """The address of the overview with the table in another order, or from another row."""
        span = self.board.span
        found = {
            **self.board.desk.place.parameters,
            "from": span.since,
            "to": span.until,
            "order": self.order,
            **changes,
        }
        return "?" + asked({name: value for name, value in found.items() if value}) + "#units"

    @property
    def heads(self) -> list[dict[str, Any]]:
        """The heads of the columns."""
        found = []
        for name in self.board.columns:
            figure = figure_named(name)
            shown = name == self.figure.name and self.groups.order != "name"
            down = self.groups.order == "-value"
            ascending = down if shown else figure.better == "higher"
            turned = name if ascending else f"-{name}"
            found.append(
                {
                    "title": name_of(figure),
                    "address": self.address(order=turned),
                    "shown": name == self.figure.name,
                    "now": ("descending" if down else "ascending") if shown else "",
                }
            )
        return found

    @property
    def totals(self) -> list[Cell]:
        """What the figures say of the whole."""
        return [
            Cell(
                printed(self.board.said(name).value, figure_named(name).unit),
                self.board.address(name, part=ROWS),
                name == self.figure.name,
            )
            for name in self.board.columns
        ]


def checked(order: str) -> str:
    """An order of the units below, `[-]FIGURE` or `name`; Problem `list_sort_unknown` for what is none."""
    known = (*COLUMNS, "name")
    if order and order.removeprefix("-") not in known:
        raise Problem("list_sort_unknown", sort=order[:60], known=", ".join(known))
    return order


def table_of(board: Board, order: str, start: int) -> Table | None:
    """The units below a place in an order; None where there are none."""
    place = board.desk.place
    name = order.removeprefix("-")
    if name not in (*board.columns, "name"):
        name, order = "", ""  # it says nothing here
    shown = name if name in board.columns else board.first
    if shown is None or place.unit is None or place.line is None:
        return None
    figure = figure_named(shown)
    now = _with_all(board, board.said(shown))
    if {each.key for each in now.groups} <= {str(place.unit.pk)}:
        return None
    by = "name" if name == "name" else "" if not name else f"{'-' if order.startswith('-') else ''}value"
    groups = groups_of(place.by, figure, "child", now, board.before(shown), order=by, start=start)
    return Table(board, figure, order, groups, tuple(_children(board, figure, groups)))


def _with_all(board: Board, now: Answer) -> Answer:
    """The answer with a group for each unit below that any of the table's figures knows of."""
    there = {each.key for each in now.groups}
    missing: dict[str, Group] = {}
    for name in board.columns:
        for each in board.said(name).groups:
            if each.key not in there:
                missing[each.key] = Group(None, 0, 0, key=each.key, label=each.key)
    return replace(now, groups=(*now.groups, *missing.values())) if missing else now


def _children(board: Board, figure: Figure, groups: Groups) -> list[Child]:
    place = board.desk.place
    assert place.line is not None and place.unit is not None  # noqa: S101  table_of saw to it
    others: dict[str, Mapping[str, Group]] = {
        name: {each.key: each for each in board.said(name).groups} for name in board.columns
    }
    numbers = [int(row.choice.key) for row in groups.rows if not row.shut]
    deeper = with_units_below(place.line, numbers)
    stems = {name: board.address(name, by="none") for name in board.columns}
    below = overview_address(board, "")
    found = []
    for row in groups.rows:
        key, code = row.choice.key, row.choice.code
        own = key == str(place.unit.pk)
        named = quote_plus(code)
        cells = tuple(
            Cell(
                printed(others[name][key].value, figure_named(name).unit) if key in others[name] else DASH,
                "" if row.shut else f"{stems[name]}&child={named}#{ROWS}",
                name == figure.name,
            )
            for name in board.columns
        )
        into = ""
        if not row.shut and not own:
            into = f"{below}{named}" if int(key) in deeper else reverse("units-one", args=[int(key)])
        records = "" if row.shut else f"{stems[figure.name]}&child={named}#{ROWS}"
        found.append(Child(row, cells, into, records, own))
    return found


def overview_address(board: Board, code: str) -> str:
    """The overview of a unit below, in the same line and period."""
    place, span = board.desk.place, board.span
    line = place.line.code if place.line else ""
    query = urlencode({"line": line, "from": span.since.isoformat(), "to": span.until.isoformat(), "unit": code})
    return f"{reverse('overview')}?{query}"


def itself(name: str) -> str:
    """What the records of a unit itself are called among those of the units below it."""
    return _("%(unit)s itself") % {"unit": name}
