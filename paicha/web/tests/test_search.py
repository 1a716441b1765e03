"""Search: units, findings and inspections in groups, the first of each, within reach."""

import re
from html import unescape
from typing import Any

import pytest

from paicha.orgs.actions.intake import Level, UnitWish, take_in_units
from paicha.orgs.actions.units import open_unit
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.visitor import counted, visitor

CITY, NORTH = Level("city", "city", "City"), Level("north", "district", "North")


def found(busy: Busy, words: str, who: str = "coordinator") -> dict[str, list[str]]:
    """What stands first in each row of each group."""
    answer: Any = visitor(getattr(busy.cast, who)).get("/search", {"q": words})
    assert answer.status_code == 200
    groups = re.findall(r'aria-labelledby="hits-(\w+)">(.*?)</section>', answer.content.decode(), re.DOTALL)
    cells = r'<td class="c-full"><a [^>]*>(.*?)</a>'
    return {name: [unescape(each) for each in re.findall(cells, group)] for name, group in groups}


def test_a_unit_is_found_with_what_was_found_there(busy: Busy) -> None:
    hits = found(busy, "bakery")
    assert hits["units"] == ["Bakery"]
    assert len(hits["findings"]) == len(busy.findings(busy.cast.bakery))
    assert len(hits["inspections"]) == len(busy.inspections(busy.cast.bakery))


def test_chinese_names_are_found_by_any_part(busy: Busy) -> None:
    open_unit(busy.cast.terminal, code="s1", name="北京路小学", line=busy.cast.territory, parent=busy.cast.north)
    for words in ("北京", "京路小", "学", "s1", "北京 小学"):
        assert found(busy, words)["units"] == ["北京路小学"]
    assert found(busy, "北京小学") == {}


def test_an_inspection_is_found_by_the_number_of_its_source(busy: Busy) -> None:
    assert list(found(busy, "F3")) == ["inspections"]


def test_a_finding_is_found_by_its_number_and_by_its_item(busy: Busy) -> None:
    [number, *_rest] = busy.findings(busy.cast.canteen)
    assert len(found(busy, str(number))["findings"]) == 1
    assert set(found(busy, "hands washed")) == {"findings"}


@pytest.mark.parametrize("who", ["head", "owner", "verifier", "liaison"])
@pytest.mark.parametrize("words", [*OUTSIDE, "T3", "F2", "noo"])
def test_nothing_outside_is_found(busy: Busy, who: str, words: str) -> None:
    assert found(busy, words, who) == {}


def test_findings_of_others_are_not_found_by_their_number(busy: Busy) -> None:
    for number in busy.findings(busy.cast.noodles):
        assert "findings" not in found(busy, str(number), "head")
        assert "findings" in found(busy, str(number), "outsider")


def test_the_food_office_finds_its_own_inspections_only(busy: Busy) -> None:
    assert list(found(busy, "F1", "inspector")) == ["inspections"]
    assert found(busy, "T1", "inspector") == {}


def test_few_are_shown_and_the_list_shows_the_rest(busy: Busy) -> None:
    north: dict[str, list[tuple[Level, ...]]] = {"territorial": [(CITY, NORTH)]}
    wishes = [UnitWish(code=f"kiosk-{number:03}", name=f"Kiosk {number}", places=north) for number in range(30)]
    take_in_units(busy.cast.terminal, source="test", wishes=wishes)
    client = visitor(busy.cast.coordinator)
    with counted() as queries:
        page = client.get("/search?q=kiosk").content.decode()
    assert len(found(busy, "kiosk")["units"]) == 8
    assert 'href="/units?text=kiosk"' in page
    assert len(queries) <= 70


def test_nothing_is_asked_without_words(busy: Busy) -> None:
    assert found(busy, "") == found(busy, "  ") == found(busy, "?!") == {}


def test_words_that_no_search_can_be_are_said_to_be_so(busy: Busy) -> None:
    for words in ("a" * 301, "a\x01" * 200):
        answer = visitor(busy.cast.coordinator).get("/search", {"q": words})
        assert answer.status_code == 400
        assert 'role="alert"' in answer.content.decode()


def test_nobody_searches_without_signing_in(busy: Busy) -> None:
    assert visitor().get("/search?q=bakery").status_code == 302
