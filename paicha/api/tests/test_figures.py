"""Figures: definitions, what they say, and the rows behind it, as the terminal and the pages have them."""

from datetime import date

from paicha.api.tests.calling import Program, problem
from paicha.figures.asking import ask
from paicha.figures.registry import figures
from paicha.ledger.appending import head
from paicha.orgs.actions.units import move_unit
from paicha.orgs.permissions import scope_of
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.visitor import counted


def test_every_figure_is_defined(busy: Busy) -> None:
    items = Program(busy.cast.head).read("/figures")["items"]
    assert [each["name"] for each in items] == sorted(figures())
    assert all(each["sentence"] and each["query"] and each["dimensions"] for each in items)


def test_every_figure_says_what_the_engine_says(busy: Busy) -> None:
    program, scope = Program(busy.cast.head), scope_of(busy.cast.head, "figures.ask")
    for name in figures():
        said, answer = program.read(f"/figures/{name}"), ask(name, scope=scope)
        numbers = ("value", "numerator", "denominator", "low", "high", "version", "unit", "at")
        assert {key: said[key] for key in numbers} == {key: getattr(answer, key) for key in numbers}


def test_groups_have_codes_and_their_rows(busy: Busy) -> None:
    program = Program(busy.cast.coordinator)
    said = program.read("/figures/findings_total?unit=city&by=child")
    assert {group["key"] for group in said["groups"]} == {"north", "south"}
    for group in said["groups"]:
        rows = program.read(group["rows"])["items"]
        assert len(rows) == group["value"] and {row["group"] for row in rows} == {group["key"]}
    assert len(program.read(said["rows"])["items"]) == said["value"] == sum(g["value"] for g in said["groups"])


def test_a_group_can_be_asked_for_alone(busy: Busy) -> None:
    program = Program(busy.cast.coordinator)
    for group in program.read("/figures/findings_total?by=item")["groups"]:
        alone = program.read(f"/figures/findings_total?item={group['key']}")
        assert alone["value"] == group["value"]


def test_period_filters_and_position(busy: Busy) -> None:
    program = Program(busy.cast.coordinator)
    path = "/figures/findings_total?from=2025-03-01&to=2025-03-31&severity=critical&severity=minor"
    answer = ask(
        "findings_total", period=(date(2025, 3, 1), date(2025, 3, 31)), filters={"severity": ["critical", "minor"]}
    )
    said = program.read(path)
    assert said["value"] == answer.value and said["on"] == "2025-03-31"
    assert program.read(f"{path}&at=1")["value"] == 0
    problem(program.get(f"/figures/findings_total?at={head() + 1}"), 422, "figure_position_unknown")


def test_rows_are_paged_and_lead_to_their_records(busy: Busy) -> None:
    program = Program(busy.cast.head)
    for name in ("findings_total", "item_failure_rate", "units_total"):
        keys, address = [], f"/figures/{name}/rows?limit=2"
        while address:
            page = program.read(address)
            keys += [row["key"] for row in page["items"]]
            address = page["next"]
            assert all(program.get(row["url"]).status_code == 200 for row in page["items"])
        assert keys == [row["key"] for row in program.read(f"/figures/{name}/rows?limit=500")["items"]]


def test_rows_that_left_the_reach_are_counted_only(busy: Busy) -> None:
    then = head()
    move_unit(busy.cast.terminal, unit=busy.cast.canteen, line=busy.cast.territory, parent=busy.cast.south)
    said = Program(busy.cast.head).read(f"/figures/units_total/rows?at={then}")
    assert [row["key"] for row in said["items"]] == [busy.cast.bakery.pk] and said["outside"] == 1


def test_what_cannot_be_asked(busy: Busy) -> None:
    program = Program(busy.cast.head)
    problem(program.get("/figures/happiness"), 404, "figure_unknown")
    problem(program.get("/figures/findings_total?by=mood"), 422, "figure_dimension_unknown")
    problem(program.get("/figures/findings_total?mood=good"), 422, "api_parameter_unknown")
    problem(program.get("/figures/findings_total?major=perhaps"), 422, "figure_filter_value")
    problem(program.get("/figures/findings_total?from=2026-01-01&to=2025-01-01"), 422, "figure_period_reversed")
    problem(program.get("/figures/findings_total/rows?cursor=IjEyIg"), 400, "cursor_invalid")  # "12", a text
    problem(program.get("/figures/item_failure_rate/rows?cursor=MTI"), 400, "cursor_invalid")  # 12, a number


def test_a_child_out_of_reach_is_absent(busy: Busy) -> None:
    program = Program(busy.cast.head)
    for path in ("?child={}", "/rows?child={}", "/rows?by=child&group={}"):
        absent, outside = (
            problem(program.get(f"/figures/findings_total{path.format(code)}"), 404, "absent")
            for code in ("nowhere", "noodles")
        )
        assert outside["detail"] == absent["detail"].replace("nowhere", "noodles")


def test_nothing_of_the_south_is_told_to_the_north(busy: Busy) -> None:
    program = Program(busy.cast.head)
    for name in figures():
        for more in ("?by=child", "?by=line", "?by=unit_kind", "/rows"):
            response = program.get(f"/figures/{name}{more}")
            text = response.content.decode()
            assert [word for word in OUTSIDE if word in text] == [], (name, more)


def test_a_figure_asks_a_bounded_number_of_queries(busy: Busy) -> None:
    program = Program(busy.cast.coordinator)
    for path in ("/figures/findings_total?by=item", "/figures/findings_total/rows?limit=500"):
        program.read(path)
        with counted() as queries:
            program.read(path)
        assert len(queries) <= 12, (path, queries)
