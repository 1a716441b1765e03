"""Drawing lines, opening units and renaming them."""

from datetime import date

import pytest

from paicha.kernel.problems import Problem
from paicha.orgs.actions.people import terminal
from paicha.orgs.actions.units import close_unit, draw_line, open_unit, rename_unit
from paicha.orgs.models import Line, Unit
from paicha.orgs.tests.telling import fresh, history, newest, path, refused
from paicha.testing.cast import OPENED, Cast
from paicha.testing.house import House

SAFETY = {"code": "safety", "kind": "sectoral", "name_zh": "安全", "name_en": "Safety"}


def test_a_line_is_drawn_by_who_may_everywhere(house: House) -> None:
    line = draw_line(terminal(), **SAFETY)
    assert (line.code, line.kind) == ("safety", "sectoral")
    assert newest().words == {"code": "safety"}


def test_a_line_is_not_drawn_by_others(people: Cast) -> None:
    with refused("not_allowed"):
        draw_line(people.coordinator, **SAFETY)


def test_a_code_of_a_line_is_used_once(people: Cast) -> None:
    with refused("already_there"):
        draw_line(people.terminal, **SAFETY | {"code": "food"})


def test_there_is_one_territorial_line(people: Cast) -> None:
    with refused("already_there"):
        draw_line(people.terminal, **SAFETY | {"kind": "territorial"})


def test_a_line_is_of_a_known_kind(people: Cast) -> None:
    with refused("value_invalid"):
        draw_line(people.terminal, **SAFETY | {"kind": "imaginary"})
    assert Line.objects.count() == 2


def test_a_unit_is_opened_where_the_coordinator_reaches(people: Cast) -> None:
    grill = open_unit(
        people.coordinator,
        code="grill",
        name="烧烤 Grill",
        line=people.territory,
        parent=people.south,
        kind="shop",
        inspected=True,
        opened_on=date(2025, 5, 1),
    )
    assert path(grill, people.territory) == ["city", "south", "grill"]
    assert newest().words == {"unit": "grill", "parent": "south"}
    (change,) = history(grill)
    assert (change.kind, change.inspected, change.opened_on, change.closed_on) == ("shop", True, date(2025, 5, 1), None)


def test_a_root_is_opened_by_who_may_everywhere(people: Cast) -> None:
    other = open_unit(people.terminal, code="other", name="Other", line=people.territory, parent=None)
    assert path(other, people.territory) == ["other"]
    assert newest().words["parent"] == "-"
    with refused("not_allowed"):
        open_unit(people.coordinator, code="third", name="Third", line=people.territory, parent=None)


@pytest.mark.parametrize(("who", "problem"), [("head", "not_allowed"), ("outsider", "absent"), ("owner", "absent")])
def test_a_unit_is_not_opened_by_others(who: str, problem: str, people: Cast) -> None:
    with refused(problem):
        open_unit(getattr(people, who), code="grill", name="Grill", line=people.territory, parent=people.north)


def test_a_code_of_a_unit_is_used_once(people: Cast) -> None:
    with refused("already_there"):
        open_unit(people.coordinator, code="bakery", name="Another", line=people.territory, parent=people.south)


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        ({"name": "  "}, "value_missing"),
        ({"code": ""}, "value_missing"),
        ({"name": "x" * 301}, "value_invalid"),
        ({"code": "x" * 301}, "value_invalid"),
    ],
)
def test_a_unit_needs_a_code_and_a_name_that_can_be_kept(texts: dict[str, str], problem: str, people: Cast) -> None:
    said = {"code": "grill", "name": "Grill"} | texts
    with refused(problem):
        open_unit(people.coordinator, line=people.territory, parent=people.south, **said)  # type: ignore[arg-type]


def test_nothing_is_opened_under_a_closed_unit(people: Cast) -> None:
    close_unit(people.coordinator, unit=people.bakery, on=OPENED)
    with refused("unit_closed"):  # though whoever asks still holds it as it was
        open_unit(people.coordinator, code="grill", name="Grill", line=people.territory, parent=people.bakery)


def test_a_parent_must_stand_in_the_line(people: Cast) -> None:
    with refused("absent"):
        open_unit(people.terminal, code="grill", name="Grill", line=people.food, parent=people.north)


def test_a_unit_is_renamed(people: Cast) -> None:
    rename_unit(people.coordinator, unit=people.bakery, name="面包房")
    assert fresh(people.bakery).name == "面包房"
    assert newest().words == {"unit": "bakery", "name": "面包房"}
    assert len(history(people.bakery)) == 2


def test_renaming_changes_nothing_that_was_changed_meanwhile(people: Cast) -> None:
    """The action reads the unit anew, whatever the caller still holds."""
    close_unit(people.coordinator, unit=people.bakery, on=date(2026, 1, 1))
    rename_unit(people.coordinator, unit=people.bakery, name="Baker")
    assert fresh(people.bakery).closed_on == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("who", "problem"), [("head", "not_allowed"), ("owner", "not_allowed"), ("outsider", "absent")]
)
def test_a_unit_is_not_renamed_by_others(who: str, problem: str, people: Cast) -> None:
    with refused(problem):
        rename_unit(getattr(people, who), unit=people.bakery, name="Mine")


@pytest.mark.parametrize(
    ("name", "problem"), [("", "value_missing"), (" \t", "value_missing"), ("x" * 301, "value_invalid")]
)
def test_a_name_says_something(name: str, problem: str, people: Cast) -> None:
    with refused(problem):
        rename_unit(people.coordinator, unit=people.bakery, name=name)


def test_a_unit_that_is_not_there_is_absent(people: Cast) -> None:
    with pytest.raises(Problem) as caught:
        rename_unit(people.terminal, unit=Unit(pk=10**9, code="nowhere"), name="Somewhere")
    assert caught.value.code == "absent"
