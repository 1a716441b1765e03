"""Merging units: one closes and stands under the other in each of its lines."""

from datetime import date

import pytest

from paicha.orgs.actions.people import give_post
from paicha.orgs.actions.units import close_unit, merge_unit, move_unit, open_unit, reopen_unit
from paicha.orgs.tests.telling import fresh, history, newest, path, refused
from paicha.testing.cast import OPENED, Cast

ON = date(2026, 1, 31)


def test_a_merged_unit_is_closed_and_stands_under_the_survivor_in_each_line(people: Cast) -> None:
    merge_unit(people.coordinator, unit=people.noodles, survivor=people.bakery, on=ON)
    merged = fresh(people.noodles)
    assert (merged.closed_on, merged.merged_into) == (ON, people.bakery)
    assert path(merged, people.territory) == ["city", "north", "bakery", "noodles"]
    assert path(merged, people.food) == ["food-office", "bakery", "noodles"]
    assert fresh(people.bakery).closed_on is None
    assert newest().words == {"unit": "noodles", "survivor": "bakery", "date": "2026-01-31"}
    assert newest().covers["orgs_placement/1"]["count"] == 2
    assert history(people.noodles)[-1].merged_into == people.bakery.pk


def test_what_stood_below_comes_with_it(people: Cast) -> None:
    merge_unit(people.coordinator, unit=people.north, survivor=people.south, on=ON)
    assert path(people.bakery, people.territory) == ["city", "south", "north", "bakery"]


def test_in_a_line_without_the_survivor_it_stays(people: Cast) -> None:
    merge_unit(people.coordinator, unit=people.noodles, survivor=people.canteen, on=ON)
    assert path(people.noodles, people.territory) == ["city", "north", "canteen", "noodles"]
    assert path(people.noodles, people.food) == ["food-office", "noodles"]


@pytest.mark.parametrize(("unit", "survivor"), [("city", "north"), ("north", "bakery"), ("bakery", "bakery")])
def test_a_unit_is_not_merged_into_itself_or_what_lies_below(unit: str, survivor: str, people: Cast) -> None:
    with refused("move_cycle"):
        merge_unit(people.terminal, unit=getattr(people, unit), survivor=getattr(people, survivor), on=ON)


def test_a_merged_unit_is_not_merged_again(people: Cast) -> None:
    merge_unit(people.coordinator, unit=people.noodles, survivor=people.bakery, on=ON)
    with refused("unit_closed"):
        merge_unit(people.coordinator, unit=people.noodles, survivor=people.canteen, on=ON)


def test_nothing_is_merged_into_a_closed_unit(people: Cast) -> None:
    close_unit(people.coordinator, unit=people.bakery, on=ON)
    with refused("unit_closed"):
        merge_unit(people.coordinator, unit=people.noodles, survivor=people.bakery, on=ON)


def test_a_unit_is_not_merged_before_it_was_opened(people: Cast) -> None:
    with refused("value_invalid"):
        merge_unit(people.coordinator, unit=people.noodles, survivor=people.bakery, on=date(2024, 12, 31))


@pytest.mark.parametrize(("who", "problem"), [("outsider", "not_allowed"), ("head", "absent")])
def test_units_are_not_merged_by_others(who: str, problem: str, people: Cast) -> None:
    with refused(problem):
        merge_unit(getattr(people, who), unit=people.noodles, survivor=people.bakery, on=ON)


def test_a_survivor_out_of_reach_is_absent(people: Cast) -> None:
    give_post(people.terminal, person=people.head, role="coordinator", line=people.territory, unit=people.north)
    with refused("absent"):
        merge_unit(people.head, unit=people.bakery, survivor=people.noodles, on=ON)


def test_an_office_of_one_line_merges_nothing_in_others(people: Cast) -> None:
    give_post(people.terminal, person=people.inspector, role="coordinator", line=people.food, unit=people.food_office)
    with refused("not_allowed"):
        merge_unit(people.inspector, unit=people.noodles, survivor=people.bakery, on=ON)


def test_a_merged_unit_that_opens_again_stays_where_it_stands(people: Cast) -> None:
    merge_unit(people.coordinator, unit=people.noodles, survivor=people.bakery, on=ON)
    reopen_unit(people.coordinator, unit=people.noodles)
    opened = fresh(people.noodles)
    assert (opened.closed_on, opened.merged_into) == (None, None)
    assert path(opened, people.territory)[-2:] == ["bakery", "noodles"]
    assert [change.merged_into for change in history(opened)] == [None, people.bakery.pk, None]


def test_a_unit_closes(people: Cast) -> None:
    close_unit(people.coordinator, unit=people.bakery, on=ON)
    assert fresh(people.bakery).closed_on == ON
    assert newest().words == {"unit": "bakery", "date": "2026-01-31"}
    assert [change.closed_on for change in history(people.bakery)] == [None, ON]


def test_a_closed_unit_is_not_closed_again(people: Cast) -> None:
    close_unit(people.coordinator, unit=people.bakery, on=ON)
    with refused("unit_closed"):
        close_unit(people.coordinator, unit=people.bakery, on=date(2026, 2, 1))


def test_a_unit_with_open_units_below_it_is_not_closed(people: Cast) -> None:
    with refused("unit_has_children") as caught:
        close_unit(people.coordinator, unit=people.north, on=ON)
    assert caught.value.params == {"unit": "north", "count": 2}  # type: ignore[attr-defined]
    for shop in (people.bakery, people.canteen):
        close_unit(people.coordinator, unit=shop, on=ON)
    close_unit(people.coordinator, unit=people.north, on=ON)


def test_a_unit_is_not_closed_before_it_was_opened(people: Cast) -> None:
    with refused("value_invalid"):
        close_unit(people.coordinator, unit=people.bakery, on=date(2024, 12, 31))
    close_unit(people.coordinator, unit=people.bakery, on=OPENED)


@pytest.mark.parametrize(("who", "problem"), [("owner", "not_allowed"), ("outsider", "absent")])
def test_a_unit_is_not_closed_or_reopened_by_others(who: str, problem: str, people: Cast) -> None:
    with refused(problem):
        close_unit(getattr(people, who), unit=people.bakery, on=ON)
    close_unit(people.coordinator, unit=people.bakery, on=ON)
    with refused(problem):
        reopen_unit(getattr(people, who), unit=people.bakery)


def test_a_closed_unit_opens_again(people: Cast) -> None:
    close_unit(people.coordinator, unit=people.bakery, on=ON)
    reopen_unit(people.coordinator, unit=people.bakery)
    assert fresh(people.bakery).closed_on is None
    assert newest().words == {"unit": "bakery"}
    assert [change.closed_on for change in history(people.bakery)] == [None, ON, None]


def test_an_open_unit_is_not_opened_again(people: Cast) -> None:
    with refused("wrong_state"):
        reopen_unit(people.coordinator, unit=people.bakery)


def test_nothing_opens_again_under_a_closed_unit(people: Cast) -> None:
    oven = open_unit(people.coordinator, code="oven", name="Oven", line=people.territory, parent=people.bakery)
    for unit in (oven, people.bakery):
        close_unit(people.coordinator, unit=unit, on=ON)
    with refused("unit_closed"):
        reopen_unit(people.coordinator, unit=oven)
    move_unit(people.coordinator, unit=oven, line=people.territory, parent=people.canteen)
    reopen_unit(people.coordinator, unit=oven)
