"""Lists: what the pages list, by the same filters, page after page, within the caller's reach."""

from datetime import date
from typing import Any

import pytest

from paicha.api.tests.calling import Program, problem
from paicha.listing.declared import all_listings
from paicha.orgs.actions.units import open_unit
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.visitor import counted

NAMES = [listing.name for listing in all_listings()]


def everything(program: Program, path: str) -> list[dict[str, Any]]:
    """All rows of a list, page after page."""
    found: list[dict[str, Any]] = []
    address: str | None = path
    while address:
        page = program.read(address)
        found += page["items"]
        address = page["next"]
    return found


def test_every_list_is_there(busy: Busy) -> None:
    assert {"findings", "inspections", "units"} <= set(NAMES)
    items = Program(busy.cast.head).read("/lists")["items"]
    assert [each["name"] for each in items] == NAMES
    states = next(each for each in items[0]["filters"] if each["name"] == "state")
    assert {"value": "open", "label": "in correction"} in states["choices"]


def test_findings_are_those_within_reach(busy: Busy) -> None:
    north = {*busy.findings(busy.cast.bakery), *busy.findings(busy.cast.canteen)}
    assert north and {row["number"] for row in everything(Program(busy.cast.head), "/findings")} == north
    south = set(busy.findings(busy.cast.noodles))
    assert {row["number"] for row in everything(Program(busy.cast.outsider), "/findings")} == south
    assert {row["number"] for row in everything(Program(busy.cast.coordinator), "/findings")} == north | south


@pytest.mark.parametrize("name", NAMES)
def test_a_list_can_be_walked_both_ways(busy: Busy, name: str) -> None:
    program = Program(busy.cast.coordinator)
    whole = program.read(f"/{name}?limit=500")
    assert whole["next"] is whole["previous"] is None
    assert [row["number"] for row in everything(program, f"/{name}?limit=2")] == [r["number"] for r in whole["items"]]
    first = program.read(f"/{name}?limit=1")
    second = program.read(first["next"])
    assert program.read(second["previous"])["items"] == first["items"] == whole["items"][:1]


def test_pages_are_linked_in_the_header(busy: Busy) -> None:
    program = Program(busy.cast.coordinator)
    response = program.get("/findings?limit=1")
    assert response.headers["Link"] == f'<{response.json()["next"]}>; rel="next"'
    second = program.get(response.json()["next"])
    assert 'rel="prev"' in second.headers["Link"] and 'rel="next"' in second.headers["Link"]
    assert response.json()["next"].startswith("http://127.0.0.1/api/v1/findings?limit=1&cursor=")


def test_a_row_says_what_its_columns_say(busy: Busy) -> None:
    row = everything(Program(busy.cast.owner), "/findings?sort=number")[0]
    number = busy.findings(busy.cast.bakery)[0]
    assert (row["number"], row["unit_code"], row["url"]) == (number, "bakery", f"/api/v1/findings/{number}")
    assert (row["state"], row["severity"]) == ("open", "critical")
    assert date.fromisoformat(row["raised_on"]) == date(2025, 3, 3)


def test_filters_and_orders_are_those_of_the_page(busy: Busy) -> None:
    program = Program(busy.cast.coordinator)
    rows = everything(program, "/findings?severity=minor&sort=number")
    assert rows and {row["severity"] for row in rows} == {"minor"}
    downwards = everything(program, "/findings?severity=minor&sort=-number")
    assert [row["number"] for row in downwards] == [row["number"] for row in rows][::-1]
    both = everything(program, "/findings?severity=minor&severity=serious")
    assert {row["severity"] for row in both} == {"minor", "serious"}


def test_a_place_can_be_named(busy: Busy) -> None:
    program = Program(busy.cast.coordinator)
    bakery = {row["number"] for row in everything(program, "/findings?unit=bakery")}
    assert bakery == set(busy.findings(busy.cast.bakery))
    assert {row["code"] for row in everything(program, "/units?line=food")} == {"bakery", "noodles"}
    problem(program.get("/findings?unit=nowhere"), 404, "absent")
    problem(program.get("/findings?line=nowhere"), 404, "line_unknown")
    problem(program.get("/findings?unit=canteen&line=food"), 404, "unit_not_placed")


def test_a_place_out_of_reach_is_absent(busy: Busy) -> None:
    program = Program(busy.cast.head)
    absent, outside = (program.get(f"/findings?unit={code}").json() for code in ("nowhere", "noodles"))
    assert outside["detail"] == absent["detail"].replace("nowhere", "noodles")
    assert (outside["status"], outside["code"]) == (absent["status"], absent["code"]) == (404, "absent")


def test_the_values_of_a_filter_lie_within_reach(busy: Busy) -> None:
    values = {each["value"] for each in Program(busy.cast.head).read("/lists/findings/source")["items"]}
    assert values == {"town", "trade"}
    values = {each["value"] for each in Program(busy.cast.inspector).read("/lists/findings/source")["items"]}
    assert values == {"trade"}
    problem(Program(busy.cast.head).get("/lists/findings/mood"), 404, "list_filter_unknown")
    problem(Program(busy.cast.head).get("/lists/moods/source"), 404, "list_unknown")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_south_is_told_to_the_north(busy: Busy, name: str) -> None:
    text = Program(busy.cast.head).get(f"/{name}?limit=500").content.decode()
    assert [word for word in OUTSIDE if word in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_hardly_more_for_many_rows_than_for_few(busy: Busy, name: str) -> None:
    program = Program(busy.cast.coordinator)
    for number in range(20):
        open_unit(
            busy.cast.coordinator,
            code=f"shop-{number}",
            name="Shop",
            line=busy.cast.territory,
            parent=busy.cast.north,
            kind="shop",
            inspected=True,
        )
    counts = []
    for limit in (2, 500):
        with counted() as queries:
            program.read(f"/{name}?limit={limit}")
        counts.append(len(queries))
    assert max(counts) <= 16 and abs(counts[0] - counts[1]) <= 2, queries  # few rows may be found in another way
