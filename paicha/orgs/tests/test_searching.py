"""Units are found by their names and codes: Chinese by any part, other words by their beginning."""

from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st

from paicha.kernel.scope import Range
from paicha.orgs.actions.intake import UnitWish, take_in_units
from paicha.orgs.actions.units import open_unit, rename_unit
from paicha.orgs.models import Placement, Unit
from paicha.orgs.searching import beginning, found_once, matching, matching_soon, tokens
from paicha.testing.cast import Cast
from paicha.testing.scale import examples

HAN = "北京路小学中山一二"
PARTS = st.text(alphabet=HAN, min_size=1, max_size=7) | st.sampled_from(["No.5", "A座", "（分校）", "-", "Bakery", "É"])
NAMES = st.lists(st.lists(PARTS, min_size=1, max_size=3).map("".join), min_size=1, max_size=6)
numbers = count()


def named(people: Cast, names: list[str]) -> list[Unit]:
    """Units of these names."""
    start = next(numbers)
    wishes = [UnitWish(code=f"x{start}-{place}", name=name) for place, name in enumerate(names)]
    return list(take_in_units(people.terminal, source="test", wishes=wishes).units.values())


def found(text: str) -> set[str]:
    """The names of the units that are found."""
    return set(Unit.objects.filter(matching(text)).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京路小学", ["北京", "京路", "路小", "小学", "学"]),
        ("No.5 北京", ["no", "5", "北京", "京"]),
        ("ＡＢ１２", ["ab12"]),
        ("A座", ["a", "座"]),
        ("snake_case-code/7", ["snake", "case", "code", "7"]),
        ("十〇七々", ["十〇", "〇七", "七々", "々"]),
        ("！，。", []),
    ],
)
def test_a_text_has_these_words(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@examples(15)
@given(names=NAMES, data=st.data())
def test_every_part_of_a_chinese_name_finds_it_and_nothing_without_it(
    people: Cast, names: list[str], data: st.DataObject
) -> None:
    units = named(people, names)
    name = data.draw(st.sampled_from([unit.name for unit in units]))
    spaced = "".join(each if each in HAN else " " for each in name)
    runs = [run for run in spaced.split() if len(run) > 1]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 2))
    part = run[start : data.draw(st.integers(start + 2, len(run)))]
    assert name in found(part)
    assert all(part in each for each in found(part))


@examples(10)
@given(names=NAMES)
def test_one_character_finds_every_name_that_has_it(people: Cast, names: list[str]) -> None:
    named(people, names)
    for character in "北学二":
        assert found(character) == {name for name in Unit.objects.values_list("name", flat=True) if character in name}


@given(text=st.text(max_size=30))
@example(text="\" OR NEAR(a b) * ^ : ( ) - ' \\ & | ! <->")
@example(text="北" * 300)
@example(text=" ".join("abcdefghijklmnopq"))
def test_any_search_is_answered(people: Cast, text: str) -> None:
    if "\0" not in text:
        list(Unit.objects.filter(matching(text)))
        list(Unit.objects.filter(matching_soon(text, "pk", None)))


def test_units_outside_are_left_out_of_what_is_looked_up(people: Cast) -> None:
    for unit, name in ((people.bakery, "北京路面包房"), (people.south, "北京路南区")):
        rename_unit(people.terminal, unit=unit, name=name)
    assert set(Unit.objects.filter(matching_soon("北京", "pk", None))) == {people.bakery, people.south}
    for unit in (people.bakery, people.south):
        place = Placement.objects.get(unit=unit, line=people.territory)
        where = (Range(place.line_id, place.path),)
        assert list(Unit.objects.filter(matching_soon("北京", "pk", where))) == [unit]
    assert not Unit.objects.filter(matching_soon("北京", "pk", ())).exists()


def test_units_are_looked_up_once_for_all_lists_of_a_search(people: Cast) -> None:
    with CaptureQueriesContext(connection) as asked, found_once():
        for key in ("pk", "unit", "pk"):
            matching_soon("bakery", key, None)
    assert len(asked) == 1


@pytest.mark.parametrize("text", ["bak", "BAKERY", "Bak", "ｂａｋｅｒｙ", "bakery"])
def test_a_word_is_found_by_its_beginning(people: Cast, text: str) -> None:
    assert found(text) == {"Bakery"}


@pytest.mark.parametrize("text", ["akery", "bakeryx", "bakery canteen", "", "***"])
def test_what_is_not_there_is_not_found(people: Cast, text: str) -> None:
    assert found(text) == set()


def test_codes_are_found_by_the_beginning_of_each_part(people: Cast) -> None:
    take_in_units(people.terminal, source="test", wishes=[UnitWish(code="KJ-2041/b", name="Corner")])
    for text in ("KJ-2041/b", "kj", "2041", "kj-20", "204 b"):
        assert found(text) == {"Corner"}
    assert found("041") == set()


def test_a_unit_is_found_as_soon_as_it_is_open_and_by_its_new_name_only(people: Cast) -> None:
    unit = open_unit(people.terminal, code="school", name="北京路小学", line=people.territory, parent=people.north)
    assert found("京路") == {"北京路小学"}
    rename_unit(people.terminal, unit=unit, name="中山路小学")
    assert found("京路") == set()
    assert found("中山") == {"中山路小学"}


def test_an_action_that_is_taken_back_leaves_no_words(people: Cast) -> None:
    with pytest.raises(Exception, match="already"):
        take_in_and_fail(people)
    assert found("幽灵") == set()


def take_in_and_fail(people: Cast) -> None:
    """An action that opens a unit and then cannot go on."""
    from paicha.orgs.acting import action, record
    from paicha.orgs.entries import FOUNDED
    from paicha.orgs.models import Person

    @action
    def open_twice(by: Person) -> None:
        for _ in range(2):
            open_unit(by, code="ghost", name="幽灵小学", line=people.territory, parent=people.north)
        record(FOUNDED)

    open_twice(people.terminal)


def test_a_beginning_is_the_same_on_each_database(people: Cast) -> None:
    codes = set(Unit.objects.filter(beginning("code", "no")).values_list("code", flat=True))
    assert codes == {"north", "noodles"}
    assert not Unit.objects.filter(beginning("code", "No%")).exists()
