"""Following a source in the database: what people did is not undone by a source read again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paicha.checklists.actions import publish_items, publish_scale
from paicha.checklists.models import Grade
from paicha.checklists.queries import grades_of, items_of
from paicha.findings.actions.following import Told, follow_inspections
from paicha.findings.covers import standing_of
from paicha.findings.models import Finding, Step
from paicha.findings.rules.following import Seen, Sighting
from paicha.findings.rules.lifecycle import VERBS as TABLE
from paicha.findings.rules.lifecycle import Standing
from paicha.findings.tests.sightings import ITEMS, arrivals, days, listings
from paicha.findings.tests.telling import START, VERBS, day, differences, do, raise_here
from paicha.kernel.problems import Problem
from paicha.ledger.models import Entry
from paicha.orgs.actions.units import open_unit
from paicha.orgs.models import Unit
from paicha.testing.cast import Cast, cast
from paicha.testing.house import House
from paicha.testing.lives import bring, take

NUMBERS = count(1)
SEEN = Seen(1, "general", None)


@dataclass
class Town:
    """A source that is followed at one unit; `anew` gives it another unit, where nothing is known."""

    people: Cast
    grades: Mapping[str, Grade]
    items: Mapping[int | str, int]  # the items of sightings: those of the database
    unit: Unit = field(init=False)

    def __post_init__(self) -> None:
        self.unit = self.people.bakery

    def anew(self) -> "Town":
        self.unit = open_unit(
            self.people.terminal,
            code=f"shop-{next(NUMBERS)}",
            name="Shop",
            line=self.people.territory,
            parent=self.people.north,
            inspected=True,
        )
        return self

    def read(self, sightings: Sequence[Sighting]) -> Counter[str]:
        """Read the source, which tells of these inspections at the unit."""
        own = [
            replace(each, listed={self.items.get(name, name): seen for name, seen in each.listed.items()})
            for each in sightings
        ]
        told = {each.inspection: Told("blue", {}) for each in own}
        return follow_inspections(
            self.people.terminal,
            source="town",
            line=self.people.territory,
            grades=self.grades,
            units={self.unit.pk: own},
            told=told,
        )

    def findings(self) -> list[Finding]:
        return list(Finding.objects.filter(unit=self.unit).order_by("pk"))

    def standings(self, until: date = date.max) -> dict[tuple[int, date], Standing]:
        """How the unit's findings stand on every date up to `until`; the rows themselves must stand as on the last."""
        found: dict[tuple[int, date], Standing] = {}
        for finding in self.findings():
            steps = list(Step.objects.filter(finding=finding.pk).order_by("valid_on", "seq"))
            assert standing_of(steps[-1]) == standing_of(finding)
            for when in (when for when in days() if when <= until):
                if known := [step for step in steps if step.valid_on <= when]:
                    found[finding.pk, when] = standing_of(known[-1])
        return found


def town() -> Town:
    people = cast()
    grades = grades_of(publish_scale(people.terminal, code="general-major"))
    titles = {str(item): f"item {item}" for item in ITEMS}
    version = publish_items(people.terminal, code="items", name_zh="项目", name_en="Items", items=titles)
    numbers = items_of(version)
    return Town(people, grades, {item: numbers[str(item)] for item in ITEMS})


@pytest.fixture
def followed(house: House) -> Town:
    """A source and a unit, in a house on each database."""
    return town()


ACTS = st.tuples(
    st.sampled_from([*VERBS, "close", "reopen", "merge"]), st.integers(0, 1), st.sampled_from([0, 0, 1, 5])
)


def attempt(town: Town, verb: str, which: int, after: int) -> date | None:
    """Do it so many days after the last step of finding number `which`; the day, or None where it is not possible."""
    try:
        finding = town.findings()[which]
        on = (Step.objects.filter(finding=finding.pk).latest("valid_on").valid_on - START).days + after
        changes: dict[str, dict[str, object]] = {"extend": {"deadline": day(on + 9)}, "reopen": {"listed": after == 1}}
        do(town.people.terminal, verb, finding, on, **changes.get(verb, {}))
    except (Problem, IndexError):
        return None
    return day(on)


def test_acts_are_not_undone_by_a_source_read_again(sqlite_house: House, scale: int) -> None:
    here = town()

    @settings(max_examples=15 * scale)
    @given(listings(most=5), st.lists(st.tuples(ACTS, st.booleans()), min_size=1, max_size=5))
    def holds(sightings: list[Sighting], acts: list[tuple[tuple[str, int, int], bool]]) -> None:
        here.anew().read(sightings)
        for act, read in acts:
            attempt(here, *act)
            if read:
                before, entries = here.standings(), Entry.objects.count()
                assert here.read(sightings) == Counter()
                assert (here.standings(), Entry.objects.count()) == (before, entries)

    holds()
    assert differences() == []


@pytest.mark.parametrize("verb", [verb for verb, row in TABLE.items() if row.sources])
def test_no_verb_is_undone_by_a_source_read_again(sqlite_house: House, verb: str) -> None:
    here, sightings = town(), [Sighting(1, day(0), "routine", {11: SEEN})]
    here.read(sightings)
    (finding,) = here.findings()
    stands = standing_of(take(bring(finding, TABLE[verb].sources[-1]), verb))
    assert here.read(sightings) == Counter()
    assert [standing_of(each) for each in here.findings()] == [stands]
    assert differences() == []


