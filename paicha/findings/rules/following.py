"""What a series of inspections of one unit says about its findings.

Two kinds of source. Where single items are listed, a finding is one item of one unit: listed again while open it is
merged, listed again after closure it is reopened as repeated, and a re-inspection of the family that raised it and no
longer lists it closes it, verified (only where the source states that "not listed" means "met"). Where only counts by
severity are known, a finding is one severity of one inspection with its extent, and the first later inspection with
none of that severity gives the earlier ones an inferred closure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from paicha.findings.rules.lifecycle import UNKNOWN, UNSETTLED, NotNow, Standing, advance, raised


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
    """What a person did to a finding, which a source read again does not undo."""

    verb: str
    on: date
    given: Mapping[str, Any]


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
            Step(verb, sighting.on, advance(self.standing, verb, sighting.on, given), sighting.inspection)
        )


def follow(sightings: Sequence[Sighting], acts: Mapping[Key, Sequence[Act]] | None = None) -> dict[Key, Life]:
    """The lives of a unit's findings, from its inspections in their order and what people did in between."""
    lives: dict[Key, Life] = {}
    waiting = {key: list(done) for key, done in (acts or {}).items()}
    for sighting in sightings:
        for key, life in lives.items():
            _act(life, waiting.get(key), sighting.on)
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
        _act(life, waiting.get(key), date.max)
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
    elif life.standing.state == "closed":
        life.go("reopen", sighting, deadline=seen.deadline, listed=True, reason="listed again")


def _act(life: Life, waiting: list[Act] | None, until: date) -> None:
    """Let what people did up to `until` take effect; what is no longer possible has nothing left to do."""
    while waiting and waiting[0].on <= until:
        act = waiting.pop(0)
        try:
            standing = advance(life.standing, act.verb, act.on, act.given)
        except NotNow:
            continue
        life.steps.append(Step(act.verb, act.on, standing, None, str(act.given.get("reason", ""))))


def missing_steps(wanted: Sequence[Step], known: Iterable[tuple[date, Standing]]) -> list[Step]:
    """The steps to append so that a finding of which `known` (in order of appending) is recorded has the `wanted` life.

    Nothing is overwritten: where the life differs on a date, that date gets a further step, and the later one holds.
    A date on which nothing should have happened gets the standing carried over from before; before the first wanted
    step the finding counts as withdrawn.
    """
    have: dict[date, list[Standing]] = {}
    for on, standing in known:
        have.setdefault(on, []).append(standing)
    want: dict[date, list[Step]] = {}
    for step in wanted:
        want.setdefault(step.on, []).append(step)
    missing: list[Step] = []
    carried: Step | None = None
    for on in sorted(have.keys() | want.keys()):
        planned, recorded = want.get(on, []), have.get(on, [])
        if planned:
            carried = planned[-1]
            if [step.standing for step in planned[: len(recorded)]] == recorded:
                missing += planned[len(recorded) :]
                continue
        settled = carried.standing if carried else _withdrawn(recorded[-1])
        if recorded[-1] != settled:
            verb = planned[-1].verb if planned else "correct"
            missing.append(
                Step(verb, on, settled, carried.inspection if carried else None, "" if planned else "source changed")
            )
    return missing


def _withdrawn(standing: Standing) -> Standing:
    return Standing("withdrawn", standing.extent, standing.original_deadline, standing.deadline)
