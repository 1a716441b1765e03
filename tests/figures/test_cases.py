"""Every figure equals its case: another query, by hand, on the records themselves.

A case is written from the figure's sentence in `cases/<name>.sql`, for SQLite and PostgreSQL alike. It is given the
period (`from`, `to`), the day (`on`) and the scope (`line`, `path`, `end`), and answers with numerator and denominator,
or with the rows of which Python then takes the median. What is known is what the records hold now.
"""

from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

from paicha.figures.asking import ask
from paicha.figures.registry import figures
from paicha.kernel.scope import Range, Scope
from paicha.ledger import checking
from tests.figures.towns import kaplan_meier, place, query

CASES = {path.stem: path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "cases").glob("*.sql")}
ALWAYS = (date.min, date.max)


@dataclass(frozen=True)
class Question:
    """What is asked of a figure: below which unit, of which period, about which day."""

    unit: tuple[str, str]
    period: tuple[date, date] = ALWAYS
    on: date | None = None


def year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


CITY, OFFICE = ("chicago", "territorial"), ("chicago-food-trades", "trade")
SAMPLE, SECOND = ("sample-city", "territorial"), ("sample-city/district-2", "territorial")
OF_SAMPLE = [
    Question(SAMPLE, on=date(2024, 12, 31)),
    Question(SAMPLE, year(2024)),
    Question(SAMPLE, year(2023)),
    Question(SAMPLE, (date(2023, 12, 31), date(2024, 5, 14))),
    Question(SECOND, on=date(2024, 12, 31)),
    Question(SECOND, year(2024), on=date(2024, 12, 16)),
    Question(("sample-trades/trade-clinic", "trade"), on=date(2024, 5, 14)),
    Question(("SAMPLE-L3", "territorial"), on=date(2024, 12, 31)),
    Question(("sample-city/unplaced-territorial", "territorial"), on=date(2024, 12, 31)),
    Question(SAMPLE, year(2022)),
]
QUESTIONS = {
    "lifecycle": OF_SAMPLE,
    "lifecycle-corrected": [
        *OF_SAMPLE,
        Question(SAMPLE, on=date(2024, 12, 22)),
        Question(SAMPLE, on=date(2024, 3, 25)),
    ],
    "chicago-food-text": [
        Question(CITY, on=date(2020, 3, 31)),
        Question(CITY, (date(2020, 3, 1), date(2020, 3, 10))),
        Question(OFFICE, on=date(2020, 3, 12)),
        Question(("chicago-food-trades/trade-restaurant", "trade"), on=date(2020, 3, 31)),
    ],
    "chicago-food": [
        Question(CITY, on=date(2014, 12, 31)),
        Question(CITY, year(2013)),
        Question(("chicago/ward-42", "territorial"), on=date(2014, 12, 31)),
        Question(("chicago/ward-42", "territorial"), year(2012)),
        Question(("chicago-food-trades/trade-grocery-store", "trade"), year(2013), on=date(2014, 6, 30)),
    ],
}


def expected(name: str, where: Range, question: Question) -> dict[str, Any]:
    """What the case counts."""
    start, end = question.period
    values = {
        "from": start,
        "to": end,
        "on": question.on or end,
        "line": where.line,
        "path": where.path,
        "end": where.end,
    }
    found = query(CASES[name], values)
    measure = figures()[name].measure
    if measure == "survival":
        events = sum(bool(row["event"]) for row in found)
        return {"value": kaplan_meier(found), "numerator": events, "denominator": len(found)}
    if measure == "median":
        days = [row["days"] for row in found]
        return {"value": median(days) if days else None, "numerator": None, "denominator": len(days)}
    (counts,) = found
    numerator, denominator = counts["numerator"], counts.get("denominator")
    if measure in ("count", "sum"):
        return {"value": numerator, "numerator": numerator, "denominator": None}
    assert denominator is not None
    value = numerator / denominator if denominator >= 5 else None  # under 5 only counts are shown
    return {"value": value, "numerator": numerator, "denominator": denominator}


def test_there_is_a_case_for_every_figure_and_none_besides() -> None:
    assert CASES.keys() == figures().keys()


def test_every_figure_equals_its_case(example: str) -> None:
    wrong = []
    for name, question in product(sorted(CASES), QUESTIONS[example]):
        where = place(*question.unit)
        start, end = (None if day in ALWAYS else day for day in question.period)
        said = ask(name, scope=Scope(focus=where), period=(start, end), on=question.on)
        told = {"value": said.value, "numerator": said.numerator, "denominator": said.denominator}
        if told != (counted := expected(name, where, question)):
            wrong.append((name, question, told, counted))
    assert wrong == []


def test_what_the_cases_count_matches_the_ledger(example: str) -> None:
    assert list(checking.check()) == []
