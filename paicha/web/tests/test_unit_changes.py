"""Changing units in the browser: a form, a preview that writes nothing, the change; who may, and who may not."""

import re
from typing import Any

import pytest

from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.orgs.actions.units import rename_unit
from paicha.orgs.conditions import last_change
from paicha.orgs.models import Unit
from paicha.orgs.tests.telling import newest, path
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.cast import Cast
from paicha.testing.visitor import counted
from paicha.web.tests.reading import english, text_of

VERBS = ("rename", "move", "merge", "close", "reopen")


def address(unit: Unit, verb: str) -> str:
    return f"/units/{unit.pk}/{verb}"


def sent(person: Any, unit: Unit, verb: str, step: str = "preview", **fields: str) -> Any:
    """The form of a verb, sent as the page gives it."""
    hidden = {"seen": str(last_change(unit)), "was_name": unit.name}
    return english(person).post(address(unit, verb), {**hidden, "step": step, **fields})


@pytest.mark.parametrize("verb", VERBS)
def test_every_form_opens_for_who_may_change_the_unit(verb: str, people: Cast) -> None:
    page = english(people.coordinator).get(address(people.bakery, verb))
    assert page.status_code == 200
    assert "Bakery" in text_of(page)


@pytest.mark.parametrize("verb", VERBS)
def test_who_sees_the_unit_but_may_not_change_it_is_told_so(verb: str, people: Cast) -> None:
    for method in ("get", "post"):
        page = getattr(english(people.head), method)(address(people.bakery, verb))
        assert page.status_code == 403
        assert "not_allowed" in text_of(page)


@pytest.mark.parametrize("verb", VERBS)
def test_a_unit_out_of_reach_is_absent_and_so_is_none(verb: str, people: Cast) -> None:
    for number in (str(people.noodles.pk), "999999", "9" * 30):
        page = english(people.head).get(f"/units/{number}/{verb}")
        assert page.status_code == 404
        assert not any(word in text_of(page) for word in OUTSIDE)


def test_a_unit_is_renamed_after_a_look(people: Cast) -> None:
    english(people.coordinator)
    before = head()
    page = sent(people.coordinator, people.bakery, "rename", name="Old Bakery")
    assert page.status_code == 200
    assert "Old Bakery" in text_of(page)
    assert head() == before, "a preview writes nothing"
    done = sent(people.coordinator, people.bakery, "rename", "confirm", name="Old Bakery")
    assert done.status_code == 302
    assert done["Location"] == f"/units/{people.bakery.pk}"
    assert Unit.objects.get(pk=people.bakery.pk).name == "Old Bakery"
    assert newest().by == people.coordinator.pk


def test_a_move_tells_what_moves_and_who_gains_and_loses_sight(busy: Busy) -> None:
    people = busy.cast
    page = sent(people.coordinator, people.bakery, "move", line="territorial", parent="south")
    said = text_of(page)
    assert "from North to South" in said
    assert "head · North" in said
    assert "head · South" in said
    assert "No longer sees it" in said
    assert "Now sees it, with its whole history" in said
    assert re.search(r">2</a> → <b>1</b>.*>1</a> → <b>2</b>", said, re.DOTALL), "units open: north and south"


def test_names_of_people_are_told_to_who_looks_after_them(people: Cast) -> None:
    told = text_of(sent(people.terminal, people.bakery, "move", line="territorial", parent="south"))
    assert "<b>Outsider</b>" in told
    others = text_of(sent(people.coordinator, people.bakery, "move", line="territorial", parent="south"))
    assert "Outsider" not in others


def test_who_sees_the_unit_by_another_post_keeps_sight_of_it(people: Cast) -> None:
    said = text_of(sent(people.terminal, people.bakery, "move", line="food", parent="food-office"))
    assert "stands under Food-Office already" in said
    said = text_of(sent(people.terminal, people.canteen, "move", line="food", parent="food-office"))
    assert "Now sees it" in said


def test_a_unit_moves(people: Cast) -> None:
    fields = {"line": "territorial", "parent": "south"}
    assert sent(people.coordinator, people.bakery, "move", "confirm", **fields).status_code == 302
    assert path(people.bakery, people.territory) == ["city", "south", "bakery"]
    assert list(check()) == []


