"""The made-up city's figures, worked out by hand: examples/lifecycle/README.md has the arithmetic."""

import random
from datetime import date, datetime
from math import sqrt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from paicha.checklists.models import Item
from paicha.exchange.importing import import_inspections
from paicha.figures.asking import Answer, ask
from paicha.figures.registry import figures
from paicha.kernel import clock
from paicha.ledger import checking
from paicha.orgs.actions.people import terminal
from paicha.orgs.models import Unit
from paicha.testing.house import House
from tests.figures.page import commands, spells, table, tables, worked
from tests.figures.towns import EXAMPLES, import_example, kaplan_meier, scope

DAY = date(2024, 12, 31)
YEARS = {"2024": (date(2024, 1, 1), DAY), "2023": (date(2023, 1, 1), date(2023, 12, 31))}
WHOLE, IN_2024, IN_2023 = "whole", "2024", "2023"

# Counts, then (numerator, denominator) of shares and ratios, then medians with (events,) cases.
HAND: dict[str, dict[str, tuple[int, ...]]] = {
    "inspections_total": {WHOLE: (155,), IN_2024: (126,), IN_2023: (29,)},
    "attempts_not_held": {WHOLE: (5,), IN_2024: (5,), IN_2023: (0,)},
    "units_total": {WHOLE: (63,), IN_2024: (63,), IN_2023: (17,)},
    "units_inspected": {WHOLE: (63,), IN_2024: (63,), IN_2023: (17,)},
    "findings_total": {WHOLE: (200,), IN_2024: (150,), IN_2023: (50,)},
    "extent_total": {WHOLE: (204,), IN_2024: (154,), IN_2023: (50,)},
    "inspection_coverage_rate": {WHOLE: (63, 63), IN_2024: (63, 63), IN_2023: (17, 17)},
    "failed_inspection_rate": {WHOLE: (89, 155), IN_2024: (68, 126), IN_2023: (21, 29)},
    "findings_per_inspection": {WHOLE: (243, 155), IN_2024: (185, 126), IN_2023: (58, 29)},
    "units_with_findings_rate": {WHOLE: (59, 63), IN_2024: (54, 63), IN_2023: (13, 17)},
    "zero_finding_rate": {WHOLE: (60, 155), IN_2024: (52, 126), IN_2023: (8, 29)},
    "major_share": {WHOLE: (43, 192), IN_2024: (30, 142), IN_2023: (13, 50)},
    "inspections_with_major_rate": {WHOLE: (64, 155), IN_2024: (47, 126), IN_2023: (17, 29)},
    "item_failure_rate": {WHOLE: (243, 1860), IN_2024: (185, 1512), IN_2023: (58, 348)},
    "closure_rate_all": {WHOLE: (152, 200), IN_2024: (106, 150), IN_2023: (40, 50)},
    "inferred_closure_share": {WHOLE: (0, 152), IN_2024: (0, 106), IN_2023: (0, 40)},
    "closure_rate_due": {WHOLE: (148, 184), IN_2024: (102, 134), IN_2023: (40, 48)},
    "overdue_rate": {WHOLE: (28, 48), IN_2024: (24, 44), IN_2023: (8, 10)},
    "overdue_original_rate": {WHOLE: (73, 184), IN_2024: (65, 134), IN_2023: (8, 48)},
    "extension_rate": {WHOLE: (10, 184), IN_2024: (10, 134), IN_2023: (0, 48)},
    "repeat_rate": {WHOLE: (8, 59), IN_2024: (6, 25), IN_2023: (0, 0)},
    "reopened_rate": {WHOLE: (3, 147), IN_2024: (3, 97), IN_2023: (0, 20)},
    "merge_rate": {WHOLE: (33, 243), IN_2024: (19, 175), IN_2023: (8, 58)},
    "median_days_between_inspections": {WHOLE: (30,), IN_2024: (30,), IN_2023: (30,)},
    "median_days_to_closure": {WHOLE: (30,), IN_2024: (31,), IN_2023: (30,)},
}
CASES: dict[str, dict[str, tuple[int | None, int]]] = {
    "median_days_between_inspections": {WHOLE: (None, 92), IN_2024: (None, 80), IN_2023: (None, 12)},
    "median_days_to_closure": {WHOLE: (158, 200), IN_2024: (110, 150), IN_2023: (40, 50)},
}
# The columns of the page's tables that give each figure's numerator and denominator at a place.
BY_PLACE = {
    "units_total": ("units",),
    "inspections_total": ("held",),
    "attempts_not_held": ("attempts",),
    "units_inspected": ("units",),
    "inspection_coverage_rate": ("units", "units"),
    "failed_inspection_rate": ("failed", "held"),
    "zero_finding_rate": ("clean", "held"),
    "findings_per_inspection": ("listed", "held"),
    "units_with_findings_rate": ("found at", "units"),
    "inspections_with_major_rate": ("major found", "held"),
    "findings_total": ("findings",),
    "extent_total": ("cases",),
    "major_share": ("major", "graded"),
    "merge_rate": ("merged", "listings"),
    "closure_rate_all": ("closed", "findings"),
    "overdue_rate": ("overdue", "open"),
    "closure_rate_due": ("due closed", "due"),
    "overdue_original_rate": ("late", "due"),
    "extension_rate": ("extended", "due"),
    "reopened_rate": ("back", "followed"),
    "repeat_rate": ("failed again", "checked"),
}


