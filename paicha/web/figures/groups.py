"""Groups of a figure as rows of an ordered dot plot: in the order of the value, with intervals and the year before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paicha.figures.answers import FEWEST, Answer, Counted, Group
from paicha.figures.definitions import Figure
from paicha.figures.words import printed
from paicha.kernel.natural import natural
from paicha.kernel.problems import Problem
from paicha.orgs.models import Person
from paicha.web.figures import words as figure_words
from paicha.web.figures.dimensions import Choice, choices
from paicha.web.figures.marks import Mark, Scale, common, mark

PAGE = 60  # rows
NAMED = 2_000  # groups; more than these cannot be ordered by their names, which would all have to be read
TOLD = 3  # of the groups that stand apart
ORDERS = ("value", "-value", "size", "-size", "name", "-name")


@dataclass(frozen=True, slots=True)
class Row:
    """One group. `above`: its whole interval lies above the value of the whole; `below`: below it."""

    choice: Choice
    found: Group
    before: Counted | None
    value: str
    counts: str
    interval: str
    reason: str
    mark: Mark | None
    above: bool
    below: bool

    @property
    def shut(self) -> bool:
        """Whether the group is a unit that the reader does not see, so that nothing of it can be opened."""
        return bool(self.choice.key) and not self.choice.code


@dataclass(frozen=True, slots=True)
class Groups:
    """A page of the groups, and where the pages before and after it start (None: there is none)."""

    rows: tuple[Row, ...]
    scale: Scale
    order: str
    number: int
    start: int
    before: int | None
    after: int | None
    may_name: bool
    outlying: tuple[Row, ...] = ()
    """Of all groups those whose whole interval lies on the worse side of the whole's value, the farthest few first."""
    outlying_number: int = 0

    @property
    def first(self) -> int:
        """The number of the first row, from 1."""
        return self.start + 1

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.start + len(self.rows)


def ordered(groups: Sequence[Group], order: str, names: Mapping[str, Choice] | None) -> list[Group]:
    """The groups in an order; those of which no value is said come last."""
    turned = order.startswith("-")
    by = order.removeprefix("-")
    if by == "name" and names is not None:
        found = sorted(groups, key=lambda each: (natural(names[each.key].label), each.key), reverse=turned)
        return sorted(found, key=lambda each: not each.key)
    if by == "size":
        return sorted(groups, key=lambda each: (_size(each), each.key), reverse=turned)
    with_value = [each for each in groups if each.value is not None]
    without = [each for each in groups if each.value is None]
    with_value.sort(key=lambda each: (each.value or 0, _size(each), each.key), reverse=turned)
    return with_value + sorted(without, key=lambda each: (-_size(each), each.key))


def _year_later(month: str) -> str:
    """The month that `2025-03` is compared with."""
    return f"{int(month[:4]) + 1:04}{month[4:]}" if month else month


def _size(group: Counted) -> int:
    return group.denominator if group.denominator is not None else group.numerator or 0


def usual_order(figure: Figure, by: str) -> str:
    """Months by time; else what wants a look comes first: the highest, or the lowest where high is better."""
    if by == "month":
        return "name"
    return "value" if figure.better == "higher" else "-value"


def groups_of(
    by: Person,
    figure: Figure,
    dimension: str,
    now: Answer,
    before: Answer | None,
    *,
    order: str = "",
    start: int = 0,
    page: int = PAGE,
) -> Groups:
    """One page of a figure's groups, named as far as `by` sees them."""
    if order and order not in ORDERS:
        raise Problem("list_sort_unknown", sort=order[:60], known=", ".join(ORDERS))
    order = order or usual_order(figure, dimension)
    groups = now.groups
    may_name = len(groups) <= NAMED
    names = None
    if may_name and order.removeprefix("-") == "name":
        names = choices(by, dimension, [each.key for each in groups])
    sorted_all = ordered(groups, order, names)
    shown = sorted_all[start : start + page]
    outlying = _outlying(figure, now, sorted_all)
    if names is None:
        names = choices(by, dimension, {each.key for each in [*shown, *outlying[:TOLD]]})
    earlier = {each.key: each for each in before.groups} if before else {}
    if dimension == "month":
        earlier = {_year_later(key): each for key, each in earlier.items()}
    whole = None if figure.measure in ("count", "sum") else now.value
    shown_before = [earlier.get(each.key) for each in shown]
    scale = common([*shown, *shown_before], figure.unit, whole)
    make = _maker(figure, names, earlier, scale, now, whole)
    return Groups(
        rows=tuple(make(each) for each in shown),
        scale=scale,
        order=order,
        number=len(groups),
        start=start,
        before=max(0, start - page) if start else None,
        after=start + page if start + page < len(groups) else None,
        may_name=may_name,
        outlying=tuple(make(each) for each in outlying[:TOLD]),
        outlying_number=len(outlying),
    )


def _outlying(figure: Figure, now: Answer, groups: Sequence[Group]) -> list[Group]:
    """The groups that stand apart on the worse side."""
    if now.value is None:
        return []
    if figure.better == "lower":
        found = [each for each in groups if each.low is not None and each.low > now.value]
        return sorted(found, key=lambda each: -(each.low or 0))
    if figure.better == "higher":
        found = [each for each in groups if each.high is not None and each.high < now.value]
        return sorted(found, key=lambda each: each.high or 0)
    return []


def _maker(
    figure: Figure,
    names: Mapping[str, Choice],
    earlier: Mapping[str, Group],
    scale: Scale,
    now: Answer,
    whole: float | None,
) -> Callable[[Group], Row]:
    def make(group: Group) -> Row:
        before = earlier.get(group.key)
        above = now.value is not None and group.low is not None and group.low > now.value
        below = now.value is not None and group.high is not None and group.high < now.value
        worse = {"lower": above, "higher": below, "neither": False}[figure.better]
        value, bounds = printed(group.value, figure.unit), figure_words.bounds(group)
        words = f"{value}, {bounds}%" if bounds else value
        return Row(
            choice=names[group.key],
            found=group,
            before=before,
            value=value,
            counts=figure_words.counts(figure, group),
            interval=bounds,
            reason=figure_words.reason(figure, group),
            mark=mark(scale, group, before, whole, clear=worse, words=words),
            above=above,
            below=below,
        )

    return make


def says_something(figure: Figure, found: Counted) -> bool:
    """Whether a figure says anything here: where a source knows no closures, a closure rate of nought says nothing."""
    if found.value is None or found.value == 0:
        return False
    if figure.measure == "share":
        return found.denominator is not None and found.denominator >= FEWEST
    return True


def sorted_by(groups: Groups, name: str) -> dict[str, Any]:
    """What the head of a column says of the order: the next one that it leads to, and which way it goes now."""
    down = groups.order == f"-{name}"
    up = groups.order == name
    first = name if name == "name" else f"-{name}"
    other = f"-{name}" if name == "name" else name
    return {
        "now": "descending" if down else "ascending" if up else "",
        "next": other if groups.order == first else first,
    }
