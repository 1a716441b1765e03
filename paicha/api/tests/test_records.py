"""One unit, inspection, finding: inside, outside, absent; with what belongs to it as far as one reaches."""

import pytest

from paicha.api.tests.calling import Program, problem
from paicha.orgs.actions.units import move_unit, rename_unit
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.visitor import counted

ABSENT = 9_999_999


def test_a_unit(busy: Busy) -> None:
    said = Program(busy.cast.head).read(f"/units/{busy.cast.bakery.pk}")
    assert (said["code"], said["name"], said["inspected"], said["opened_on"]) == (
        "bakery",
        "Bakery",
        True,
        "2025-01-01",
    )
    places = {place["line"]: place["above"] for place in said["places"]}
    assert [unit["name"] for unit in places["territorial"]] == ["City", "North"]
    assert [unit["code"] for unit in places["territorial"]] == [None, "north"]  # the city is named, not opened
    assert [unit["code"] for unit in places["food"]] == [None]
    assert said["history"] and said["more_history"] is False


def test_a_units_history_names_only_what_one_sees(busy: Busy) -> None:
    move_unit(busy.cast.terminal, unit=busy.cast.noodles, line=busy.cast.territory, parent=busy.cast.north)
    text = Program(busy.cast.head).get(f"/units/{busy.cast.noodles.pk}").content.decode()
    assert "Noodles" in text and "south" not in text.lower()


def test_an_inspection(busy: Busy) -> None:
    first = busy.inspections(busy.cast.bakery)[0]
    said = Program(busy.cast.owner).read(f"/inspections/{first}")
    assert (said["source"], said["external_id"], said["done_on"], said["failed"]) == ("town", "T1", "2025-03-03", True)
    assert [answer["severity"] for answer in said["answers"]] == ["critical", "minor"]
    assert said["answers"][0]["item"] == "1.1 Floors are clean and dry"
    assert [finding["number"] for finding in said["findings"]] == busy.findings(busy.cast.bakery)[:2]
    assert said["findings"][0]["verbs"] == ["raise"]
    assert said["earlier"] == [] and len(said["later"]) == 4
    assert said["unit"] == {"code": "bakery", "name": "Bakery", "url": f"/api/v1/units/{busy.cast.bakery.pk}"}


def test_a_finding(busy: Busy) -> None:
    number = busy.findings(busy.cast.bakery)[0]
    said = Program(busy.cast.verifier).read(f"/findings/{number}")
    assert (said["item"], said["severity"], said["major"]) == ("town-list/1.1", "critical", True)
    assert said["title"] == "1.1 Floors are clean and dry"
    assert said["inspection"] == f"/api/v1/inspections/{busy.inspections(busy.cast.bakery)[0]}"
    assert said["steps"][-1]["verb"] == "raise" and said["steps"][0]["state"] == said["state"]
    assert {each["verb"] for each in said["next"] if each["mine"]} <= {"return", "close", "infer", "reopen"}
    assert all(step["position"] > 0 for step in said["steps"])


def test_a_sectoral_post_sees_its_own_lines_records_only(busy: Busy) -> None:
    program = Program(busy.cast.inspector)
    seen = [
        number
        for number in busy.inspections(busy.cast.bakery)
        if program.get(f"/inspections/{number}").status_code == 200
    ]
    assert [program.read(f"/inspections/{number}")["source"] for number in seen] == ["trade", "trade"]


@pytest.mark.parametrize("kind", ["units", "inspections", "findings"])
def test_outside_is_as_absent(busy: Busy, kind: str) -> None:
    noodles = busy.cast.noodles
    number = {"units": noodles.pk, "inspections": busy.inspections(noodles)[0], "findings": busy.findings(noodles)[0]}[
        kind
    ]
    program = Program(busy.cast.head)
    outside = problem(program.get(f"/{kind}/{number}"), 404, "absent")
    absent = problem(program.get(f"/{kind}/{ABSENT}"), 404, "absent")
    assert outside["detail"] == absent["detail"].replace(str(ABSENT), str(number))
    assert outside["title"] == absent["title"] and outside.keys() == absent.keys()
    assert Program(busy.cast.outsider).get(f"/{kind}/{number}").status_code == 200


def test_nothing_of_the_south_is_told_to_the_north(busy: Busy) -> None:
    program = Program(busy.cast.head)
    paths = [f"/units/{unit.pk}" for unit in (busy.cast.north, busy.cast.bakery, busy.cast.canteen)]
    for unit in (busy.cast.bakery, busy.cast.canteen):
        paths += [f"/inspections/{number}" for number in busy.inspections(unit)]
        paths += [f"/findings/{number}" for number in busy.findings(unit)]
    for path in paths:
        text = program.get(path).content.decode()
        assert [word for word in OUTSIDE if word in text] == [], path


def test_a_record_asks_a_bounded_number_of_queries(busy: Busy) -> None:
    program = Program(busy.cast.coordinator)
    unit, finding = busy.cast.bakery, busy.findings(busy.cast.bakery)[0]
    inspection = busy.inspections(unit)[0]
    for _again in range(5):
        rename_unit(busy.cast.coordinator, unit=unit, name=f"Bakery {_again}")
    for path in (f"/units/{unit.pk}", f"/inspections/{inspection}", f"/findings/{finding}"):
        with counted() as queries:
            program.read(path)
        assert len(queries) <= 26, (path, queries)
