"""State tables: which verb leads a record from which states to which, what it needs, and what states and verbs are
called. One engine for every table.

A room writes its states and verbs as rows and gives them to a `Lifecycle`, with a standing of its own: a frozen
dataclass that holds the state and whatever else the verbs change. Pages, lists, exports and the API take names, colours
and what is possible from the rows, so a new row needs no change in them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, replace
from datetime import date
from typing import Any, ClassVar, Generic, Literal, Protocol, TypeVar, get_args

from paicha.kernel.phrases import Phrase
from paicha.kernel.problems import Problem

Tone = Literal["ink", "accent", "violet", "green", "amber", "red"]
Given = Mapping[str, Any]


class Standing(Protocol):
    """How a record stands on a day: a frozen dataclass with the name of its state."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def state(self) -> str:
        """The name of the state, a key of the table."""


S = TypeVar("S", bound=Standing)
Change = Callable[[S, date, Given], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state: its words and its look."""

    name: Phrase
    heading: Phrase  # what is to be done next, or that nothing is
    tone: Tone
    glyph: str  # an icon's name
    awaits: str = ""  # the verb that it waits for; "": it is settled, and nothing is to be done
    end: bool = False  # no verb leads away

    @property
    def settled(self) -> bool:
        """Whether nothing is to be done any more."""
        return not self.awaits


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb(Generic[S]):
    """A verb: in which states it is possible, to which one it leads, who may, and what must be given.

    One without sources is never offered: it begins a life, or it is recorded where a life was written anew.
    """

    name: Phrase
    past: Phrase  # what it did, after the name of who did it; its places are filled from the record's steps
    permission: str
    sources: tuple[str, ...] = ()
    target: str | None = None  # None: the state stays
    needs: tuple[str, ...] = ()
    change: Change[S] | None = None  # what it changes besides the state
    automatic: bool = False  # it follows from another record; people are not offered it
    tone: Tone = "ink"
    glyph: str = "circle"


class NotNow(Exception):
    """The verb is not possible in this state."""

    def __init__(self, verb: str, state: str) -> None:
        super().__init__(f"{verb} is not possible while {state}")
        self.verb = verb
        self.state = state


class Missing(Exception):
    """The verb needs something that was not given, or that cannot be."""

    def __init__(self, verb: str, name: str) -> None:
        super().__init__(f"{verb} needs {name}")
        self.verb = verb
        self.name = name


@dataclass(frozen=True)
class Lifecycle(Generic[S]):
    """A state table. `needs` says what each thing that verbs need is called.

    ValueError where the table does not hold together: see `_faults`.
    """

    states: Mapping[str, State]
    verbs: Mapping[str, Verb[S]]
    needs: Mapping[str, Phrase]

    def __post_init__(self) -> None:
        faults = list(self._faults())
        if faults:
            raise ValueError("; ".join(faults))

    def possible(self, state: str) -> list[str]:
        """The verbs that are possible in a state, in the order of the table."""
        return [name for name, verb in self.verbs.items() if state in verb.sources]

    def advance(self, standing: S, verb: str, on: date, given: Given) -> S:
        """How the record stands after `verb` on `on`; NotNow in a wrong state, Missing without what the verb needs."""
        row = self.verbs[verb]
        if standing.state not in row.sources:
            raise NotNow(verb, standing.state)
        for name in row.needs:
            if not given.get(name):
                raise Missing(verb, name)
        changes = row.change(standing, on, given) if row.change else {}
        return replace(standing, state=row.target or standing.state, **changes)

    def refusal(self, why: NotNow | Missing, thing: str) -> Problem:
        """Why not, as a person is told: Problem `wrong_state` with what is possible for `thing`, or `value_missing`."""
        verb = str(self.verbs[why.verb].name)
        if isinstance(why, Missing):
            return Problem("value_missing", verb=verb, name=str(self.needs[why.name]))
        others = ", ".join(str(self.verbs[each].name) for each in self.possible(why.state)) or "–"
        return Problem("wrong_state", thing=thing, state=str(self.states[why.state].name), verb=verb, possible=others)

    def _faults(self) -> Iterator[str]:
        for name, verb in self.verbs.items():
            ends = {*verb.sources, verb.target} - {None}
            yield from (f"{name}: there is no state {state}" for state in sorted(ends - self.states.keys(), key=str))
            yield from (f"{name}: {need} has no name" for need in verb.needs if need not in self.needs)
        reached = self._reached()
        for name, state in self.states.items():
            if name not in reached:
                yield f"{name}: no verb leads there"
            if state.awaits and state.awaits not in self.possible(name):
                yield f"{name}: {state.awaits} is not possible in it"
            if state.end is bool(self.possible(name)):
                yield f"{name}: verbs lead away from it, or it is an end"
        rows: dict[str, State | Verb[S]] = {**self.states, **self.verbs}
        yield from (f"{name}: there is no tone {row.tone}" for name, row in rows.items() if row.tone not in TONES)

    def _reached(self) -> set[str]:
        """The states to which verbs lead from the beginning of a life."""
        found: set[str] = set()
        waiting = {verb.target for verb in self.verbs.values() if verb.target and not verb.sources}
        while waiting:
            found |= waiting
            further = {name for name, verb in self.verbs.items() if found.intersection(verb.sources)}
            waiting = {target for name in further if (target := self.verbs[name].target)} - found
        return found


TONES: tuple[str, ...] = get_args(Tone)
