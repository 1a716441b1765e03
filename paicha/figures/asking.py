"""Asking: the one way to a number. A figure is asked at a position (what was known) and on a date (what held then)."""

import contextlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from paicha.figures import dimensions, keys, places, registry
from paicha.figures.answers import Answer, Counted, Group, Row, Rows, counted
from paicha.figures.composition import Composed, compose
from paicha.figures.definitions import Figure
from paicha.figures.engines import Engine, State
from paicha.figures.engines.duck import Duck
from paicha.figures.facts import Fact
from paicha.figures.measures import ADDITIVE
from paicha.figures.shape import Shape
from paicha.figures.spans import LAST_DAY
from paicha.kernel import clock
from paicha.kernel.natural import natural
from paicha.kernel.problems import Problem
from paicha.kernel.scope import EVERYTHING, Scope

__all__ = ["Answer", "Group", "Row", "Rows", "ask", "rows"]

Period = tuple[date | None, date | None]
Filters = Mapping[str, str | Sequence[str]]
T = TypeVar("T")

KEPT = 2_000  # answers
KEPT_PAGES, KEPT_ROWS = 500, 50  # pages of rows; of larger ones none, which exports ask for once
PAGE_MOST = 10_000  # rows


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made exact: everything that decides its answer."""

    figure: Figure
    scope: Scope
    period: Period
    on: date
    at: int
    by: str | None
    filters: tuple[tuple[str, tuple[dimensions.Value, ...]], ...]


def ask(
    name: str,
    *,
    scope: Scope = EVERYTHING,
    period: Period = (None, None),
    on: date | None = None,
    at: int | None = None,
    by: str | None = None,
    filters: Filters | None = None,
    named: bool = True,
    engine: Engine | None = None,
    figures: Mapping[str, Figure] | None = None,
) -> Answer:
    """What a figure says within `scope`, for its groups `by` a dimension too.

    `period` bounds the day of the figure's grain, both ends counted. `on` is the end of the period when none is given,
    but never later than today. `at` is the head when none is given. A filter keeps records whose dimension has the
    value, or one of the values; an empty one keeps those that say none. Groups that are not to be `named` have no
    labels and no order: naming a hundred thousand units takes longer than counting them.
    """
    engine = engine or Duck()
    state = engine.state()
    asked = _exact(name, scope, period, on, at, by, filters or {}, state, engine.facts, figures)
    asked = replace(asked, scope=places.narrowed(state, asked.scope, asked.at))
    whole, groups = _answers.get(_key(state, asked), lambda: _counted(state, asked, engine.facts), wait=state.counts)
    if by and named:
        names = keys.labels(by, [group.key for group in groups if group.key])
        shown = [_named(group, names.get(group.key) or group.key or _("not stated")) for group in groups]
        groups = sorted(shown, key=lambda group: _order(by, group))
    figure = asked.figure
    return Answer(
        value=whole.value,
        numerator=whole.numerator,
        denominator=whole.denominator,
        low=whole.low,
        high=whole.high,
        name=figure.name,
        version=figure.version,
        unit=figure.unit,
        at=asked.at,
        on=asked.on,
        groups=tuple(groups),
    )


def rows(
    name: str,
    *,
    scope: Scope = EVERYTHING,
    period: Period = (None, None),
    on: date | None = None,
    at: int | None = None,
    by: str | None = None,
    filters: Filters | None = None,
    group: str | None = None,
    hit: bool | None = None,
    after: int | str | None = None,
    limit: int = 100,
    engine: Engine | None = None,
    figures: Mapping[str, Figure] | None = None,
) -> Rows:
    """The rows behind what `ask` says to the same question: one page, of one group where `by` and `group` are given.

    `hit` keeps of a share's rows those in the numerator, or those that are not.
    """
    engine = engine or Duck()
    state = engine.state()
    asked = _exact(
        name, scope, period, on, at, by if group is not None else None, filters or {}, state, engine.facts, figures
    )
    limit = max(1, min(limit, PAGE_MOST))

    def found() -> Rows:
        return _rows(state, asked, engine.facts, group, hit, after, limit)

    if limit > KEPT_ROWS:
        return found()
    key = (_key(state, asked), changed(state, asked.figure), group, hit, after, limit)
    return _pages.get(key, found, wait=state.counts)


def _rows(
    state: State,
    asked: Asked,
    facts: Mapping[str, Fact],
    group: str | None,
    hit: bool | None,
    after: int | str | None,
    limit: int,
) -> Rows:
    values = {"group": group, "after": after, "limit": limit + 1}
    today = asked.at < state.position and asked.scope.reach is not None
    page: dict[str, Any] = {"today": today, "group": group is not None, "hit": hit}
    question, found = _run(state, asked, facts, values, want="rows", after=after is not None, **page)
    shown = tuple(_row(question.columns, each) for each in found[:limit])
    outside = 0
    if today:
        behind, seen = (
            _run(state, asked, facts, values, want="number", **{**page, "today": now})[1][0][0] for now in (False, True)
        )
        outside = behind - seen
    return Rows(shown, shown[-1].key if len(found) > limit else None, outside)


def _row(columns: tuple[str, ...], found: tuple[Any, ...]) -> Row:
    said = dict(zip(columns, found, strict=True))
    return Row(said.pop("key"), said.pop("grp"), said)


def _exact(
    name: str,
    scope: Scope,
    period: Period,
    on: date | None,
    at: int | None,
    by: str | None,
    filters: Filters,
    state: State,
    facts: Mapping[str, Fact],
    figures: Mapping[str, Figure] | None,
) -> Asked:
    """The question with all that was left open decided; a Problem for what cannot be asked."""
    figure = registry.figure_named(name, figures)
    since, until = period
    if since and until and until < since:
        raise Problem("figure_period_reversed", since=since, until=until)
    if at is not None and not 0 <= at <= state.position:
        raise Problem("figure_position_unknown", position=at, head=state.position)
    if by is not None:
        dimensions.require(figure, by, facts)
    kept = []
    for key in sorted(filters):
        type_ = dimensions.require(figure, key, facts)
        given = filters[key]
        several = [given] if isinstance(given, str) else sorted(set(given))
        kept.append((key, tuple(dimensions.typed(key, value, type_) for value in several if value != "")))
    if scope.focus is None and "child" in {by, *filters}:
        raise Problem("figure_child_of_none", figure=figure.name)
    today = clock.today()
    on = min(on or min(until or today, today), LAST_DAY)
    at = state.position if at is None else at
    return Asked(figure, scope, period, on, at, by, tuple(kept))


def _shape(asked: Asked, **more: Any) -> Shape:
    focus, reach = asked.scope.focus, asked.scope.reach
    return Shape(
        by=more.pop("by", asked.by),
        filters=tuple((key, len(values)) for key, values in asked.filters),
        period=asked.period != (None, None) and not asked.figure.own_period,
        focus=None if focus is None else focus.own,
        reach=None if reach is None else tuple(each.own for each in reach),
        **more,
    )


@lru_cache(maxsize=1_000)
def _composed(figure: Figure, shape: Shape, facts: tuple[Fact, ...]) -> Composed:
    return compose(figure, shape, {fact.name: fact for fact in facts})


def _run(
    state: State, asked: Asked, facts: Mapping[str, Fact], values: Mapping[str, Any], **shape: Any
) -> tuple[Composed, list[tuple[Any, ...]]]:
    form = _shape(asked, **shape)
    question = _composed(asked.figure, form, tuple(facts.values()))
    return question, state.answer(question, {**_values(state, asked, form.today), **values})


def _values(state: State, asked: Asked, today: bool) -> dict[str, Any]:
    """All that a question may want bound."""
    since, until = asked.period
    values: dict[str, Any] = {"at": asked.at, "on": asked.on, "now": state.position}
    values |= {"from": since or date.min, "to": until or date.max}
    for key, given in asked.filters:
        values |= {f"filter_{key}_{number}": value for number, value in enumerate(given)}
    return values | places.values(state, asked.scope, asked.at, today=today)


class _Kept(Generic[T]):
    """What was answered last. What holds at a position never changes, so none is ever wrong; the oldest make room."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.clear()

    def clear(self) -> None:
        """Forget it all."""
        self._lock = threading.Lock()
        self._kept: OrderedDict[Any, Future[T]] = OrderedDict()

    def get(self, key: Any, make: Callable[[], T], *, wait: bool) -> T:
        """What is kept under a key. Where there is nothing one makes it, and whoever asks for it meanwhile waits for
        that one; who is not to `wait` makes what is not there by themselves."""
        while True:
            mine = False
            with self._lock:
                found = self._kept.get(key)
                if found is not None:
                    self._kept.move_to_end(key)
                elif wait:
                    mine, found = True, Future()
                    self._kept[key] = found
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
            if found is None or not (wait or found.done()):
                return make()
            if mine:
                return self._made(key, found, make)
            with contextlib.suppress(Exception):  # what failed for somebody else is tried again
                return found.result()

    def _made(self, key: Any, future: "Future[T]", make: Callable[[], T]) -> T:
        try:
            found = make()
        except BaseException as error:
            with self._lock:
                if self._kept.get(key) is future:
                    del self._kept[key]
            future.set_exception(error)
            raise
        future.set_result(found)
        return found


