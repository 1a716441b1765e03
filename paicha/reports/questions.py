"""What a section may ask: figures whose every number leaves a trace, words of quantity and of change bound to them.

In a template `{% set rate = figure("closure_rate_due") %}` asks once, and `{{ rate.value }}`, `{{ rate.n }}`,
`{{ rate.N }}`, `{{ rate.low }}`, `{{ rate.high }}` print numbers, each a slot of its own. With `before=True` the same
is asked for the period a year before, at the same position of the ledger.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from paicha.documents.document import Field, Language, Slot, Trace
from paicha.documents.markdown import Pieces
from paicha.figures.asking import Answer, Group, ask
from paicha.figures.definitions import Figure
from paicha.figures.registry import figure_named
from paicha.figures.words import interval, name_of, printed
from paicha.kernel.scope import Scope
from paicha.orgs.models import Person
from paicha.orgs.permissions import reach
from paicha.orgs.scopes import codes_of
from paicha.reports.changing import change_word, points
from paicha.reports.words import quantity_word

NOTHING = Group(None, None, None)


@dataclass(frozen=True, slots=True)
class Question:
    """What all figures of a report are asked about. `place` names the scope by the codes of line and unit; `reach`
    by those of the asker's posts (None: no bound), so that the same can be asked again later."""

    scope: Scope
    place: Mapping[str, str]
    reach: list[list[str]] | None
    since: date
    until: date
    position: int

    def as_json(self) -> dict[str, Any]:
        """What all figures share, for the manifest."""
        return {**self.place, "reach": self.reach, "from": self.since.isoformat(), "to": self.until.isoformat()}

    def year_before(self) -> "Question":
        """The same question for the same period a year before, at the same position."""
        return replace(self, since=_year_before(self.since), until=_year_before(self.until))

    def arguments(self, by: str | None, group: str | None, filters: Mapping[str, str]) -> dict[str, Any]:
        """The question as a trace keeps it."""
        found: dict[str, Any] = {**self.place, "from": self.since.isoformat(), "to": self.until.isoformat()}
        found |= {"on": self.until.isoformat(), "by": by, "group": group, "filters": dict(filters)}
        return {key: value for key, value in found.items() if value not in (None, {})}


def reach_by_code(by: Person) -> list[list[str]] | None:
    """How far `by` reaches, as line, unit and whether it is the line's own records only; None without a bound."""
    found = reach(by, "figures.ask")
    return None if found is None else [[*codes_of(part), "own" if part.own else "all"] for part in found]


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


class Asked:
    """An answer in a template: its parts print as slots."""

    def __init__(
        self, desk: "Desk", found: Answer | Group, figure: Figure, arguments: Mapping[str, Any], label: str = ""
    ) -> None:
        self._desk = desk
        self._found = found
        self._figure = figure
        self._arguments = arguments
        self.label = label

    @property
    def exact(self) -> float | None:
        """The value itself, for deciding and drawing; it is not printed."""
        return self._found.value

    @property
    def found(self) -> Answer | Group:
        """The answer itself, for deciding and drawing."""
        return self._found

    @property
    def title(self) -> str:
        """The figure's name."""
        return name_of(self._figure)

    @property
    def unit(self) -> str:
        """The figure's unit of measure."""
        return self._figure.unit

    @property
    def key(self) -> str:
        """The group's key."""
        return getattr(self._found, "key", "")

    @property
    def value(self) -> str:
        """The value, in the figure's unit of measure."""
        return self._print("value", printed(self._found.value, self._figure.unit), self._found.value)

    @property
    def n(self) -> str:
        """The numerator."""
        return self._print("numerator", _whole(self._found.numerator), self._found.numerator)

    @property
    def N(self) -> str:  # noqa: N802  as in statistics
        """The denominator."""
        return self._print("denominator", _whole(self._found.denominator), self._found.denominator)

    @property
    def low(self) -> str:
        """The lower end of the 95 % interval."""
        return self._print("low", printed(self._found.low, self._figure.unit), self._found.low)

    @property
    def high(self) -> str:
        """The upper end of the 95 % interval."""
        return self._print("high", printed(self._found.high, self._figure.unit), self._found.high)

    @property
    def word(self) -> str | None:
        """The word of quantity that fits the share (most, some, a few), or None where none does."""
        numerator, denominator = self._found.numerator, self._found.denominator
        if numerator is None or denominator is None:
            return None
        word = quantity_word(int(numerator), int(denominator), language=self._desk.language)
        return self._print("words", word, word) if word else None

    def change(self, before: "Asked") -> str:
        """How the share stands to that of the year before: a word that speaks of change only where intervals part."""
        word = change_word(self._found, before.found, self._desk.language)
        compared = {**self._arguments, "compared": {key: before._arguments[key] for key in ("from", "to", "on")}}
        return self._print("words", word, word, arguments=compared)

    def points(self, before: "Asked") -> str:
        """The difference to the year before in percentage points, with its sign."""
        text = points(self._found, before.found)
        compared = {**self._arguments, "compared": {key: before._arguments[key] for key in ("from", "to", "on")}}
        return self._print("value", text, text, arguments=compared)

    def _print(self, field: Field, text: str, value: Any, arguments: Mapping[str, Any] | None = None) -> str:
        figure, found = self._figure, self._found
        bounded = interval(found, figure.unit) != ""
        trace = Trace(
            figure.name,
            figure.version,
            arguments or self._arguments,
            field,
            value if value is None or isinstance(value, int | str) else repr(value),
            title=self.title,
            numerator=found.numerator,
            denominator=found.denominator,
            low=printed(found.low, figure.unit) if bounded else None,
            high=printed(found.high, figure.unit) if bounded else None,
        )
        return self._desk.print(text, trace)