def test_acts_are_not_undone_by_what_became_known_of_later_days(sqlite_house: House, scale: int) -> None:
    here = town()

    @settings(max_examples=10 * scale)
    @given(listings(most=6), st.lists(ACTS, min_size=1, max_size=3), st.integers(0, 5))
    def holds(sightings: list[Sighting], acts: list[tuple[str, int, int]], known: int) -> None:
        first = sightings[:known]
        here.anew().read(first)
        done = [START, *(sighting.on for sighting in first), *(when for act in acts if (when := attempt(here, *act)))]
        before = here.standings(max(done))
        here.read([*first, *(sighting for sighting in sightings[known:] if sighting.on > max(done))])
        assert {key: found for key, found in here.standings(max(done)).items() if key in before} == before

    holds()
    assert differences() == []


def test_any_reading_after_any_acts_holds_together_and_again_changes_nothing(sqlite_house: House, scale: int) -> None:
    here = town()

    @settings(max_examples=15 * scale)
    @given(arrivals(), st.lists(st.none() | ACTS, min_size=4, max_size=4))
    def holds(readings: list[list[Sighting]], acts: list[tuple[str, int, int] | None]) -> None:
        here.anew()
        for known, act in zip(readings, acts, strict=False):
            here.read(known)
            before, entries = here.standings(), Entry.objects.count()
            assert here.read(known) == Counter()
            assert (here.standings(), Entry.objects.count()) == (before, entries)
            if act:
                attempt(here, *act)

    holds()
    assert differences() == []


def test_a_newly_read_earlier_inspection_begins_the_finding_anew(followed: Town) -> None:
    early, late = Sighting(1, day(0), "complaint", {11: SEEN}), Sighting(2, day(20), "routine", {11: SEEN})
    met = Sighting(3, day(5), "complaint", {}, closes=True)
    assert followed.read([late]) == {"added": 1}
    assert followed.read([early, late]) == {"merged": 1}
    (finding,) = followed.findings()
    assert (finding.raised_on, finding.family, finding.inspection) == (day(0), "complaint", 1)
    assert followed.read([early, met]) == {"closed_verified": 1}
    (finding,) = followed.findings()
    assert (finding.state, finding.closed_on, finding.raised_on) == ("closed", day(5), day(0))
    last = Step.objects.filter(finding=finding.pk).latest("valid_on", "seq")
    assert (last.raised_on, last.state) == (day(0), "closed")
    assert differences() == []


def test_what_a_source_no_longer_tells_is_withdrawn(followed: Town) -> None:
    told = Sighting(1, day(0), "routine", {11: SEEN})
    followed.read([told])
    assert followed.read([replace(told, listed={})]) == Counter()
    assert [finding.state for finding in followed.findings()] == ["withdrawn"]
    assert followed.read([told]) == Counter()
    assert [finding.state for finding in followed.findings()] == ["open"]
    assert differences() == []


def test_findings_raised_by_hand_are_left_alone(followed: Town) -> None:
    own = raise_here(followed.people, source="town")
    followed.read([Sighting(1, day(0), "routine", {11: SEEN}), Sighting(2, day(9), "routine", {}, True)])
    assert {finding.pk: finding.state for finding in followed.findings()}.pop(own.pk) == "open"
    assert sorted(finding.state for finding in followed.findings()) == ["closed", "open"]


def test_an_extension_that_the_source_has_overtaken_is_passed_over(followed: Town) -> None:
    first = Sighting(1, day(0), "routine", {11: SEEN._replace(deadline=day(10), stated=True)})
    followed.read([first])
    assert attempt(followed, "extend", 0, 11) == day(11)  # until day 20
    late = replace(first, listed={11: SEEN._replace(deadline=day(60), stated=True)})
    followed.read([late])
    (finding,) = followed.findings()
    assert (finding.deadline, finding.original_deadline, finding.extensions) == (day(60), day(60), 0)


SAME_DAY = [  # what a person did and what an inspection said on one day, in the order in which it became known
    (["merge", "extend", "told met"], ("closed", 1, 1)),
    (["told met", "reopen"], ("open", 0, 0)),
    (["told", "close"], ("closed", 1, 0)),
    (["close", "told"], ("open", 0, 0)),
    (["close", "told met", "reopen"], ("open", 0, 0)),
    (["close", "reopen", "told met"], ("open", 0, 0)),
]


@pytest.mark.parametrize(("known", "expected"), SAME_DAY)
def test_one_day_keeps_the_order_in_which_it_became_known(
    sqlite_house: House, known: list[str], expected: tuple[str, int, int]
) -> None:
    here = town()
    sightings = [Sighting(1, day(0), "routine", {11: SEEN})]
    here.read(sightings)
    for what in known:
        if what.startswith("told"):
            met = what == "told met"
            sightings.append(Sighting(2, day(0), "routine", {} if met else {11: SEEN}, closes=met))
            here.read(sightings)
        else:
            assert attempt(here, what, 0, 0)
    for _ in range(2):
        (finding,) = here.findings()
        assert (finding.state, finding.merges, finding.extensions) == expected
        assert here.read(sightings) == Counter()


def test_an_act_before_the_finding_now_begins_has_nothing_left_to_do(followed: Town) -> None:
    first, later = Sighting(1, day(0), "routine", {11: SEEN}), Sighting(2, day(30), "routine", {11: SEEN})
    followed.read([first])
    attempt(followed, "close", 0, 5)
    followed.read([replace(first, listed={}), later])
    (finding,) = followed.findings()
    assert (finding.state, finding.raised_on, finding.closures) == ("open", day(30), 0)
    assert differences() == []