def _key(state: State, asked: Asked) -> tuple[str, Asked]:
    """Under what an answer is kept: entries that changed no fact of the figure make no other question."""
    return state.identity, replace(asked, at=min(asked.at, changed(state, asked.figure)))


def changed(state: State, figure: Figure) -> int:
    """The last position at which a fact changed that the figure may read: its answers are the same since then."""
    read = {fact for fact, _kind in figure.views} | {places.FACT, places.KINDS}
    return max(state.changed[fact] for fact in read & state.changed.keys())


_answers: _Kept[tuple[Counted, list[Group]]] = _Kept(KEPT)
_pages: _Kept[Rows] = _Kept(KEPT_PAGES)
for _each in (_answers, _pages):
    os.register_at_fork(after_in_child=_each.clear)  # a child would wait for what its parent counts


def _counted(state: State, asked: Asked, facts: Mapping[str, Fact]) -> tuple[Counted, list[Group]]:
    measure = asked.figure.measure
    question, found = _run(state, asked, facts, {})
    whole = next((row[2:] for row in found if row[1]), None)
    groups = [row for row in found if not row[1]]
    if whole is None and question.parted and measure in ADDITIVE:
        whole = (sum(row[2] for row in groups), sum(row[3] or 0 for row in groups), None)
    elif whole is None and asked.by:
        whole = next((row[2:] for row in _run(state, asked, facts, {}, by=None)[1]), None)
    total = Counted(**counted(measure, *(whole or (0, 0, None))))
    return total, [Group(**counted(measure, *row[2:]), key=row[0]) for row in groups]


def _named(group: Group, label: str) -> Group:
    return Group(group.value, group.numerator, group.denominator, group.low, group.high, group.key, label)


def _order(by: str | None, group: Group) -> tuple[bool, bytes, str]:
    """Months by time; else by label, as people count; what is not stated comes last."""
    return (not group.key, natural(group.key if by == "month" else group.label), group.key)
