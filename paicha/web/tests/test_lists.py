"""Lists: their rows, conditions, orders, pages and what they say where there is nothing."""

import base64
import json
import re
from html import unescape
from typing import Any

import pytest

from paicha.accounts.actions.preferences import set_preferences
from paicha.checklists.actions import publish_items
from paicha.checklists.models import Item
from paicha.findings.actions.single import raise_finding
from paicha.kernel.clock import today
from paicha.orgs.actions.intake import Level, UnitWish, take_in_units
from paicha.testing.busy import Busy
from paicha.testing.visitor import counted, visitor

LISTS = ("findings", "inspections", "units")

CITY, NORTH = Level("city", "city", "City"), Level("north", "district", "North")


def read(busy: Busy, address: str, who: str = "coordinator") -> Any:
    return english(busy, who).get(address)


def english(busy: Busy, who: str = "coordinator") -> Any:
    """Somebody at the pages who reads English."""
    person = getattr(busy.cast, who)
    set_preferences(person, language="en", theme="auto")
    return visitor(person)


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def links(answer: Any, words: str) -> list[str]:
    """The addresses of the links that hold these words."""
    return [
        unescape(address)
        for address, inner in re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', answer.content.decode(), re.DOTALL)
        if words in re.sub(r"<[^>]*>", "", unescape(inner))
    ]


def numbers(answer: Any, name: str) -> list[int]:
    """The numbers of the rows on a page, in order."""
    rows = re.findall(rf'<td class="c-full"><a href="/{name}/(\d+)"', answer.content.decode())
    return [int(number) for number in rows]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_its_rows(busy: Busy, name: str) -> None:
    answer = read(busy, f"/{name}")
    assert answer.status_code == 200
    assert len(numbers(answer, name)) >= 5
    assert "Bakery" in text(answer)


def test_conditions_are_chips_that_can_be_removed(busy: Busy) -> None:
    answer = read(busy, "/findings?state=closed&state=open&sort=deadline")
    [chip] = links(answer, "State: in correction, closed")
    assert chip == "/findings?sort=deadline"


def test_the_place_is_a_chip_too_and_narrows_the_list(busy: Busy) -> None:
    answer = read(busy, "/units?line=territorial&unit=north&inspected=1")
    assert numbers(answer, "units") == [busy.cast.bakery.pk, busy.cast.canteen.pk]
    assert "/units?inspected=1" in links(answer, "North")
    assert "/units?line=territorial&unit=north" in links(answer, "Level: inspected itself")


def test_heads_sort_and_say_how(busy: Busy) -> None:
    answer = read(busy, "/units?sort=name")
    assert '<th scope="col" aria-sort="ascending"><a href="/units?sort=-name">Unit ↑</a>' in text(answer)
    assert "/units?sort=latest" in links(answer, "Last inspected")
    first = numbers(answer, "units")
    assert numbers(read(busy, "/units?sort=-name"), "units") == first[::-1]


def test_those_longest_not_inspected_come_first(busy: Busy) -> None:
    found = numbers(read(busy, "/units?sort=latest&inspected=1"), "units")
    assert found == [busy.cast.noodles.pk, busy.cast.canteen.pk, busy.cast.bakery.pk]
    since = read(busy, "/units?not_since=2025-05-01&inspected=1")
    assert numbers(since, "units") == [busy.cast.noodles.pk]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/findings?text=bakery", {"bakery"}),
        ("/findings?text=hands+washed", {"bakery", "canteen", "noodles"}),
        ("/findings?item=town-list/1.1", {"bakery", "noodles"}),
        ("/inspections?text=T1", {"bakery"}),
        ("/inspections?held=0", {"canteen"}),
        ("/inspections?failed=1&source=trade", {"bakery", "noodles"}),
        ("/units?text=nood", {"noodles"}),
        ("/units?kind=district", {"north", "south"}),
    ],
)
def test_conditions_keep_what_they_say(busy: Busy, address: str, expected: set[str]) -> None:
    answer = read(busy, address)
    name = address.split("?")[0][1:]
    assert numbers(answer, name)
    table = text(answer).partition("<tbody>")[2].partition("</tbody>")[0]
    units = {"bakery", "canteen", "noodles"} if name != "units" else {"bakery", "canteen", "noodles", "north", "south"}
    shown = {code for code in units if f">{code.title()}</a>" in table}
    assert shown == expected


