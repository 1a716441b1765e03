"""What follows from inspections, against a reference that looks at all of them at once."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given

from paicha.findings.rules.following import Key, Life, Seen, Sighting, follow
from paicha.findings.rules.lifecycle import Standing
from paicha.findings.tests.sightings import ITEMS, SEVERITIES, counts, listings
from paicha.findings.tests.telling import START, day
from paicha.testing.scale import examples


def item_reference(sightings: Sequence[Sighting], item: int) -> Standing | None:
    """How the finding of an item stands after these inspections, from the intervals in which it was open.

    It opens at a listing and closes at the first re-inspection after it, of the family that listed it first of all,
    that does not list it; then it opens at the next listing.
    """
    listed = [number for number, each in enumerate(sightings) if item in each.listed]
    if not listed:
        return None
    family = sightings[listed[0]].family
    met = [n for n, each in enumerate(sightings) if each.closes and each.family == family and item not in each.listed]
    openings, closings = [listed[0]], []
    while True:
        closings += [number for number in met if number > openings[-1]][:1]
        if len(closings) < len(openings):
            break
        openings += [number for number in listed if number > closings[-1]][:1]
        if len(openings) == len(closings):
            break
    closed = len(closings) == len(openings)
    seen = [sightings[number].listed[item] for number in openings]
    deadline, extensions = None, 0
    for start, end in zip(openings, [*closings, len(sightings)], strict=False):
        deadline = sightings[start].listed[item].deadline or deadline
        for number in listed:
            stated = sightings[number].listed[item]
            if (
                start < number < end
                and stated.stated
                and stated.deadline
                and (not deadline or stated.deadline > deadline)
            ):
                deadline, extensions = stated.deadline, extensions + 1
    return Standing(
        state="closed" if closed else "open",
        extent=seen[0].extent,
        original_deadline=seen[0].deadline,
        deadline=deadline,
        closed_on=sightings[closings[-1]].on if closed else None,
        basis="verified" if closed else None,
        independence="unknown" if closed else None,
        extensions=extensions,
        listings=len(listed),
        merges=len(listed) - len(openings),
        closures=len(closings),
        reopenings=len(openings) - 1,
        repeat=len(openings) > 1,
    )


def count_reference(sightings: Sequence[Sighting], number: int, severity: str) -> Standing:
    """How what inspection `number` counted of a severity stands: closed by the first later one with none of it."""
    seen = sightings[number].listed[severity]
    end = next((each.on for each in sightings[number + 1 :] if severity in each.cleared), None)
    closed = {"closed_on": end, "basis": "inferred", "closures": 1} if end else {}
    return Standing("closed" if end else "open", seen.extent, seen.deadline, seen.deadline, **closed)  # type: ignore[arg-type]


def last(lives: dict[Key, Life]) -> dict[Key, Standing]:
    return {key: life.standing for key, life in lives.items()}


@examples(100)
@given(listings())
def test_items_stand_as_the_reference_has_them_after_every_inspection(sightings: list[Sighting]) -> None:
    for known in range(len(sightings) + 1):
        before = sightings[:known]
        expected = {(0, item): found for item in ITEMS if (found := item_reference(before, item))}
        assert last(follow(before)) == expected


@examples(50)
@given(counts())
def test_counts_stand_as_the_reference_has_them_after_every_inspection(sightings: list[Sighting]) -> None:
    for known in range(len(sightings) + 1):
        before = sightings[:known]
        expected = {
            (each.inspection, severity): count_reference(before, number, severity)
            for number, each in enumerate(before)
            for severity in SEVERITIES
            if severity in each.listed
        }
        assert last(follow(before)) == expected


@given(listings())
def test_steps_tell_which_inspection_made_them_and_never_go_back(sightings: list[Sighting]) -> None:
    days = {sighting.inspection: sighting.on for sighting in sightings}
    for life in follow(sightings).values():
        dates = [step.on for step in life.steps]
        assert dates == sorted(dates)
        assert [step.inspection is not None and days[step.inspection] for step in life.steps] == dates
        assert life.steps[0].verb == "raise"


def listing(
    number: int, on: int, *items: int, deadline: date | None = None, stated: bool = True, **more: object
) -> Sighting:
    seen = Seen(1, "general", deadline, stated and deadline is not None)
    return Sighting(
        number, day(on), str(more.get("family", "routine")), dict.fromkeys(items, seen), bool(more.get("closes"))
    )


def verbs(*sightings: Sighting) -> list[tuple[str, date]]:
    (life,) = follow(sightings).values()
    return [(step.verb, step.on) for step in life.steps]


def test_only_a_re_inspection_of_the_family_that_raised_closes() -> None:
    raised = listing(1, 0, 11)
    assert verbs(raised, listing(2, 5), listing(3, 6, closes=True, family="complaint")) == [("raise", START)]
    assert verbs(raised, listing(2, 5, closes=True)) == [("raise", START), ("close", day(5))]


def test_listed_by_another_family_is_merged_and_still_closed_by_its_own() -> None:
    told = verbs(listing(1, 0, 11), listing(2, 3, 11, family="complaint"), listing(3, 5, closes=True))
    assert told == [("raise", START), ("merge", day(3)), ("close", day(5))]


def test_a_later_stated_deadline_is_an_extension_but_a_default_one_is_none() -> None:
    due, later = day(30), day(60)
    first = listing(1, 0, 11, deadline=due)
    assert [verb for verb, _ in verbs(first, listing(2, 5, 11, deadline=later))] == ["raise", "merge", "extend"]
    assert [verb for verb, _ in verbs(first, listing(2, 5, 11, deadline=later, stated=False))] == ["raise", "merge"]
    assert [verb for verb, _ in verbs(first, listing(2, 5, 11, deadline=due))] == ["raise", "merge"]


def test_a_re_inspection_on_the_day_itself_closes() -> None:
    assert verbs(listing(1, 0, 11), listing(2, 0, closes=True)) == [("raise", START), ("close", START)]


def test_listed_after_closure_is_reopened_with_the_new_deadline() -> None:
    sightings = [listing(1, 0, 11, deadline=day(10)), listing(2, 5, closes=True), listing(3, 99, 11, deadline=day(120))]
    (life,) = follow(sightings).values()
    assert [step.verb for step in life.steps] == ["raise", "close", "reopen"]
    assert (life.standing.deadline, life.standing.original_deadline, life.standing.repeat) == (day(120), day(10), True)


def test_nothing_comes_of_nothing() -> None:
    assert follow([]) == {}
    assert follow([listing(1, 0), listing(2, 5, closes=True)]) == {}
    assert follow([Sighting(1, START + timedelta(1), "routine", {}, cleared=frozenset(SEVERITIES))]) == {}
