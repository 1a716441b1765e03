"""The edges that the figures' sentences settle, each in a world small enough to count on the fingers."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from paicha.figures.asking import Answer, ask, rows
from paicha.figures.tests.world import World, closed, day, reopened
from paicha.testing.house import House

DUE = {"original_deadline": day(30), "deadline": day(30)}


@pytest.fixture
def world(sqlite_house: House) -> World:
    """A city (1) with one unit (10) and a checklist of two items."""
    made = World()
    made.unit(1, "/", inspected=False)
    made.unit(10, "/1/")
    for item in (1, 2):
        made.add("version_item", version=1, item=item, order=item)
    return made


def counts(answer: Answer) -> tuple[int | None, int | None]:
    """Numerator and denominator."""
    return answer.numerator, answer.denominator


def asked(world: World, name: str, on: date | None = None, **also: Any) -> tuple[int | None, int | None]:
    """Commit what waits and ask."""
    if world.waiting:
        world.commit()
    return counts(ask(name, on=on, **also))


def test_closed_on_the_deadline_is_in_time(world: World) -> None:
    world.life(1, (0, {}), closed(30), **DUE)
    world.life(2, (0, {}), closed(31), **DUE)
    assert asked(world, "closure_rate_due", day(29)) == (0, 0)
    assert asked(world, "closure_rate_due", day(30)) == (1, 2)
    assert asked(world, "closure_rate_due", day(31)) == (2, 2)
    assert asked(world, "overdue_original_rate", day(31)) == (1, 2)


def test_on_the_day_of_the_deadline_a_finding_is_not_overdue(world: World) -> None:
    world.life(1, (0, {}), **DUE)
    world.step(2, 0)
    assert asked(world, "overdue_rate", day(30)) == (0, 2)
    assert asked(world, "overdue_rate", day(31)) == (1, 2)


def test_an_extension_moves_the_current_deadline_only(world: World) -> None:
    world.life(1, (0, {}), (20, {"verb": "extend", "deadline": day(60), "extensions": 1}), **DUE)
    assert asked(world, "overdue_rate", day(40)) == (0, 1)
    assert asked(world, "overdue_original_rate", day(40)) == (1, 1)
    assert asked(world, "extension_rate", day(40)) == (1, 1)
    assert asked(world, "extension_rate", day(19)) == (0, 0)


def test_an_inferred_closure_is_no_verified_one(world: World) -> None:
    world.life(1, (0, {}), closed(10, "inferred"), **DUE)
    world.life(2, (0, {}), closed(10), **DUE)
    assert asked(world, "closure_rate_all", day(40)) == (1, 2)
    assert asked(world, "closure_rate_due", day(40)) == (1, 2)
    assert asked(world, "inferred_closure_share", day(40)) == (1, 2)
    assert asked(world, "overdue_original_rate", day(40)) == (1, 2)
    assert asked(world, "overdue_rate", day(40)) == (0, 0)
    assert asked(world, "median_days_to_closure", day(40)) == (1, 2)


@pytest.mark.parametrize(
    "name",
    ["findings_total", "closure_rate_all", "major_share", "merge_rate", "median_days_to_closure", "extent_total"],
)
def test_a_withdrawn_finding_is_in_no_figure(world: World, name: str) -> None:
    world.life(1, (0, {}), (5, {"verb": "withdraw", "state": "withdrawn"}), **DUE)
    assert asked(world, name, day(4))[-1] == 1 or asked(world, name, day(4))[0] == 1
    assert {asked(world, name, day(5))[0], asked(world, name, day(5))[1]} <= {0, None}


def test_what_is_closed_early_and_open_again_was_in_time_by_its_deadline(world: World) -> None:
    world.life(1, (0, {}), closed(10), reopened(50), **DUE)
    world.life(2, (0, {}), closed(10), reopened(20), **DUE)
    assert asked(world, "overdue_original_rate", day(60)) == (1, 2)
    assert asked(world, "closure_rate_due", day(60)) == (0, 2)


def test_days_to_closure_end_with_the_first_verified_closure(world: World) -> None:
    world.life(1, (0, {}), closed(10), reopened(100), closed(150, closures=2, reopenings=1))
    world.life(2, (0, {}), closed(10))
    world.commit()
    answer = ask("median_days_to_closure", on=day(200))
    assert (answer.value, *counts(answer)) == (10, 2, 2)


def test_a_closure_with_less_than_ninety_days_is_not_followed_yet(world: World) -> None:
    world.life(1, (0, {}), closed(10), reopened(100))
    world.life(2, (0, {}), closed(10), reopened(101))
    assert asked(world, "reopened_rate", day(99)) == (0, 0)
    assert asked(world, "reopened_rate", day(100)) == (1, 2)
    assert asked(world, "reopened_rate", day(150)) == (1, 2)


def test_each_closure_of_a_finding_is_followed(world: World) -> None:
    world.life(1, (0, {}), closed(10), reopened(50), closed(60, closures=2), reopened(200, reopenings=2))
    assert asked(world, "reopened_rate", day(300)) == (1, 2)
    found = rows("reopened_rate", on=day(300)).rows
    assert [(row.key, row.values["hit"]) for row in found] == [("1:1", True), ("1:2", False)]


def test_a_repeat_needs_the_item_checked_again_within_twelve_months(world: World) -> None:
    for finding, item in ((1, 1), (2, 2)):
        world.life(finding, (0, {}), closed(10), item=item)
    world.life(3, (0, {}), closed(10), item=None)
    assert asked(world, "repeat_rate", day(400)) == (0, 0)
    world.inspect(10, 10, {1: "failed"})
    world.inspect(10, 50, {1: "failed"}, held=False)
    assert asked(world, "repeat_rate", day(400)) == (0, 0)
    world.inspect(10, 60, {1: "na"})
    assert asked(world, "repeat_rate", day(400)) == (0, 1)
    world.inspect(10, 376, {1: "failed"})
    assert asked(world, "repeat_rate", day(400)) == (1, 2)
    assert asked(world, "repeat_rate", day(375)) == (0, 1)
    world.inspect(10, 377, {2: "failed"})
    assert asked(world, "repeat_rate", day(400)) == (1, 2)


def test_attempts_not_held_are_in_no_rate(world: World) -> None:
    world.inspect(10, 1, {1: "failed"}, held=False)
    assert asked(world, "attempts_not_held") == (1, None)
    for name in ("failed_inspection_rate", "zero_finding_rate", "item_failure_rate", "units_with_findings_rate"):
        assert asked(world, name) == (0, 0)
    assert asked(world, "inspection_coverage_rate") == (0, 1)
    assert asked(world, "units_inspected") == (0, None)


def test_items_not_applicable_are_not_checked(world: World) -> None:
    world.inspect(10, 1, {1: "failed", 2: "na"})
    world.inspect(10, 2, {2: "noted"})
    world.inspect(10, 3, version=None)
    assert asked(world, "item_failure_rate") == (1, 3)
    answer = ask("item_failure_rate", by="item")
    assert [(group.key, *counts_of(group)) for group in answer.groups] == [("1", 1, 2), ("2", 0, 1)]
    assert counts(ask("item_failure_rate", filters={"item": "2"})) == (0, 1)


def counts_of(group: Any) -> tuple[int | None, int | None]:
    """Numerator and denominator of a group."""
    return group.numerator, group.denominator


def test_only_the_last_edition_of_an_inspection_counts(world: World) -> None:
    number = world.inspect(10, 1, {1: "failed", 2: "failed"})
    before = world.commit()
    world.inspect(10, 1, {1: "noted"}, inspection=number, edition=2)
    assert asked(world, "item_failure_rate") == (0, 2)
    assert asked(world, "item_failure_rate", at=before) == (2, 2)


def test_a_unit_counts_while_it_is_open(world: World) -> None:
    world.unit(11, "/1/", opened_on=day(100))
    world.unit(12, "/1/", opened_on=None)
    world.unit(13, "/1/", closed_on=day(50))

    def units(since: int, until: int) -> int | None:
        return asked(world, "units_total", period=(day(since), day(until)))[0]

    assert [units(0, 10), units(50, 99), units(51, 99), units(51, 100)] == [2, 2, 1, 2]
    assert asked(world, "units_total", day(99)) == (2, None)


def test_gaps_reach_back_beyond_the_period(world: World) -> None:
    for on in (0, 10, 40):
        world.inspect(10, on)
    world.inspect(10, 35, held=False)
    world.commit()
    answer = ask("median_days_between_inspections", period=(day(20), day(60)))
    assert (answer.value, answer.denominator) == (30, 1)
    assert ask("median_days_between_inspections").value == 20


def test_a_period_counts_both_its_ends(world: World) -> None:
    for on in (9, 10, 20, 21):
        world.inspect(10, on)
    assert asked(world, "inspections_total", period=(day(10), day(20))) == (2, None)
    assert asked(world, "inspections_total", period=(day(20), None)) == (2, None)
    assert asked(world, "inspections_total", period=(None, day(9))) == (1, None)


def test_on_a_day_nothing_is_known_that_happens_later(world: World) -> None:
    world.inspect(10, 5)
    world.step(1, 5)
    assert asked(world, "inspections_total", day(4)) == asked(world, "findings_total", day(4)) == (0, None)
    assert asked(world, "inspections_total", day(5)) == asked(world, "findings_total", day(5)) == (1, None)


def test_merges_and_repeats_are_listings(world: World) -> None:
    world.life(1, (0, {}), (5, {"verb": "merge", "listings": 2, "merges": 1}), closed(8), reopened(9, listings=3))
    world.step(2, 0)
    assert asked(world, "merge_rate", day(10)) == (1, 4)


@pytest.mark.parametrize("make", [lambda world: world.step(1, 0, graded=False), lambda world: None])
def test_what_is_not_graded_has_no_share(world: World, make: Callable[[World], None]) -> None:
    make(world)
    world.commit()
    answer = ask("major_share")
    assert (answer.value, *counts(answer)) == (None, 0, 0)
