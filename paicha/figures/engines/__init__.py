"""Engines: what answers a composed question over the facts' spans.

An engine hands out a `State`: the facts as they stood at a position. Every question to one state is answered from the
same facts, whatever is written meanwhile. The tables are named `span_<fact>`.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from paicha.figures.composition import Composed
from paicha.figures.facts import Fact


class State(Protocol):
    """The facts up to a position."""

    @property
    def identity(self) -> str:
        """Different for facts with another history; answers are kept under it."""

    @property
    def position(self) -> int:
        """The highest position that the facts hold."""

    @property
    def counts(self) -> bool:
        """Whether it answers; else only what is kept may be said, and nobody waits for what is being counted."""

    @property
    def changed(self) -> Mapping[str, int]:
        """By fact a position up to which it may have changed: what it says is the same at that one and above."""

    def answer(self, question: Composed, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows of a question, its wanted values bound by name."""


class Engine(Protocol):
    """Answers over a set of facts."""

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts by name."""

    def state(self) -> State:
        """The facts, holding all that was committed when this was called."""
