"""Raising a finding by hand."""

from typing import Any

import pytest

from paicha.checklists.actions import publish_items, publish_scale
from paicha.checklists.models import Item
from paicha.checklists.queries import grades_of, items_of
from paicha.findings.models import Finding
from paicha.findings.rules.lifecycle import NEEDS
from paicha.findings.tests.telling import DUE, START, day, differences, raise_here, steps, stored
from paicha.kernel.problems import Problem
from paicha.ledger.models import Entry
from paicha.testing.cast import Cast, cast
from paicha.testing.house import House


@pytest.fixture
def people(house: House) -> Cast:
    """The cast, in a house on each database."""
    return cast()


def refused(people: Cast, **changes: Any) -> Problem:
    entries = Entry.objects.count()
    with pytest.raises(Problem) as caught:
        raise_here(people, **changes)
    assert (Entry.objects.count(), Finding.objects.count()) == (entries, 0)
    return caught.value


def test_works(people: Cast) -> None:
    version = publish_items(people.terminal, code="items", name_zh="项目", name_en="Items", items={"1": "floor"})
    item = Item.objects.get(pk=items_of(version)["1"])
    grade = grades_of(publish_scale(people.terminal, code="general-major"))["major"]
    finding = raise_here(people, item=item, grade=grade, extent=3, note="wet")
    standing = stored(finding)
    assert (standing.state, standing.extent, standing.original_deadline, standing.deadline) == ("open", 3, DUE, DUE)
    (step,) = steps(finding)
    assert (step.verb, step.valid_on, step.seq, step.item, step.severity) == ("raise", START, 1, item.pk, "major")
    assert (step.major, step.graded, step.source, step.inspection) == (True, True, "onsite", None)
    entry = Entry.objects.get(kind="findings.raised")
    assert entry.words == {"finding": finding.pk, "unit": "bakery"}
    assert differences() == []


def test_the_grade_gives_the_deadline(people: Cast) -> None:
    grade = grades_of(publish_scale(people.terminal, code="general-major"))["general"]
    finding = raise_here(people, grade=grade, deadline=None, on=day(0))
    assert (finding.deadline, finding.provisional) == (day(15), False)  # 2025-03-18, a Tuesday
    assert raise_here(people, grade=grade, deadline=day(3)).deadline == day(3)


def test_without_grade_and_deadline_it_has_none(people: Cast) -> None:
    finding = raise_here(people, deadline=None)
    assert (finding.deadline, stored(finding).original_deadline) == (None, None)
    assert (steps(finding)[0].severity, steps(finding)[0].graded) == ("ungraded", False)


def test_a_deadline_in_years_without_holidays_is_provisional(people: Cast) -> None:
    grade = grades_of(publish_scale(people.terminal, code="general-major"))["major"]
    assert raise_here(people, grade=grade, deadline=None, on=day(365 * 5)).provisional


def test_the_deadline_may_be_the_day_itself_but_not_before(people: Cast) -> None:
    problem = refused(people, deadline=day(-1))
    assert (problem.code, problem.status, problem.params["name"]) == ("value_invalid", 422, "deadline")
    assert raise_here(people, deadline=START).deadline == START


@pytest.mark.parametrize("extent", [0, -1])
def test_it_is_at_least_one_case(people: Cast, extent: int) -> None:
    problem = refused(people, extent=extent)
    assert (problem.code, problem.status, problem.params["name"]) == ("value_missing", 422, str(NEEDS["extent"]))


def test_is_refused_where_one_only_sees(people: Cast) -> None:
    entries = Entry.objects.count()
    for by, code, status in ((people.liaison, "not_allowed", 403), (people.outsider, "absent", 404)):
        with pytest.raises(Problem) as caught:
            raise_here(Cast(**{**vars(people), "coordinator": by}))
        assert (caught.value.code, caught.value.status) == (code, status)
    assert (Entry.objects.count(), Finding.objects.count()) == (entries, 0)


def test_raised_again_is_another_one(people: Cast) -> None:
    one, other = raise_here(people), raise_here(people)
    assert one.pk != other.pk
    assert Finding.objects.count() == 2