def test_a_name_instead_of_a_code_offers_the_units_that_are_like_it(people: Cast) -> None:
    page = sent(people.coordinator, people.bakery, "move", line="territorial", parent="Sou")
    assert page.status_code == 422
    assert 'name="parent" value="south"' in text_of(page)


def test_nobody_is_offered_units_that_they_may_not_change(people: Cast) -> None:
    for who, start in ((people.head, "n"), (people.inspector, "b"), (people.outsider, "s")):
        asked = f"/units/choices?line=territorial&parent={start}"
        assert "option" in text_of(english(people.coordinator).get(asked))
        page = english(who).get(asked)
        assert page.status_code == 200
        assert "option" not in text_of(page)


def test_units_are_offered_by_words_as_lists_find_them_and_each_once(people: Cast) -> None:
    client = english(people.terminal)
    rename_unit(people.terminal, unit=people.bakery, name="北京路面包房")
    for words in ("bak", "北京", "面包房 bakery"):
        page = text_of(client.get("/units/choices", {"parent": words}))
        assert page.count('value="bakery"') == page.count("<option") == 1, "it stands in two lines"
    for words in ("", " ", "%", "-", "北面"):
        assert "option" not in text_of(client.get("/units/choices", {"parent": words}))


@pytest.mark.parametrize(
    ("verb", "fields", "status", "code"),
    [
        ("move", {"line": "territorial", "parent": "nowhere-at-all"}, 404, "There is no unit"),
        ("move", {"line": "territorial", "parent": "bakery"}, 409, "cannot be placed under"),
        ("move", {"line": "no-such-line", "parent": "south"}, 422, "Select a valid choice"),
        ("rename", {"name": ""}, 422, "This field is required"),
        ("rename", {"name": "n" * 301}, 422, "at most 300"),
        ("close", {"on": "2999-01-01"}, 422, "Give today or an earlier day"),
        ("close", {"on": "2001-01-01"}, 422, "The unit was opened on"),
        ("close", {"on": "yesterday"}, 422, "Enter a valid date"),
        ("merge", {"parent": "bakery", "on": "2026-01-01"}, 409, "cannot be placed under"),
        ("reopen", {}, 409, "not possible now"),
    ],
)
def test_what_cannot_be_is_told_beside_what_was_typed(
    verb: str, fields: dict[str, str], status: int, code: str, people: Cast
) -> None:
    english(people.coordinator)
    before = head()
    for step in ("preview", "confirm"):
        page = sent(people.coordinator, people.bakery, verb, step, **fields)
        assert page.status_code == status
        assert code in text_of(page)
        for value in fields.values():
            assert value in text_of(page)
    assert head() == before


def test_a_unit_with_open_units_below_it_is_not_closed(people: Cast) -> None:
    page = sent(people.coordinator, people.north, "close", on="2026-01-01")
    assert page.status_code == 409
    assert "still has 2 open units below it" in text_of(page)


def test_units_are_merged_closed_and_reopened(people: Cast) -> None:
    fields = {"parent": "canteen", "on": "2026-01-01"}
    page = text_of(sent(people.coordinator, people.bakery, "merge", **fields))
    assert "as merged into Canteen" in page
    assert "Canteen has no place in line Food" in page
    assert sent(people.coordinator, people.bakery, "merge", "confirm", **fields).status_code == 302
    merged = Unit.objects.get(pk=people.bakery.pk)
    assert merged.merged_into == people.canteen
    assert "no longer merged" in text_of(sent(people.coordinator, merged, "reopen"))
    assert sent(people.coordinator, merged, "reopen", "confirm").status_code == 302
    assert sent(people.coordinator, merged, "close", "confirm", on="2026-01-02").status_code == 302
    assert Unit.objects.get(pk=people.bakery.pk).closed_on
    assert list(check()) == []


def test_going_back_keeps_what_was_typed(people: Cast) -> None:
    page = sent(people.coordinator, people.bakery, "rename", "edit", name="Half a na")
    assert page.status_code == 200
    assert 'value="Half a na"' in text_of(page)


def test_a_preview_asks_few_queries_however_many_units_move(people: Cast) -> None:
    fields = {"line": "territorial", "parent": "south"}
    numbers = []
    for unit in (people.bakery, people.north):
        sent(people.coordinator, unit, "move", **fields)
        with counted() as queries:
            sent(people.coordinator, unit, "move", **fields)
        numbers.append(len(queries))
    assert max(numbers) <= 100
    assert abs(numbers[0] - numbers[1]) <= 4
