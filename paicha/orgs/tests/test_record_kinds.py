"""Kinds of record: one is found by its code or number, and called by a name in the reader's language."""

import pytest
from django.utils import translation

from paicha.findings.actions.single import raise_finding
from paicha.inspections.tests.reporting import day, listing
from paicha.kernel.phrases import Phrase
from paicha.kernel.problems import Problem
from paicha.orgs.kinds import RecordKind, kind_named, kind_of, numbered, record_kind, record_named
from paicha.orgs.models import Placement, Post, Unit
from paicha.orgs.permissions import require
from paicha.testing.cast import Cast


def test_a_record_is_found_by_what_people_call_it(people: Cast) -> None:
    finding = raise_finding(people.terminal, unit=people.bakery, line=people.food, on=day(1), source="onsite")
    town = listing(people)
    town.take_in(town.report("a", 1))
    assert record_named("unit", "bakery") == people.bakery
    assert record_named("finding", str(finding.pk)) == finding
    assert record_named("inspection", "1").unit == people.bakery  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["unit", "finding", "inspection"])
def test_what_there_is_none_of_is_absent(kind: str, people: Cast) -> None:
    for key in ("10", "x", "", "-1", "9" * 30, "²"):
        with pytest.raises(Problem) as caught:
            record_named(kind, key)
        assert (caught.value.code, caught.value.params["key"]) == ("absent", key)
        with translation.override("en"):
            assert caught.value.sentence.startswith(f"There is no {kind} ")


@pytest.mark.parametrize("kind", ["", "planet", "post"])
def test_what_cannot_be_asked_about_is_a_wrong_call(kind: str) -> None:
    with pytest.raises(Problem) as caught:
        record_named(kind, "1")
    assert caught.value.code == "value_invalid"
    assert "unit, finding, inspection" in caught.value.mend


def test_a_record_is_called_by_kind_and_number() -> None:
    with translation.override("en"):
        assert numbered("finding", 5) == "finding no. 5"
        assert numbered("placement", 5) == "place of unit no. 5"
        assert numbered("dinosaur", 5) == "dinosaur 5"
    with translation.override("zh-hans"):
        assert numbered("finding", 5) == "5号问题"


def test_a_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match="unit is registered twice"):
        record_kind(RecordKind(Unit, Phrase("单位", "unit")))
    assert kind_of(Unit) is kind_named("unit")


def test_what_is_not_seen_is_absent_under_its_own_name(people: Cast) -> None:
    """A post and a place out of reach are as absent as units and findings."""
    post = Post.objects.get(person=people.outsider)
    place = Placement.objects.get(unit=people.noodles, line=people.territory)
    for thing, name in ((post, "post"), (place, "unit"), (people.noodles, "unit")):
        with pytest.raises(Problem) as caught, translation.override("en"):
            require(people.head, "people.change", thing)
        assert caught.value.code == "absent"
        with translation.override("en"):
            assert caught.value.sentence.startswith(f"There is no {name} ")
