"""Moving units, with all below them, in one line."""

import pytest

from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.orgs.actions.people import give_post
from paicha.orgs.actions.units import close_unit, move_unit, open_unit
from paicha.orgs.models import Placement
from paicha.orgs.tests.telling import moves, newest, path, refused
from paicha.testing.cast import OPENED, Cast


def test_a_unit_moves_with_all_below_it(people: Cast) -> None:
    move_unit(people.coordinator, unit=people.north, line=people.territory, parent=people.south)
    assert path(people.north, people.territory) == ["city", "south", "north"]
    assert path(people.bakery, people.territory) == ["city", "south", "north", "bakery"]
    assert path(people.noodles, people.territory) == ["city", "south", "noodles"]
    assert Placement.objects.get(unit=people.bakery, line=people.territory).depth == 3
    assert newest().words == {"unit": "north", "parent": "south", "line": "territorial", "count": 2}


def test_a_move_is_in_one_line_only(people: Cast) -> None:
    move_unit(people.coordinator, unit=people.bakery, line=people.territory, parent=people.south)
    assert path(people.bakery, people.food) == ["food-office", "bakery"]


def test_earlier_places_stay_in_the_history(people: Cast) -> None:
    city, north, south, bakery = people.city.pk, people.north.pk, people.south.pk, people.bakery.pk
    move_unit(people.coordinator, unit=people.north, line=people.territory, parent=people.south)
    old, new = f"/{city}/{north}/{bakery}/", f"/{city}/{south}/{north}/{bakery}/"
    assert moves(people.bakery, people.territory) == [old, new]


def test_a_unit_gets_its_first_place_in_a_line(people: Cast) -> None:
    move_unit(people.terminal, unit=people.canteen, line=people.food, parent=people.food_office)
    assert path(people.canteen, people.food) == ["food-office", "canteen"]
    assert newest().words["count"] == 0


@pytest.mark.parametrize("parent", ["city", "north", "bakery"])
def test_a_unit_is_not_placed_below_itself(parent: str, people: Cast) -> None:
    with refused("move_cycle"):
        move_unit(people.terminal, unit=people.city, line=people.territory, parent=getattr(people, parent))


def test_a_second_time_nothing_changes(people: Cast) -> None:
    for _ in range(2):
        move_unit(people.coordinator, unit=people.bakery, line=people.territory, parent=people.south)
        position = head()
    assert newest().kind == "orgs.unit_moved"
    assert head() == position
    assert len(moves(people.bakery, people.territory)) == 2


def test_a_move_and_back_again_are_two_moves(people: Cast) -> None:
    for parent in (people.south, people.north):
        move_unit(people.coordinator, unit=people.bakery, line=people.territory, parent=parent)
    first, _, last = moves(people.bakery, people.territory)
    assert first == last


def test_nothing_moves_under_a_closed_unit(people: Cast) -> None:
    close_unit(people.coordinator, unit=people.bakery, on=OPENED)
    with refused("unit_closed"):
        move_unit(people.coordinator, unit=people.canteen, line=people.territory, parent=people.bakery)


def test_a_parent_must_stand_in_the_line(people: Cast) -> None:
    with refused("absent"):
        move_unit(people.terminal, unit=people.bakery, line=people.food, parent=people.south)


@pytest.mark.parametrize(("who", "problem"), [("head", "not_allowed"), ("outsider", "absent"), ("inspector", "absent")])
def test_a_unit_is_not_moved_by_others(who: str, problem: str, people: Cast) -> None:
    with refused(problem):
        move_unit(getattr(people, who), unit=people.canteen, line=people.territory, parent=people.south)


def test_a_parent_out_of_reach_is_absent(people: Cast) -> None:
    give_post(people.terminal, person=people.head, role="coordinator", line=people.territory, unit=people.north)
    with refused("absent"):
        move_unit(people.head, unit=people.bakery, line=people.territory, parent=people.south)


def test_an_office_of_one_line_changes_no_other_line(people: Cast) -> None:
    """It reaches both units, but where they stand in the territory is not its business."""
    give_post(people.terminal, person=people.inspector, role="coordinator", line=people.food, unit=people.food_office)
    with refused("not_allowed"):
        move_unit(people.inspector, unit=people.bakery, line=people.territory, parent=people.noodles)
    with refused("not_allowed"):
        open_unit(people.inspector, code="oven", name="Oven", line=people.territory, parent=people.bakery)
    move_unit(people.inspector, unit=people.bakery, line=people.food, parent=people.noodles)
    assert path(people.bakery, people.food) == ["food-office", "noodles", "bakery"]
    assert path(people.bakery, people.territory) == ["city", "north", "bakery"]
    assert list(check()) == []
