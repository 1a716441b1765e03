"""Many units at once, as a file describes them: what is new is added, the rest follows, and nothing settled is lost."""

from datetime import date

import pytest

from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.orgs.actions.intake import Intake, Level, UnitWish, take_in_units
from paicha.orgs.actions.units import close_unit, merge_unit, move_unit, rename_unit
from paicha.orgs.labels import UNPLACED
from paicha.orgs.models import Unit
from paicha.orgs.queries import unplaced_units
from paicha.orgs.tests.telling import fresh, history, moves, newest, path, refused
from paicha.testing.cast import Cast

ROOT = Level("town", "town", "Town")
WARD_1, WARD_2 = Level("town/ward-1", "ward", "Ward 1"), Level("town/ward-2", "ward", "Ward 2")
BLOCK_1, BLOCK_2 = Level("town/ward-1/b-7", "block", "Block 7"), Level("town/ward-2/b-7", "block", "Block 7")
NOWHERE = Level("town/unplaced-territorial", UNPLACED, "Unplaced")


def take_in(people: Cast, *wishes: UnitWish) -> Intake:
    return take_in_units(people.terminal, source="town", wishes=wishes)


def grill(*levels: Level, **said: object) -> UnitWish:
    """A wish for the grill below these levels of the territory; nothing about its place without any."""
    places = {"territorial": [(ROOT, *levels)]} if levels else {}
    return UnitWish("grill", places=places, **said)  # type: ignore[arg-type]


def unit(code: str = "grill") -> Unit:
    return Unit.objects.get(code=code)


def test_a_unit_comes_with_the_levels_above_it(people: Cast) -> None:
    done = take_in(people, grill(WARD_1, BLOCK_1, name="Grill", kind="shop", opened_on=date(2020, 1, 2)))
    assert (done.added, done.changed, done.moved) == (frozenset({"grill"}), frozenset(), frozenset())
    assert path(unit(), people.territory) == ["town", "town/ward-1", "town/ward-1/b-7", "grill"]
    assert (unit().inspected, unit("town/ward-1").inspected) == (True, False)
    assert unit("town/ward-1").name == "Ward 1"
    assert done.units["grill"] == unit()
    assert newest().words == {"source": "town", "added": 1, "changed": 0, "moved": 0}


def test_a_second_time_nothing_changes(people: Cast) -> None:
    wish = {"name": "Grill", "attributes": {"risk": "high"}, "opened_on": date(2020, 1, 2)}
    take_in(people, grill(WARD_1, **wish))
    before = head()
    done = take_in(people, grill(WARD_1, **wish))
    assert (done.added, done.changed, done.moved) == (frozenset(), frozenset(), frozenset())
    assert head() == before


def test_what_is_said_is_followed_and_what_is_blank_leaves_what_is_there(people: Cast) -> None:
    first = {"name": "Grill", "kind": "shop", "address": "1 Road", "latitude_e6": 1, "longitude_e6": 2}
    take_in(people, grill(WARD_1, attributes={"risk": "high", "zip": "1"}, **first))
    done = take_in(people, grill(WARD_1, name="Grill & Bar", attributes={"risk": "", "zip": "2"}))
    found = unit()
    assert done.changed == {"grill"}
    assert (found.name, found.kind, found.address) == ("Grill & Bar", "shop", "1 Road")
    assert (found.latitude_e6, found.longitude_e6) == (1, 2)
    assert found.attributes == {"risk": "high", "zip": "2"}
    assert len(history(found)) == 2


def test_half_a_position_is_none(people: Cast) -> None:
    take_in(people, grill(WARD_1, latitude_e6=5))
    assert (unit().latitude_e6, unit().longitude_e6) == (None, None)


def test_the_opening_only_moves_back(people: Cast) -> None:
    for said, kept in ((None, None), (5, 5), (7, 5), (3, 3), (None, 3)):
        take_in(people, grill(WARD_1, opened_on=said and date(2020, 1, said)))
        assert unit().opened_on == (kept and date(2020, 1, kept))


def test_a_closed_unit_stays_closed(people: Cast) -> None:
    take_in(people, grill(WARD_1))
    close_unit(people.terminal, unit=unit(), on=date(2026, 1, 1))
    take_in(people, grill(WARD_2, name="Grill again"))
    assert unit().closed_on == date(2026, 1, 1)


def test_blocks_of_one_number_in_two_wards_stay_apart(people: Cast) -> None:
    other = UnitWish("bar", places={"territorial": [(ROOT, WARD_2, BLOCK_2)]})
    take_in(people, grill(WARD_1, BLOCK_1), other)
    assert unit("town/ward-1/b-7") != unit("town/ward-2/b-7")
    assert path(unit("bar"), people.territory)[1:3] == ["town/ward-2", "town/ward-2/b-7"]
    assert path(unit(), people.territory)[1:3] == ["town/ward-1", "town/ward-1/b-7"]


def test_a_unit_moves_when_the_source_says_so(people: Cast) -> None:
    take_in(people, grill(WARD_1, BLOCK_1))
    done = take_in(people, grill(WARD_2))
    assert done.moved == {"grill"}
    assert path(unit(), people.territory) == ["town", "town/ward-2", "grill"]
    assert len(moves(unit(), people.territory)) == 2
    assert newest().words["moved"] == 1


def test_a_unit_moves_further_down_when_more_is_known(people: Cast) -> None:
    take_in(people, grill(WARD_1))
    take_in(people, grill(WARD_1, BLOCK_1))
    assert path(unit(), people.territory)[2:] == ["town/ward-1/b-7", "grill"]


