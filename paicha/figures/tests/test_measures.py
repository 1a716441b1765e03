"""Measures against what is worked out by hand: Kaplan-Meier, medians, shares, ratios."""

from fractions import Fraction
from typing import Any

import duckdb
import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

from paicha.figures.answers import counted
from paicha.figures.definitions import Measure, parse
from paicha.figures.measures import COLUMNS, summed

CONNECTION = duckdb.connect(config={"threads": 1})
NEEDED = {"count": "", "sum": "amount", "share": "hit", "ratio": "numerator, denominator", "median": "amount"}
NEEDED |= {"survival": "days, event"}


def figure_of(measure: str, columns: str | None = None) -> Any:
    """A figure with this measure."""
    given = NEEDED[measure] if columns is None else columns
    also = "".join(f", {name.strip()}" for name in given.split(",") if name)
    front = {"name": "x", "version": 1, "measure": measure, "unit": "case", "grain": "finding"}
    front |= {"better": "neither", "zh": "x", "en": "x", "sentence.zh": "x", "sentence.en": "x"}
    said = "\n".join(f"-- {name}: {value}" for name, value in front.items())
    return parse(f"{said}\nselect finding as key, grp{also} from finding_at")


def said(
    measure: str, rows: str, columns: str | None = None, by_group: bool = False
) -> dict[tuple[str, int], dict[str, Any]]:
    """What the measure says of rows given as SQL values."""
    figure = figure_of(measure, columns)
    tree, parts = summed(figure, by_group, True)
    names = ["key", "grp", *figure.tree.named_selects[2:]]
    tree = tree.copy()
    values = f"SELECT * FROM (VALUES {rows}) AS t ({', '.join(names)})"
    given: list[tuple[str, exp.Expr]] = [("counted", sqlglot.parse_one(values, dialect="duckdb")), *parts]
    for name, part in given:
        tree = tree.with_(name, as_=part, copy=False)
    assert tuple(tree.named_selects) == COLUMNS
    found = CONNECTION.execute(tree.sql(dialect="duckdb")).fetchall()
    kind: Measure = figure.measure
    return {(group, whole): counted(kind, *numbers) for group, whole, *numbers in found}


def median_of(cases: list[tuple[int, bool]]) -> Any:
    """The Kaplan-Meier median that the measure says."""
    rows = ", ".join(f"({number}, '', {days}, {event})" for number, (days, event) in enumerate(cases))
    return said("survival", rows)["", 1]


def test_kaplan_meier_by_hand() -> None:
    """Ten findings; S falls to 9/10, 7/10 (two on one day), with one censored that day, 7/12, then 7/15: below a half.

    day 2: 1 of 10, S = .9;  day 5: 2 of 9, S = .7, one censored;  day 8: 1 of 6, S = .5833;  day 9: censored;
    day 12: 1 of 4, S = .4375.
    """
    cases = [(2, True), (5, True), (5, True), (5, False), (8, True), (9, False), (12, True), (20, False)]
    cases += [(20, False), (20, False)]
    assert median_of(cases) == {"numerator": 5, "denominator": 10, "value": 12}


def test_the_median_is_the_day_on_which_exactly_half_remain() -> None:
    assert median_of([(3, True), (4, True), (7, False), (7, False)])["value"] == 4


def test_no_median_while_more_than_half_remain() -> None:
    said = median_of([(3, True), (4, False), (7, False), (7, False)])
    assert said == {"numerator": 1, "denominator": 4, "value": None}


def test_all_on_one_day() -> None:
    assert median_of([(6, True)] * 3)["value"] == 6


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=30))
def test_kaplan_meier_equals_exact_fractions(cases: list[tuple[int, bool]]) -> None:
    surviving, median = Fraction(1), None
    for days in sorted({days for days, event in cases if event}):
        at_risk = sum(other >= days for other, _ in cases)
        surviving *= 1 - Fraction(sum(other == days and event for other, event in cases), at_risk)
        if surviving <= Fraction(1, 2):
            median = days
            break
    assert median_of(cases) == {
        "numerator": sum(event for _, event in cases),
        "denominator": len(cases),
        "value": median,
    }


def test_a_group_whose_median_is_not_reached_stays() -> None:
    rows = "(1, 'a', 3, true), (2, 'a', 4, true), (3, 'b', 9, false)"
    found = said("survival", rows, by_group=True)
    assert found["a", 0]["value"] == 3
    assert found["b", 0] == {"numerator": 0, "denominator": 1, "value": None}
    whole = next(each for (_, whole), each in found.items() if whole)
    assert whole == {"numerator": 2, "denominator": 3, "value": 4}


def test_a_share_has_numerator_denominator_and_interval() -> None:
    rows = ", ".join(f"({number}, '', {number < 3})" for number in range(10))
    found = said("share", rows)["", 1]
    assert (found["numerator"], found["denominator"], found["value"]) == (3, 10, 0.3)
    assert found["low"] == pytest.approx(0.10779127)
    assert found["high"] == pytest.approx(0.60322186)


def test_a_share_of_parts_sums_them() -> None:
    found = said("share", "(1, '', 1, 4), (2, '', 2, 6)", "numerator, denominator")["", 1]
    assert (found["numerator"], found["denominator"], found["value"]) == (3, 10, 0.3)


def test_below_five_only_counts_are_said() -> None:
    found = said("share", "(1, '', true), (2, '', false), (3, '', true), (4, '', true)")["", 1]
    assert found == {"numerator": 3, "denominator": 4, "value": None}
    assert said("ratio", "(1, '', 9, 4)")["", 1]["value"] is None


def test_a_ratio_has_no_interval() -> None:
    assert said("ratio", "(1, '', 9, 4), (2, '', 0, 2)")["", 1] == {"numerator": 9, "denominator": 6, "value": 1.5}


def test_a_sum_and_a_count() -> None:
    assert said("sum", "(1, '', 9), (2, '', 4)")["", 1] == {"numerator": 13, "denominator": None, "value": 13}
    assert said("count", "(1, ''), (2, '')")["", 1] == {"numerator": 2, "denominator": None, "value": 2}


def test_a_median_of_whole_days_may_be_half_a_day() -> None:
    assert said("median", "(1, '', 9), (2, '', 4)")["", 1] == {"numerator": None, "denominator": 2, "value": 6.5}
    assert said("median", "(1, '', 9), (2, '', 4), (3, '', 5)")["", 1]["value"] == 5
