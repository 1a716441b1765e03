"""Where one page asks its figures: all of them at one place and one position, whatever is written meanwhile."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from paicha.figures.answers import Rows
from paicha.figures.asking import Answer, Filters, Period, ask, rows
from paicha.figures.composition import Composed
from paicha.figures.engines import State
from paicha.figures.engines.duck import Duck
from paicha.figures.facts import Fact
from paicha.web.place import Place

T = TypeVar("T")


class NotKept(Exception):
    """A page that waits for nothing would have to wait for an answer."""


class Still:
    """An engine that looks at the ledger's head once; what comes after is for the next page."""

    def __init__(self) -> None:
        self._duck = Duck()
        self.counts = True  # else only answers that are kept are given

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts by name."""
        return self._duck.facts

    def state(self) -> "Still":
        """The facts as they stood when first asked."""
        return self

    @property
    def identity(self) -> str:
        """The history they belong to."""
        return self._state.identity

    @property
    def position(self) -> int:
        """The highest position that they hold."""
        return self._state.position

    @property
    def changed(self) -> Mapping[str, int]:
        """By fact where it changed last."""
        return self._state.changed

    def answer(self, question: Composed, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows of a question."""
        if not self.counts:
            raise NotKept
        return self._state.answer(question, values)

    @cached_property
    def _state(self) -> State:
        return self._duck.state()


class Desk:
    """Asks figures for a page. `at` is the position asked at, None for the head."""

    def __init__(self, place: Place, at: int | None = None) -> None:
        self.place = place
        self.at = at
        self._engine = Still()

    @property
    def head(self) -> int:
        """The newest position that answers know of."""
        return self._engine.position

    @property
    def identity(self) -> tuple[str, int]:
        """Different for answers from another history, or at a position with other facts."""
        return self._engine.identity, min(self.position, max(self._engine.changed.values()))

    @property
    def position(self) -> int:
        """The position that answers stand at."""
        return self.head if self.at is None else self.at

    def if_kept(self, make: Callable[[], T]) -> T | None:
        """What is made of answers that are kept; None where one of them would have to be counted."""
        self._engine.counts = False
        try:
            return make()
        except NotKept:
            return None
        finally:
            self._engine.counts = True

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
            engine=self._engine,
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
            engine=self._engine,
        )