def told(answer: Answer) -> tuple[Any, ...]:
    return answer.value, answer.numerator, answer.denominator


def expected(counts: tuple[int, ...]) -> tuple[Any, ...]:
    """Value, numerator and denominator; a rate of fewer than five is not said."""
    if len(counts) == 1:
        return counts[0], counts[0], None
    numerator, denominator = counts
    return numerator / denominator if denominator >= 5 else None, numerator, denominator


def asked(name: str, column: str, **more: Any) -> Answer:
    when: dict[str, Any] = {"period": YEARS[column]} if column in YEARS else {"on": DAY}
    return ask(name, scope=scope("sample-city"), **when | more)


def as_worked_out(column: str) -> None:
    """Every figure must say what the column of the page does."""
    for name, hand in HAND.items():
        wanted = (hand[column][0], *CASES[name][column]) if name in CASES else expected(hand[column])
        assert told(asked(name, column)) == wanted, (name, column)


def test_every_figure_is_worked_out_and_on_the_page() -> None:
    assert HAND.keys() == figures().keys()
    page = {row["figure"].strip("`"): row for row in table("figure")}
    assert {name: {column: worked(row[column]) for column in HAND[name]} for name, row in page.items()} == HAND


@pytest.mark.parametrize("column", [WHOLE, IN_2024, IN_2023])
def test_figures_are_what_was_worked_out(lifecycle: House, column: str) -> None:
    as_worked_out(column)


def test_the_columns_of_the_page_add_up() -> None:
    for rows in tables("place"):
        *places, total = rows
        for column in total.keys() - {"place", "code", "days to closure"}:
            assert sum(int(row[column]) for row in places) == int(total[column]), column


def test_every_place_is_as_the_page_has_it(lifecycle: House) -> None:
    inspections, findings, closures = tables("place")
    for one, two, three in zip(inspections, findings, closures, strict=True):
        row = {**three, **two, **one, "major": two["major"], "major found": one["major"], "code": one["code"]}
        where = scope(row["code"])
        for name, columns in BY_PLACE.items():
            wanted = expected(tuple(int(row[column]) for column in columns))
            assert told(ask(name, scope=where, on=DAY)) == wanted, (row["place"], name)
        if row["place"] != "sum":
            rows = spells(row["days to closure"])
            wanted = (kaplan_meier(rows), sum(bool(each["event"]) for each in rows), len(rows))
            assert told(ask("median_days_to_closure", scope=where, on=DAY)) == wanted, row["place"]


def test_intervals_are_wilsons(lifecycle: House) -> None:
    for name, hand in HAND.items():
        if figures()[name].measure == "share":
            hits, n = hand[WHOLE]
            p, z = hits / n, 1.959963984540054
            middle, half = p + z * z / 2 / n, z * sqrt(p * (1 - p) / n + z * z / 4 / n / n)
            answer = asked(name, WHOLE)
            assert answer.low == pytest.approx((middle - half) / (1 + z * z / n), abs=1e-12), name
            assert answer.high == pytest.approx((middle + half) / (1 + z * z / n), abs=1e-12), name


def test_who_is_censored_on_a_day_was_at_risk_on_it(lifecycle: House) -> None:
    groups = {group.key: group for group in asked("median_days_to_closure", WHOLE, by="severity").groups}
    assert {key: (group.value, group.numerator, group.denominator) for key, group in groups.items()} == {
        "major": (31, 31, 43),
        "general": (30, 123, 149),
        "ungraded": (20, 4, 8),
    }


def test_dimensions_by_hand(lifecycle: House) -> None:
    def by(name: str, dimension: str, **more: Any) -> dict[str, int | None]:
        return {group.key: group.numerator for group in asked(name, WHOLE, by=dimension, **more).groups}

    assert by("findings_total", "family") == {"routine": 187, "complaint": 13}
    assert by("findings_total", "inspector_group") == {"team-1": 104, "team-2": 96}
    assert by("findings_total", "unit_kind") == {
        "bakery": 36,
        "clinic": 32,
        "school": 36,
        "warehouse": 28,
        "workshop": 50,
        "archive": 18,
    }
    assert by("inspections_total", "month", filters={"unit_kind": "archive"}) == {"2024-09": 9, "2024-10": 3}
    assert by("merge_rate", "severity", filters={"family": "routine"}) == {
        "major": 7 + 2 + 8,
        "general": 7 + 5 + 4,
    }
    items = {code: by("item_failure_rate", "item").get(str(pk)) for code, pk in Item.objects.values_list("code", "pk")}
    assert items == {
        "R01": 4 + 4 + 12 + 10 + 8 + 3 + 4 + 2,
        "R02": 4 + 4 + 12 + 8 + 10 + 3 + 4,
        "R03": 4 + 4 + 5 + 8 + 5 + 4,
        "R04": 4 + 5 + 5 + 4,
        "R05": 4 + 5 + 4,
        "R06": 4 + 4 + 8,
        "R07": 12 + 4,
        "R08": 6 + 12,
        "R09": 4 + 4,
        "R10": 4 + 6,
        "R11": 4 + 6,
        "R12": 4 + 2 + 6,
    }


