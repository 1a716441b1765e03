"""What a series of inspections of one unit says about its findings.

Two kinds of source. Where single items are listed, a finding is one item of one unit: listed again while open it is
merged, listed again after closure it is reopened as repeated, and a re-inspection of the family that raised it and no
longer lists it closes it, verified (only where the source states that "not listed" means "met"). Where only counts by
severity are known, a finding is one severity of one inspection with its extent, and the first later inspection with
none of that severity gives the earlier ones an inferred closure.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from paicha.findings.rules.lifecycle import CLOSED, LIFECYCLE, UNKNOWN, UNSETTLED, WITHDRAWN, Standing, raised
from paicha.kernel.lifecycle import Missing, NotNow


class Seen(NamedTuple):
    """What an inspection says about one item or severity."""

    extent: int
    severity: str
    deadline: date | None  # stated, or from the grade's days; None where neither is known
    stated: bool = False  # whether the source itself stated the deadline


@dataclass(frozen=True, slots=True)
class Sighting:
    """One held inspection of the unit. `listed` goes by item number, or by severity where only counts are known.

    `cleared` names the severities of which it found none; `closes` says that what it does not list is met.
    """

    inspection: int
    on: date
    family: str
    listed: Mapping[int | str, Seen]
    closes: bool = False
    cleared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a finding's life: its verb, its business date, the inspection behind it, and how it then stands."""

    verb: str
    on: date
    standing: Standing
    inspection: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did to a finding, which a source read again does not undo.

    `behind` holds the inspections that had told of the finding before: on one day, they keep that order.
    """

    verb: str
    on: date
    given: Mapping[str, Any]
    behind: frozenset[int] = frozenset()

    def place(self, sightings: Sequence[Sighting]) -> int:
        """How many of the inspections come before it; a reopening follows all that inspections of its day said."""
        first, last = (bisect(sightings, self.on, key=attrgetter("on")) for bisect in (bisect_left, bisect_right))
        if self.verb == "reopen":
            return last
        told = [number for number in range(first, last) if sightings[number].inspection in self.behind]
        return told[-1] + 1 if told else first


Key = tuple[int, int | str]  # (0, item) or (raising inspection, severity)


@dataclass(slots=True)
class Life:
    """A finding's life so far."""

    family: str
    first: Sighting
    severity: str
    steps: list[Step] = field(default_factory=list)

    @property
    def standing(self) -> Standing:
        return self.steps[-1].standing

    @property
    def unsettled(self) -> bool:
        return self.standing.state in UNSETTLED

    def go(self, verb: str, sighting: Sighting, **given: Any) -> None:
        self.steps.append(
            Step(verb, sighting.on, LIFECYCLE.advance(self.standing, verb, sighting.on, given), sighting.inspection)
        )


def follow(sightings: Sequence[Sighting], acts: Mapping[Key, Sequence[Act]] | None = None) -> dict[Key, Life]:
    """The lives of a unit's findings, from its inspections in their order and what people did in between."""
    lives: dict[Key, Life] = {}
    waiting = {key: [(act.place(sightings), act) for act in done] for key, done in (acts or {}).items()}
    for number, sighting in enumerate(sightings):
        for key, life in lives.items():
            _act(life, waiting.get(key), number)
        for name, seen in sighting.listed.items():
            if isinstance(name, int):
                _list_item(lives, name, seen, sighting)
            else:
                lives[sighting.inspection, name] = _new(seen, sighting)
        for life in lives.values():
            if life.unsettled and life.steps[-1].inspection != sighting.inspection:
                if sighting.closes and life.family == sighting.family:
                    life.go("close", sighting, independence=UNKNOWN)
                elif life.severity in sighting.cleared:
                    life.go("infer", sighting)
    for key, life in lives.items():
        _act(life, waiting.get(key), len(sightings))
    return lives


def _new(seen: Seen, sighting: Sighting) -> Life:
    life = Life(sighting.family, sighting, seen.severity)
    standing = raised(extent=seen.extent, deadline=seen.deadline)
    life.steps.append(Step("raise", sighting.on, standing, sighting.inspection))
    return life


def _list_item(lives: dict[Key, Life], item: int, seen: Seen, sighting: Sighting) -> None:
    life = lives.get((0, item))
    if life is None:
        lives[0, item] = _new(seen, sighting)
    elif life.unsettled:
        life.go("merge", sighting)
        later = life.standing.deadline
        if seen.stated and seen.deadline and (later is None or seen.deadline > later):
            life.go("extend", sighting, deadline=seen.deadline, reason="listed with a later deadline")
    elif life.standing.state == CLOSED:
        life.go("reopen", sighting, deadline=seen.deadline, listed=True, reason="listed again")


def _act(life: Life, waiting: list[tuple[int, Act]] | None, number: int) -> None:
    """Let what people did before inspection `number` take effect; what is no longer possible has nothing left to do."""
    while waiting and waiting[0][0] <= number:
        _, act = waiting.pop(0)
        if act.on < life.steps[-1].on:  # the finding is now known to begin later
            continue
        try:
            standing = LIFECYCLE.advance(life.standing, act.verb, act.on, act.given)
        except (NotNow, Missing):
            continue
        life.steps.append(Step(act.verb, act.on, standing, None, str(act.given.get("reason", ""))))


def missing_steps(wanted: Sequence[Step], known: Iterable[tuple[date, Standing, bool]]) -> list[Step]:
    """The steps to append so that a finding of which `known` (in order of appending) is recorded has the `wanted` life.

    Of each recorded step `known` gives date, standing, and whether it tells the raising of the finding as it now is.
    Nothing is overwritten: where the life differs on a date, that date gets a further step, and the later one holds.
    A date on which nothing should have happened gets the standing carried over from before; before the first wanted
    step the finding counts as withdrawn.
    """
    have: dict[date, list[tuple[Standing, bool]]] = {}
    for on, standing, holds in known:
        have.setdefault(on, []).append((standing, holds))
    want: dict[date, list[Step]] = {}
    for step in wanted:
        want.setdefault(step.on, []).append(step)
    missing: list[Step] = []
    carried: Step | None = None
    for on in sorted(have.keys() | want.keys()):
        planned, recorded = want.get(on, []), have.get(on, [])
        if planned:
            carried = planned[-1]
            if [(step.standing, True) for step in planned[: len(recorded)]] == recorded:
                missing += planned[len(recorded) :]
                continue
        settled = carried.standing if carried else _withdrawn(wanted[0].standing if wanted else recorded[-1][0])
        if recorded[-1] != (settled, True):
            if planned and planned[-1].inspection is not None:
                missing.append(planned[-1])
            else:  # what a person did is not done a second time
                missing.append(Step("correct", on, settled, carried.inspection if carried else None, "source changed"))
    return missing


def _withdrawn(standing: Standing) -> Standing:
    return Standing(WITHDRAWN, standing.extent, standing.original_deadline, standing.deadline)
