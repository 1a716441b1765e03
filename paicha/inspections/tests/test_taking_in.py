"""Taking inspections in: new ones, the same again, changed ones, and attempts that came to nothing."""

import pytest

from paicha.findings.models import Finding
from paicha.inspections.actions import take_in_inspections
from paicha.inspections.models import Answer, Edition, Inspection
from paicha.inspections.queries import known_contents, latest_days
from paicha.inspections.tests.reporting import counting, day, listing
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.ledger.models import Entry
from paicha.orgs.tests.telling import refused
from paicha.testing.cast import Cast


def test_new_inspections_are_added_with_what_they_say(people: Cast) -> None:
    town = listing(people)
    done = town.take_in(town.report("a", 1, items=["1", "3"], severity="major"), town.report("b", 2))
    assert (done.added, done.editions, done.unchanged, done.not_held) == (2, 0, 0, 0)
    first = Inspection.objects.get(external_id="a")
    assert (first.unit, first.line, first.done_on, first.held, first.failed, first.edition) == (
        people.bakery,
        people.territory,
        day(1),
        True,
        True,
        1,
    )
    told = Edition.objects.get(inspection=first.pk)
    assert (told.listed, told.listed_major, told.items_failed, told.extent) == (2, 2, 2, 2)
    assert (told.inspector_group, told.result, told.version) == ("blue", "held", town.source.version.pk)  # type: ignore[union-attr]
    answers = Answer.objects.filter(inspection=first.pk).order_by("id")
    assert [(answer.item, answer.severity, answer.note) for answer in answers] == [
        (town.numbers["1"], "major", "a: floor"),
        (town.numbers["3"], "major", "a: hands"),
    ]


def test_counts_are_kept_by_severity(people: Cast) -> None:
    counts = counting(people)
    counts.take_in(counts.report("a", 1, counts={"general": 3, "major": 0}))
    told = Edition.objects.get()
    assert (told.counts, told.listed, told.listed_major, told.extent) == ({"general": 3, "major": 0}, 1, 0, 3)
    assert (told.items_failed, told.version) == (0, None)
    assert Answer.objects.count() == 0


def test_the_ledger_says_how_many_and_of_which_days(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 5), town.report("b", 2, held=False))
    entry = Entry.objects.get(kind="inspections.taken_in")
    assert entry.words == {
        "source": "town",
        "added": 2,
        "editions": 0,
        "not_held": 1,
        "first": day(2).isoformat(),
        "last": day(5).isoformat(),
    }
    assert {name: said["count"] for name, said in entry.covers.items()} == {"inspections_inspection/1": 2}


def test_the_same_again_changes_nothing(people: Cast) -> None:
    town = listing(people)
    reports = [town.report("a", 1, items=["1"]), town.report("b", 2, held=False)]
    town.take_in(*reports)
    before = head()
    done = town.take_in(*reports)
    assert (done.added, done.editions, done.unchanged, sum(done.findings.values())) == (0, 0, 2, 0)
    assert head() == before
    assert Finding.objects.count() == 1


def test_only_what_is_new_counts_as_new(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 1))
    done = town.take_in(town.report("a", 1), town.report("b", 2), town.report("c", 3, held=False))
    assert (done.added, done.unchanged, done.not_held) == (2, 1, 1)


def test_a_changed_inspection_becomes_a_later_edition_and_the_earlier_one_stays(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 1, items=["1"]))
    done = town.take_in(town.report("a", 2, people.canteen, items=["2"]))
    assert (done.added, done.editions) == (0, 1)
    inspection = Inspection.objects.get()
    assert (inspection.edition, inspection.unit, inspection.done_on) == (2, people.canteen, day(2))
    editions = list(Edition.objects.order_by("edition").values_list("unit", "done_on", "edition"))
    assert editions == [(people.bakery.pk, day(1), 1), (people.canteen.pk, day(2), 2)]
    assert list(Answer.objects.order_by("id").values_list("edition", "item")) == [
        (1, town.numbers["1"]),
        (2, town.numbers["2"]),
    ]
    assert list(check()) == []


def test_a_third_edition_may_say_what_the_first_said(people: Cast) -> None:
    town = listing(people)
    first, second = town.report("a", 1, items=["1"]), town.report("a", 1)
    for report in (first, second, first):
        town.take_in(report)
    assert Inspection.objects.get().edition == 3
    assert Finding.objects.get().state == "open"
    assert town.take_in(first).unchanged == 1


def test_an_attempt_raises_nothing_and_closes_nothing(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 1, items=["1"]))
    done = town.take_in(town.report("b", 2, held=False, again=True))
    assert (done.added, done.not_held, sum(done.findings.values())) == (1, 1, 0)
    assert Finding.objects.get().state == "open"
    assert Edition.objects.get(held=False).version is None


def test_ids_of_different_sources_are_different_inspections(people: Cast) -> None:
    one, other = listing(people, "one"), listing(people, "other")
    one.take_in(one.report("a", 1, items=["1"]))
    assert other.take_in(other.report("a", 1, items=["1"])).added == 1
    assert Finding.objects.count() == 2
    assert len(known_contents("one", ["a", "b"])) == 1


@pytest.mark.parametrize("who", ["coordinator", "inspector", "outsider"])
def test_inspections_are_taken_in_by_who_may_everywhere(who: str, people: Cast) -> None:
    town = listing(people)
    with refused("not_allowed"):
        take_in_inspections(getattr(people, who), source=town.source, reports=[town.report("a", 1)])
    assert Inspection.objects.count() == 0


def test_the_newest_day_of_each_unit_is_known(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 1), town.report("b", 7, held=False), town.report("c", 3, people.noodles))
    assert latest_days(["bakery", "noodles", "canteen", "no-such"]) == {"bakery": day(7), "noodles": day(3)}