def _whole(value: float | None) -> str:
    return printed(value, "count")


class Desk:
    """Where a report's sections ask: it keeps the question, hands out slot ids, and remembers the figures used."""

    def __init__(self, question: Question, language: Language, pieces: Pieces) -> None:
        self.question = question
        self.before = question.year_before()
        self.language = language
        self.pieces = pieces
        self.slots: list[Slot] = []
        self.used: dict[str, Figure] = {}

    def figure(self, name: str, *, before: bool = False, **filters: str) -> Asked:
        """Ask a figure for the whole scope, as sections do it."""
        return self.whole(name, filters, before=before)

    def whole(self, name: str, filters: Mapping[str, str] | None = None, *, before: bool = False) -> Asked:
        """Ask a figure for the whole scope."""
        question = self.before if before else self.question
        answer = self._ask(name, question, None, filters or {})
        return Asked(self, answer, self.used[name], question.arguments(None, None, filters or {}))

    def groups(
        self, name: str, by: str, filters: Mapping[str, str] | None = None, *, before: bool = False
    ) -> list[Asked]:
        """Ask a figure for each group of a dimension."""
        question = self.before if before else self.question
        answer = self._ask(name, question, by, filters or {})
        return [
            Asked(self, group, self.used[name], question.arguments(by, group.key, filters or {}), group.label)
            for group in answer.groups
        ]

    def again(
        self, name: str, since: date, until: date, by: str | None, group: str | None, filters: Mapping[str, str]
    ) -> Asked:
        """Ask what a trace says was asked. A group that is no longer there answers with nothing."""
        question = replace(self.question, since=since, until=until)
        answer = self._ask(name, question, by, filters)
        found: Answer | Group = answer
        if by is not None:
            found = next((each for each in answer.groups if each.key == (group or "")), NOTHING)
        return Asked(self, found, self.used[name], question.arguments(by, group, filters))

    def _ask(self, name: str, question: Question, by: str | None, filters: Mapping[str, str]) -> Answer:
        self.used.setdefault(name, figure_named(name))
        period = (question.since, question.until)
        return ask(
            name, scope=question.scope, period=period, on=question.until, at=question.position, by=by, filters=filters
        )

    def print(self, text: str, trace: Trace) -> str:
        """A slot with a running id, as the mark that a template prints."""
        slot = Slot(f"n{len(self.slots) + 1}", text, trace)
        self.slots.append(slot)
        return self.pieces.inline(slot)

    def __iter__(self) -> Iterator[Slot]:
        return iter(self.slots)
