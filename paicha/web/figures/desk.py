"""Where one page asks its figures: all of them at one place and one position, whatever is written meanwhile."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from paicha.figures.answers import Rows
from paicha.figures.asking import Answer, Filters, Period, ask, changed, rows
from paicha.figures.composition import Composed
from paicha.figures.engines import State
from paicha.figures.engines.duck import Duck
from paicha.figures.facts import Fact
from paicha.figures.registry import figure_named
from paicha.web.place import Place

T = TypeVar("T")


class NotKept(Exception):
    """A page that waits for nothing would have to wait for an answer."""


class Pinned:
    """An engine whose facts stay as they were when it was first asked, whatever is written meanwhile."""

    def __init__(self, state: State | None = None) -> None:
        self._duck = Duck()
        self._given = state
        self.counts = True  # else only answers that are kept are given

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts by name."""
        return self._duck.facts

    def state(self) -> "Pinned":
        """The facts as they stood when first asked."""
        return self

    @property
    def identity(self) -> str:
        """The history they belong to."""
        return self.facts_then.identity

    @property
    def position(self) -> int:
        """The highest position that they hold."""
        return self.facts_then.position

    @property
    def changed(self) -> Mapping[str, int]:
        """By fact where it changed last."""
        return self.facts_then.changed

    def answer(self, question: Composed, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows of a question."""
        if not self.counts:
            raise NotKept
        return self.facts_then.answer(question, values)

    @cached_property
    def facts_then(self) -> State:
        """The facts as they stood when first asked."""
        return self._given or self._duck.state()


class Desk:
    """Asks figures for a page. `at` is the position asked at, None for the newest of its engine."""

    def __init__(self, place: Place, at: int | None = None, engine: Pinned | None = None) -> None:
        self.place = place
        self.at = at
        self.engine = engine or Pinned()

    @property
    def head(self) -> int:
        """The newest position that answers know of."""
        return self.engine.position

    def version(self, *names: str) -> tuple[str, int]:
        """A key under which to keep what is drawn from these figures: another one after their facts changed."""
        since = max(changed(self.engine, figure_named(name)) for name in names)
        return self.engine.identity, min(self.position, since)

    @property
    def position(self) -> int:
        """The position that answers stand at."""
        return self.head if self.at is None else self.at

    def if_kept(self, make: Callable[[], T]) -> T | None:
        """What is made of answers that are kept; None where one of them would have to be counted."""
        self.engine.counts = False
        try:
            return make()
        except NotKept:
            return None
        finally:
            self.engine.counts = True

    def ask(
        self,
        name: str,
        period: Period = (None, None),
        *,
        by: str | None = None,
        filters: Filters | None = None,
        on: date | None = None,
        named: bool = False,
    ) -> Answer:
        """What a figure says at the page's place and position; groups that are not `named` have no labels, no order."""
        return ask(
            name,
            scope=self.place.scope,
            period=period,
            on=on,
            at=self.at,
            by=by,
            filters=filters,
            named=named,
            engine=self.engine,
        )

    def rows(
        self,
        name: str,
        period: Period,
        *,
        filters: Filters,
        on: date | None,
        hit: bool | None,
        after: int | str | None,
        limit: int,
    ) -> Rows:
        """One page of the records behind what a figure says; of a share only those in the numerator, or not in it."""
        return rows(
            name,
            scope=self.place.scope,
            period=period,
            on=on,
            at=self.at,
            filters=filters,
            hit=hit,
            after=after,
            limit=limit,
            engine=self.engine,
        )
