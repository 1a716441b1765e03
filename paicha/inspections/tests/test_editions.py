"""When a source changes what it said, findings stand as if it had been said from the start; what was known stays."""

from collections.abc import Callable
from datetime import date
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paicha.findings.covers import standing_of
from paicha.findings.models import Step
from paicha.inspections.models import Inspection
from paicha.inspections.sources import Report
from paicha.inspections.tests.reporting import Reporter, counting, day, listing
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.testing.cast import Cast

DAYS, KEYS = 12, 7
Standings = dict[tuple[Any, ...], list[Any]]  # of a finding (unit, item or inspection and severity): on each day
numbers = count(1)


def standings(source: str, at: int | None = None) -> Standings:
    """How each finding of the source stands on each day, as known at a position; where it is withdrawn, not at all."""
    ids = dict(Inspection.objects.filter(source=source).values_list("pk", "external_id"))
    lives: dict[int, dict[date, Step]] = {}
    steps = Step.objects.filter(source=source).order_by("seq")
    for step in steps if at is None else steps.filter(position__lte=at):
        lives.setdefault(step.finding, {})[step.valid_on] = step  # the later one of a day holds
    found: Standings = {}
    for life in lives.values():
        on_days: list[Any] = []
        for number in range(DAYS + 1):
            held = [step for on, step in sorted(life.items()) if on <= day(number)][-1:]
            for step in held:
                begun = step.raised_on, step.severity, step.major, step.family, step.inspector_group
                on_days.append((standing_of(step), begun, ids[step.inspection or 0]))
            if not held or held[0].state == "withdrawn":
                on_days[number:] = [None]
        any_step = next(iter(life.values()))
        key = any_step.item or (ids[any_step.inspection or 0], any_step.severity)
        if any(on_days):
            assert (any_step.unit, key) not in found, "one finding stands twice"
            found[any_step.unit, key] = on_days
    return found


def random_listing(chance: Random, people: Cast, town: Reporter, key: str) -> Report:
    return town.report(
        key,
        chance.randrange(DAYS),
        chance.choice([people.bakery, people.canteen]),
        items=chance.sample(["1", "2", "3"], chance.randrange(4)),
        again=chance.random() < 0.4,
        held=chance.random() < 0.85,
        family=chance.choice(["routine", "routine", "complaint"]),
        severity=chance.choice([None, "general", "major"]),
        deadline=chance.choice([None, 20, 25, 30]),
    )


def random_counting(chance: Random, people: Cast, counts: Reporter, key: str) -> Report:
    cases = {severity: max(0, chance.randrange(-2, 3)) for severity in ("general", "major")}
    held = chance.random() < 0.85
    unit = chance.choice([people.bakery, people.canteen])
    return counts.report(key, chance.randrange(DAYS), unit, held=held, counts=cases if held else {})


Make = Callable[[Random, Cast, Reporter, str], Report]
KINDS: dict[str, tuple[Callable[[Cast, str], Reporter], Make]] = {
    "items": (listing, random_listing),
    "counts": (counting, random_counting),
}


def in_order(reports: dict[str, Report]) -> list[Report]:
    return sorted(reports.values(), key=lambda report: (report.done_on, report.external_id))


@pytest.mark.parametrize("kind", KINDS)
def test_findings_stand_as_if_it_had_been_said_so_from_the_start(kind: str, people: Cast, scale: int) -> None:
    people, (source, make) = people, KINDS[kind]

    @settings(max_examples=4 * scale)
    @given(st.integers(0, 2**32))
    def holds(seed: int) -> None:
        chance, number = Random(seed), next(numbers)
        changing, fresh = source(people, f"changing-{number}"), source(people, f"fresh-{number}")
        reports = {key: make(chance, people, changing, key) for key in "ABCDEFG"[: chance.randint(2, KEYS)]}
        for report in chance.sample(list(reports.values()), len(reports)):  # in any order
            changing.take_in(report)
        known = {head(): standings(changing.source.name)}
        for _ in range(chance.randint(1, 4)):
            keys = chance.sample(sorted(reports), chance.randint(1, 2))
            reports |= {key: make(chance, people, changing, key) for key in keys}
            changing.take_in(*in_order({key: reports[key] for key in keys}))
            known[head()] = standings(changing.source.name)
        fresh.take_in(*in_order(reports))
        assert standings(changing.source.name) == standings(fresh.source.name)
        for position, stood in known.items():
            assert standings(changing.source.name, position) == stood

    holds()
    assert list(check()) == []


def test_an_item_dropped_by_an_edition_is_withdrawn(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 1, items=["1", "2"]))
    before = head()
    town.take_in(town.report("a", 1, items=["2"]))
    assert {key for _, key in standings("town")} == {town.numbers["2"]}
    assert {key for _, key in standings("town", before)} == {town.numbers["1"], town.numbers["2"]}


def test_findings_follow_an_inspection_to_another_unit(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 1, items=["1"]), town.report("b", 5, items=["1"], again=True))
    town.take_in(town.report("a", 1, people.noodles, items=["1"]))
    stands = standings("town")
    assert stands.keys() == {(people.noodles.pk, town.numbers["1"]), (people.bakery.pk, town.numbers["1"])}
    at_bakery = stands[people.bakery.pk, town.numbers["1"]]
    assert at_bakery[4] is None, "there it is now first known from the second inspection"
    assert at_bakery[5][0].listings == 1


def test_an_inspection_that_moves_in_time_raises_at_its_new_date(people: Cast) -> None:
    """Also when all comes to lie before what was first recorded."""
    town = listing(people)
    town.take_in(town.report("a", 8, items=["1"]), town.report("b", 11, again=True))
    town.take_in(town.report("a", 1, items=["1"]), town.report("b", 3, again=True))
    (on_days,) = standings("town").values()
    assert [stood and stood[0].state for stood in on_days[:5]] == [None, "open", "open", "closed", "closed"]
    assert on_days[5][0].closed_on == day(3)
    assert list(check()) == []


def test_what_was_held_becomes_an_attempt(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 1, items=["1"]))
    town.take_in(town.report("a", 1, held=False))
    assert standings("town") == {}
    town.take_in(town.report("a", 1, items=["1"]))
    assert len(standings("town")) == 1