def test_other_days_by_hand(lifecycle: House) -> None:
    def on(name: str, street: str, day: str) -> tuple[int | None, int | None]:
        answer = ask(name, scope=scope(f"sample-city/{street}"), on=date.fromisoformat(day))
        return answer.numerator, answer.denominator

    d, c, f = "district-2/street-d", "district-1/street-c", "district-2/street-f"
    days = ("2024-02-13", "2024-02-14", "2024-05-13", "2024-05-14", "2024-05-15")
    assert [on("closure_rate_all", d, day)[0] for day in days] == [0, 12, 12, 9, 6]
    assert [on("reopened_rate", d, day) for day in days] == [(0, 0), (0, 0), (0, 0), (3, 12), (3, 12)]
    assert [on("overdue_rate", f, day) for day in ("2024-12-16", "2024-12-17", "2025-01-01")] == [
        (0, 24),
        (8, 24),
        (16, 24),
    ]
    assert [on("overdue_original_rate", c, day) for day in ("2024-06-04", "2024-06-05")] == [(0, 0), (10, 20)]
    assert [on("overdue_rate", c, day) for day in ("2024-06-05", "2024-07-05", "2024-07-06")] == [
        (0, 10),
        (0, 4),
        (2, 4),
    ]
    assert on("median_days_to_closure", "district-3/street-n", "2024-12-30") == (2, 4)


def test_units_open_and_inspected_around_closures(lifecycle: House) -> None:
    autumn = (date(2024, 10, 3), DAY)  # L1 was closed on 30 September, L2 merged on 31 October
    answer = ask("inspection_coverage_rate", scope=scope("sample-city"), period=autumn)
    assert (answer.numerator, answer.denominator) == (2 + 8 + 1 + 3, 62)  # G1, G2; F; N2; P4 to P6
    answer = ask("units_total", scope=scope("sample-city"), period=(date(2024, 11, 1), DAY))
    assert answer.value == 61
    for day, raised in ((date(2023, 12, 31), 2), (date(2024, 1, 1), 2), (date(2024, 1, 2), 0)):
        assert ask("findings_total", scope=scope("sample-city"), period=(day, day)).value == raised


def test_moves_count_from_their_position_on(lifecycle: House) -> None:
    def districts(at: int) -> dict[str, int | None]:
        names = {str(unit.pk): unit.code.removeprefix("sample-city/") for unit in Unit.objects.all()}
        groups = ask("findings_total", scope=scope("sample-city"), on=DAY, at=at, by="child").groups
        return {names[group.key]: group.numerator for group in groups if group.numerator}

    assert districts(9) == {"district-1": 60, "district-2": 66, "district-3": 74}
    assert districts(10) == {"district-1": 60, "district-2": 74, "district-3": 66}
    assert districts(12) == {"district-1": 58, "district-2": 76, "district-3": 66}


def test_the_import_says_what_was_written_down_before(sqlite_house: House) -> None:
    summary = import_example("lifecycle", EXAMPLES).as_json()
    (row,) = table("rows")
    found = [summary["rows"], *summary["inspections"].values(), *summary["units"].values()]
    found += [*summary["findings"].values(), summary["rejected"], summary["unplaced_units"]]
    assert [int(cell) for cell in row.values()] == found
    again = import_example("lifecycle", EXAMPLES).as_json()
    assert again["inspections"] == {"added": 0, "unchanged": 160, "editions": 0, "not_held": 5}
    assert (set(again["findings"].values()), again["position"]) == ({0}, summary["position"])


def test_the_commands_of_the_page_do_what_it_says(sqlite_house: House) -> None:
    for words in commands():
        done = sqlite_house.run(*(EXAMPLES.parent / word if word.startswith("examples/") else word for word in words))
        assert done.returncode == 0, (words, done.stderr)
    assert "148 / 184" in done.stdout
    with clock.frozen(datetime(2025, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))):
        assert told(asked("closure_rate_due", WHOLE)) == expected(HAND["closure_rate_due"][WHOLE])
    assert list(checking.check()) == []


def test_read_in_parts_and_out_of_order_it_comes_to_the_same(sqlite_house: House) -> None:
    example = EXAMPLES / "lifecycle"
    header, *rows = (example / "lifecycle.csv").read_text(encoding="utf-8").splitlines()
    random.Random(3).shuffle(rows)
    for number in range(3):
        part = sqlite_house.home / f"part-{number}.csv"
        part.write_text("\n".join([header, *rows[number::3], ""]), encoding="utf-8")
        import_inspections(terminal(), part, example / "mapping.toml")
    for column in (WHOLE, *YEARS):
        as_worked_out(column)
    assert list(checking.check()) == []