@pytest.mark.parametrize(
    ("parameters", "without"),
    [
        ("state=gone&sort=deadline", "/findings?sort=deadline"),
        ("sort=colour&state=open", "/findings?state=open"),
        ("columns=colour", "/findings"),
        ("cursor=xyz&state=open", "/findings?state=open"),
        ("sort=colour&cursor=xyz&state=open", "/findings?state=open"),
        ("raised_from=tomorrow&text=a", "/findings?text=a"),
    ],
)
def test_a_bad_value_is_said_and_can_be_removed(busy: Busy, parameters: str, without: str) -> None:
    answer = read(busy, f"/findings?{parameters}")
    assert answer.status_code == 400
    assert [*links(answer, "Remove it from the address"), *links(answer, "To the first page")] == [without]


def test_nothing_left_says_which_condition_to_drop(busy: Busy) -> None:
    answer = read(busy, "/findings?state=withdrawn&source=trade")
    assert "No findings under these conditions" in text(answer)
    assert "2 without “State: withdrawn”." in text(answer)
    assert links(answer, "Drop “State: withdrawn”") == ["/findings?source=trade"]


def test_more_rows_than_are_counted_are_said_to_be_at_least_so_many(
    busy: Busy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paicha.web.lists.parts.MOST", 1)
    assert "At least 1 without “State: withdrawn”." in text(read(busy, "/findings?state=withdrawn&source=trade"))


def test_an_item_named_in_two_ways_gives_its_findings_once(busy: Busy) -> None:
    cast = busy.cast
    publish_items(cast.terminal, code="kiosks", items={"9.9": "Signs"}, name_zh="亭", name_en="Kiosks")
    item = Item.objects.get(code="9.9")
    found = raise_finding(
        cast.coordinator, unit=cast.bakery, line=cast.territory, on=today(), source="onsite", item=item
    )
    for order in ("raised", "-number"):
        answer = read(busy, f"/findings?item=kiosks/9.9&item=9.9&sort={order}")
        assert numbers(answer, "findings") == [found.pk]


def test_a_page_whose_rows_are_gone_leads_to_the_first(busy: Busy) -> None:
    last = max(busy.findings(busy.cast.bakery))
    cursor = base64.urlsafe_b64encode(json.dumps(["after", last + 10**6, last + 10**6]).encode()).decode().rstrip("=")
    answer = read(busy, f"/findings?sort=number&state=open&cursor={cursor}")
    assert answer.status_code == 200
    assert links(answer, "To the first page") == ["/findings?state=open&sort=number"]


def test_pages_follow_each_other_by_links(busy: Busy) -> None:
    north: dict[str, list[tuple[Level, ...]]] = {"territorial": [(CITY, NORTH)]}
    wishes = [UnitWish(code=f"kiosk-{number:03}", name=f"Kiosk {number}", places=north) for number in range(120)]
    take_in_units(busy.cast.terminal, source="test", wishes=wishes)
    seen: list[list[int]] = []
    address = "/units?text=kiosk"
    while address:
        answer = read(busy, address, "terminal")
        seen.append(numbers(answer, "units"))
        [address] = links(answer, "Next") or [""]
    assert [len(page) for page in seen] == [50, 50, 20]
    assert [number for page in seen for number in page] == sorted(number for page in seen for number in page)
    [back] = links(answer, "Previous")
    assert numbers(read(busy, back, "terminal"), "units") == seen[1]


def test_how_many_there_are_comes_after_the_page(busy: Busy) -> None:
    client = english(busy)
    page = client.get("/inspections?failed=1")
    assert 'hx-get="/inspections/count?failed=1"' in text(page)
    fragment = client.get("/inspections/count?failed=1", headers={"HX-Request": "true"})
    assert fragment.content.decode() == "7 inspections"
    plain = client.get("/inspections/count?failed=1", follow=True)
    assert "7 inspections" in text(plain)


def test_how_many_there_are_is_counted_once_until_something_is_written(busy: Busy) -> None:
    cast, part = busy.cast, {"HX-Request": "true"}
    client, other = english(busy), visitor(busy.cast.owner)
    with counted() as first:
        before = client.get("/findings/count", headers=part).content.decode()
    with counted() as again:
        assert client.get("/findings/count?cursor=", headers=part).content.decode() == before
    assert len(again) < len(first)
    assert other.get("/findings/count", headers=part).content.decode() != before
    raise_finding(cast.coordinator, unit=cast.bakery, line=cast.territory, on=today(), source="onsite")
    assert client.get("/findings/count", headers=part).content.decode() != before


def test_values_that_occur_are_looked_up_when_they_are_asked_for(busy: Busy) -> None:
    client = english(busy)
    assert 'name="source"' not in text(client.get("/findings"))
    page = client.get("/findings/choose/source?state=open")
    assert 'value="town"' in text(page)
    assert '<input type="hidden" name="state" value="open">' in text(page)
    fragment = client.get("/findings/choose/source", headers={"HX-Request": "true"})
    assert "<html" not in text(fragment)
    assert 'value="trade"' in text(fragment)
    assert client.get("/findings/choose/state").status_code == 404
    assert client.get("/findings/choose/secret").status_code == 404


def test_columns_are_chosen_and_carried_along(busy: Busy) -> None:
    answer = read(busy, "/findings?columns=title&columns=source&columns=extent")
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', text(answer))
    assert [re.sub(r"<[^>]*>", "", head) for head in heads] == ["Finding", "Extent", "Source"]
    assert "/findings?overdue=1&columns=title%2Cextent%2Csource" in links(answer, "Overdue")


def test_an_export_asks_the_same_question(busy: Busy) -> None:
    page = text(read(busy, "/findings?line=territorial&unit=north&state=open&columns=title"))
    form = re.search(r'<form [^>]*action="/exports/new">(.*?)</form>', page, re.DOTALL)
    assert form is not None
    assert 'name="list" value="findings"' in form[1]
    assert 'name="query" value="line=territorial&unit=north&state=open&columns=title"' in form[1]


def test_late_rows_say_by_how_much(busy: Busy) -> None:
    page = text(read(busy, "/findings?overdue=1&sort=deadline"))
    assert '<tr class="is-late">' in page
    assert re.search(r'<span class="pc-late">overdue by [\d,]+ (working )?days?</span>', page)


@pytest.mark.parametrize("name", [*LISTS])
@pytest.mark.parametrize("who", ["coordinator", "inspector"])
def test_the_number_of_queries_has_a_bound(busy: Busy, name: str, who: str) -> None:
    client = visitor(getattr(busy.cast, who))
    for address in (f"/{name}", f"/{name}?text=a", f"/{name}?sort=-{'code' if name == 'units' else 'number'}"):
        client.get(address)
        with counted() as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 40, [query["sql"][:120] for query in queries]


def test_a_page_of_many_rows_asks_no_more_than_one_of_few(busy: Busy) -> None:
    client = english(busy)
    for few, many in (("/findings?source=trade", "/findings?source=town"), ("/units?text=bakery", "/units?text=o")):
        client.get(few)
        with counted() as one:
            client.get(few)
        with counted() as other:
            client.get(many)
        assert len(other) <= len(one) + 1


def test_nobody_reads_a_list_without_signing_in(busy: Busy) -> None:
    for name in LISTS:
        answer = visitor().get(f"/{name}?state=open")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/")
