"""Whatever was known before and in whatever order: on every date a finding stands as the whole says."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hypothesis import given

from paicha.findings.rules.following import Key, Life, Seen, Sighting, Step, follow, missing_steps
from paicha.findings.rules.lifecycle import Standing
from paicha.findings.tests.sightings import arrivals, days, listings
from paicha.findings.tests.telling import day
from paicha.testing.scale import examples


@dataclass
class Record:
    """The steps recorded of some findings, in order of appending, each with the raising it was recorded under."""

    steps: dict[Key, list[tuple[Step, tuple[object, ...]]]] = field(default_factory=lambda: defaultdict(list))

    def read(self, sightings: Sequence[Sighting]) -> int:
        """Record what these inspections say; returns how many steps that took."""
        lives, appended = follow(sightings), 0
        for key in [*lives, *(key for key in self.steps if key not in lives)]:
            life, recorded = lives.get(key), self.steps[key]
            raising = beginning(life) if life else recorded[-1][1]
            known = [(step.on, step.standing, told == raising) for step, told in recorded]
            missing = missing_steps(life.steps if life else [], known)
            recorded += [(step, raising) for step in missing]
            appended += len(missing)
        return appended

    def on(self, key: Key, when: date) -> tuple[Standing, tuple[object, ...]] | None:
        """How a finding stands on a date: the last step of the last day not after it."""
        known = [(step.on, number) for number, (step, _) in enumerate(self.steps[key]) if step.on <= when]
        if not known:
            return None
        step, told = self.steps[key][max(known)[1]]
        return step.standing, told


def beginning(life: Life) -> tuple[object, ...]:
    """What every step repeats of a finding's raising."""
    return life.family, life.severity, life.first.inspection, life.first.on


def on(steps: Iterable[Step], when: date) -> Standing | None:
    """How a life stands on a date."""
    known = [step.standing for step in steps if step.on <= when]
    return known[-1] if known else None


def agree(record: Record, sightings: Sequence[Sighting]) -> None:
    """The record must say on every date what these inspections say."""
    lives = follow(sightings)
    assert lives.keys() <= record.steps.keys()
    for key in record.steps:
        for when in days():
            found, life = record.on(key, when), lives.get(key)
            expected = on(life.steps, when) if life else None
            if expected is None or life is None:
                assert found is None or found[0].state == "withdrawn", (key, when)
            else:
                assert found == (expected, beginning(life)), (key, when)


@examples(100)
@given(arrivals())
def test_on_every_date_it_stands_as_the_whole_says(readings: list[list[Sighting]]) -> None:
    record = Record()
    for known in readings:
        record.read(known)
        agree(record, known)


@given(arrivals())
def test_read_again_nothing_is_missing(readings: list[list[Sighting]]) -> None:
    record = Record()
    for known in readings:
        record.read(known)
        assert record.read(known) == 0


@given(listings())
def test_in_order_the_steps_are_those_of_the_whole_at_once(sightings: list[Sighting]) -> None:
    record = Record()
    for number in range(len(sightings) + 1):
        record.read(sightings[:number])
    assert {key: [step for step, _ in told] for key, told in record.steps.items()} == {
        key: life.steps for key, life in follow(sightings).items()
    }


def seen(number: int, when: int, *items: int, closes: bool = False, deadline: int | None = None) -> Sighting:
    due = None if deadline is None else day(deadline)
    return Sighting(number, day(when), "routine", dict.fromkeys(items, Seen(1, "general", due)), closes)


def verbs(record: Record) -> list[tuple[str, date]]:
    (told,) = record.steps.values()
    return [(step.verb, step.on) for step, _ in told]


def test_an_earlier_inspection_becomes_known_later() -> None:
    record = Record()
    record.read([seen(2, 10, 11)])
    record.read([seen(1, 0, 11), seen(2, 10, 11)])
    assert verbs(record) == [("raise", day(10)), ("raise", day(0)), ("merge", day(10))]


def test_what_is_no_longer_listed_is_withdrawn_from_its_first_day() -> None:
    record = Record()
    record.read([seen(1, 0, 11), seen(2, 10, closes=True)])
    record.read([seen(1, 0), seen(2, 10, closes=True)])
    assert verbs(record)[2:] == [("correct", day(0)), ("correct", day(10))]
    agree(record, [])


def test_an_inspection_moves_to_another_day() -> None:
    record, later = Record(), seen(2, 20, 11)
    record.read([seen(1, 0, 11), later])
    moved = [replace(seen(1, 0, 11), on=day(5)), later]
    record.read(moved)
    agree(record, moved)


def test_two_inspections_of_one_day_become_known_in_the_wrong_order() -> None:
    record, again = Record(), seen(3, 5, closes=True)
    record.read([seen(1, 0, 11), again])
    whole = [seen(1, 0, 11), seen(2, 5, 11), again]
    record.read(whole)
    agree(record, whole)
    assert verbs(record) == [("raise", day(0)), ("close", day(5)), ("close", day(5))]