@pytest.mark.parametrize("vaguer", [(WARD_1,), (NOWHERE,), ()])
def test_a_vaguer_place_moves_nothing(vaguer: tuple[Level, ...], people: Cast) -> None:
    take_in(people, grill(WARD_1, BLOCK_1))
    done = take_in(people, UnitWish("grill", places={"territorial": [(ROOT, *vaguer)]}))
    assert done.moved == frozenset()
    assert path(unit(), people.territory) == ["town", "town/ward-1", "town/ward-1/b-7", "grill"]


def test_within_one_intake_the_last_place_holds_but_a_vaguer_one_does_not(people: Cast) -> None:
    places = [(ROOT, NOWHERE), (ROOT, WARD_1), (ROOT, WARD_2, BLOCK_2), (ROOT, WARD_2), (ROOT, NOWHERE)]
    take_in(people, UnitWish("grill", places={"territorial": places}))
    assert path(unit(), people.territory) == ["town", "town/ward-2", "town/ward-2/b-7", "grill"]
    assert list(check()) == []


def test_a_unit_that_nobody_could_place_is_counted_and_moves_later(people: Cast) -> None:
    take_in(people, grill(NOWHERE))
    assert unplaced_units(["territorial"]) == 1
    take_in(people, grill(WARD_1))
    assert unplaced_units(["territorial"]) == 0
    assert path(unit(), people.territory) == ["town", "town/ward-1", "grill"]


def test_each_line_has_places_of_its_own(people: Cast) -> None:
    trade = Level("town-food/shop", "trade", "Shop")
    both: dict[str, list[tuple[Level, ...]]] = {
        "territorial": [(ROOT, WARD_1)],
        "food": [(Level("town-food", "root", "Food"), trade)],
    }
    take_in(people, UnitWish("grill", places=both))
    assert path(unit(), people.territory) == ["town", "town/ward-1", "grill"]
    assert path(unit(), people.food) == ["town-food", "town-food/shop", "grill"]


def test_a_level_that_people_moved_or_renamed_stays_as_they_left_it(people: Cast) -> None:
    take_in(people, grill(WARD_1))
    move_unit(people.terminal, unit=unit("town/ward-1"), line=people.territory, parent=people.north)
    rename_unit(people.terminal, unit=unit("town/ward-1"), name="Harbour")
    take_in(people, grill(WARD_1), UnitWish("bar", places={"territorial": [(ROOT, WARD_1)]}))
    assert path(unit("bar"), people.territory) == ["city", "north", "town/ward-1", "bar"]
    assert path(unit(), people.territory) == ["city", "north", "town/ward-1", "grill"]
    assert unit("town/ward-1").name == "Harbour"


def test_a_merged_unit_stays_under_its_survivor(people: Cast) -> None:
    """What a later file says of its place no longer counts: it stands where the survivor stands."""
    take_in(people, grill(WARD_1), UnitWish("bar", places={"territorial": [(ROOT, WARD_1)]}))
    merge_unit(people.terminal, unit=unit(), survivor=unit("bar"), on=date(2026, 1, 1))
    take_in(people, grill(WARD_2, name="Grill"), UnitWish("bar", places={"territorial": [(ROOT, WARD_2)]}))
    assert path(unit(), people.territory) == ["town", "town/ward-2", "bar", "grill"]
    assert list(check()) == []


def test_units_that_stand_below_each_other_move_together(people: Cast) -> None:
    """The canteen stands below the grill; the file moves both, each to a ward of its own."""
    take_in(people, grill(WARD_1))
    move_unit(people.terminal, unit=people.canteen, line=people.territory, parent=unit())
    moved = take_in(people, grill(WARD_2), UnitWish("canteen", places={"territorial": [(ROOT, BLOCK_1)]}))
    assert moved.moved == {"grill", "canteen"}
    assert path(unit(), people.territory) == ["town", "town/ward-2", "grill"]
    assert path(fresh(people.canteen), people.territory) == ["town", "town/ward-1/b-7", "canteen"]
    assert list(check()) == []


def test_a_unit_is_not_placed_below_itself(people: Cast) -> None:
    take_in(people, grill(WARD_1))
    move_unit(people.terminal, unit=unit("town/ward-1"), line=people.territory, parent=people.bakery)
    done = take_in(people, UnitWish("bakery", places={"territorial": [(ROOT, WARD_1)]}))
    assert done.moved == frozenset()
    assert path(people.bakery, people.territory) == ["city", "north", "bakery"]


def test_a_line_that_is_not_there_is_absent(people: Cast) -> None:
    with refused("absent"):
        take_in(people, UnitWish("grill", places={"nowhere": [(ROOT,)]}))


def test_only_those_who_change_units_everywhere_take_units_in(people: Cast) -> None:
    with refused("not_allowed"):
        take_in_units(people.coordinator, source="town", wishes=[grill(WARD_1)])


def test_nothing_to_take_in_changes_nothing(people: Cast) -> None:
    before = head()
    assert take_in(people).units == {}
    assert head() == before


def test_a_name_that_cannot_be_kept_is_a_mistake_found_before(people: Cast) -> None:
    """The door cuts nothing off silently: coordinates off the earth are refused by the database itself."""
    with pytest.raises(Exception, match="latitude") as caught:
        take_in(people, grill(WARD_1, latitude_e6=90_000_001, longitude_e6=0))
    assert not isinstance(caught.value, Problem)
    assert not Unit.objects.filter(code="grill").exists()
