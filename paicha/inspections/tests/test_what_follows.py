"""What follows for findings from one inspection after another."""

from paicha.findings.models import Finding, Step
from paicha.inspections.tests.reporting import Reporter, counting, day, listing
from paicha.orgs.actions.units import close_unit
from paicha.testing.cast import Cast


def life(finding: Finding) -> list[tuple[str, int]]:
    """The steps of a finding: verb, and day of the story."""
    steps = Step.objects.filter(finding=finding.pk).order_by("seq").values_list("verb", "valid_on")
    return [(verb, (on - day(0)).days) for verb, on in steps]


def only(reporter: Reporter, item: str) -> Finding:
    return Finding.objects.get(item=reporter.numbers[item])


def test_an_item_listed_again_while_open_is_merged(people: Cast) -> None:
    town = listing(people)
    done = town.take_in(town.report("a", 1, items=["1"]), town.report("b", 2, items=["1", "2"], family="complaint"))
    assert done.findings == {"added": 2, "merged": 1}
    finding = only(town, "1")
    assert life(finding) == [("raise", 1), ("merge", 2)]
    assert (finding.listings, finding.merges, finding.family, finding.note) == (2, 1, "routine", "a: floor")


def test_a_re_inspection_that_does_not_list_an_item_closes_it(people: Cast) -> None:
    town = listing(people)
    done = town.take_in(town.report("a", 1, items=["1", "2"]), town.report("b", 9, items=["2"], again=True))
    assert done.findings == {"added": 2, "merged": 1, "closed_verified": 1}
    closed = only(town, "1")
    assert (closed.state, closed.closed_on, closed.basis, closed.independence) == (
        "closed",
        day(9),
        "verified",
        "unknown",
    )
    assert only(town, "2").state == "open"


def test_only_a_re_inspection_of_the_family_that_raised_it_closes(people: Cast) -> None:
    town = listing(people)
    town.take_in(
        town.report("a", 1, items=["1"]),
        town.report("b", 2),
        town.report("c", 3, again=True, family="complaint"),
        town.report("d", 4, again=True, held=False),
    )
    assert only(town, "1").state == "open"


def test_an_item_listed_after_closure_is_reopened_as_repeated(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 1, items=["1"]), town.report("b", 2, again=True))
    done = town.take_in(town.report("c", 3, items=["1"]))
    assert done.findings == {"reopened": 1}
    finding = only(town, "1")
    assert life(finding) == [("raise", 1), ("close", 2), ("reopen", 3)]
    assert (finding.state, finding.repeat, finding.reopenings, finding.listings) == ("open", True, 1, 2)
    assert (finding.closed_on, finding.basis) == (None, None)


def test_a_later_deadline_in_a_listing_is_an_extension(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 1, items=["1"], deadline=10), town.report("b", 2, items=["1"], deadline=20))
    finding = only(town, "1")
    assert life(finding) == [("raise", 1), ("merge", 2), ("extend", 2)]
    assert (finding.original_deadline, finding.deadline, finding.extensions) == (day(10), day(20), 1)


def test_without_a_deadline_the_grade_gives_one(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 1, items=["1"], severity="general"), town.report("b", 1, items=["2"]))
    assert only(town, "1").deadline is not None
    assert only(town, "2").deadline is None
    assert only(town, "2").grade is None


def test_units_do_not_mix(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 1, items=["1"]), town.report("b", 2, people.canteen, again=True))
    assert only(town, "1").state == "open"


def test_inspections_of_one_day_follow_in_the_order_of_their_ids(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("A10", 1, again=True), town.report("A9", 1, items=["1"]))
    assert life(only(town, "1")) == [("raise", 1), ("close", 1)]
    assert only(town, "1").state == "closed"


def test_an_inspection_that_comes_late_takes_its_place_in_time(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 1, items=["1"]), town.report("c", 9, items=["1"]))
    town.take_in(town.report("b", 5, again=True))
    finding = only(town, "1")
    assert (finding.state, finding.repeat, finding.listings) == ("open", True, 2)
    on = {step.valid_on: step.state for step in Step.objects.filter(finding=finding.pk).order_by("seq")}
    assert on == {day(1): "open", day(5): "closed", day(9): "open"}


def test_counts_raise_one_finding_for_each_inspection_and_severity(people: Cast) -> None:
    counts = counting(people)
    done = counts.take_in(
        counts.report("a", 1, counts={"general": 3, "major": 1}),
        counts.report("b", 2, counts={"general": 2, "major": 1}),
    )
    assert done.findings == {"added": 4}
    findings = Finding.objects.order_by("raised_on", "grade__code").values_list("grade__code", "extent", "merges")
    assert list(findings) == [("general", 3, 0), ("major", 1, 0), ("general", 2, 0), ("major", 1, 0)]


def test_the_first_inspection_with_none_infers_closure_of_all_before(people: Cast) -> None:
    counts = counting(people)
    done = counts.take_in(
        counts.report("a", 1, counts={"general": 3, "major": 1}),
        counts.report("b", 2, counts={"general": 2, "major": 1}),
        counts.report("c", 3, counts={"general": 0, "major": 1}),
        counts.report("d", 4, counts={"general": 0, "major": 1}),
    )
    assert done.findings == {"added": 6, "closed_inferred": 2}
    closed = Finding.objects.filter(state="closed")
    assert set(closed.values_list("grade__code", "closed_on", "basis", "independence")) == {
        ("general", day(3), "inferred", None)
    }
    assert Finding.objects.filter(state="open", grade__code="major").count() == 4


def test_a_closed_unit_keeps_its_findings(people: Cast) -> None:
    town = listing(people)
    town.take_in(town.report("a", 1, items=["1"]))
    close_unit(people.coordinator, unit=people.bakery, on=day(5))
    assert only(town, "1").state == "open"
    assert town.take_in(town.report("b", 9, again=True)).findings == {"closed_verified": 1}
