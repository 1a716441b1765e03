"""Composition: one tree a question, no value in its text, and the same meaning however it is grouped."""

import pytest
import sqlglot
from sqlglot import exp

from paicha.figures.composition import carried, compose
from paicha.figures.definitions import Figure
from paicha.figures.dimensions import dimensions
from paicha.figures.engines.spark import PREFIX, spoken
from paicha.figures.facts import facts
from paicha.figures.registry import figures
from paicha.figures.shape import Shape
from paicha.figures.sql import query

NAMES = sorted(figures())
SCOPES = [
    Shape(),
    Shape(focus=False),
    Shape(focus=True, reach=(False, True, False), period=True),
    Shape(reach=()),
    Shape(focus=False, reach=(True,), today=True),
]


def shapes(figure: Figure) -> list[Shape]:
    """A shape for each dimension, wanting value and rows, with and without filters."""
    found = [*SCOPES, Shape("number", group=True)]
    for by in dimensions(figure, facts()):
        found.append(Shape("value", by, ((by, 2),), focus=False))
        found.append(Shape("rows", by, ((by, 0),), focus=False, group=True, after=True))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_composed_and_read_again(name: str) -> None:
    figure = figures()[name]
    for shape in shapes(figure):
        composed = compose(figure, shape, facts())
        again = sqlglot.parse_one(composed.text, dialect="duckdb", into=exp.Select)
        assert {each.name for each in again.find_all(exp.Placeholder)} == composed.wants
        assert tuple(again.named_selects) == composed.columns


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_carried_to_spark(name: str) -> None:
    figure = figures()[name]
    for shape in shapes(figure):
        composed = compose(figure, shape, facts())
        again = sqlglot.parse_one(spoken(composed), dialect="spark", into=exp.Select)
        assert {each.name for each in again.find_all(exp.Placeholder)} == {f"{PREFIX}{name}" for name in composed.wants}
        assert tuple(again.named_selects) == composed.columns


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_is_asked_for_stands_in_the_text(name: str) -> None:
    """The text of a question has the figure's own words and ours; a shape has names and numbers only."""
    figure = figures()[name]
    ours = {"", "/", "%Y-%m", "9999-12-31"}
    written = {each.name for each in figure.tree.find_all(exp.Literal) if each.is_string}
    for shape in shapes(figure):
        composed = compose(figure, shape, facts())
        found = {each.name for each in composed.tree.find_all(exp.Literal) if each.is_string}
        assert found <= ours | written


def test_composing_leaves_the_figure_as_it_was() -> None:
    figure = figures()["closure_rate_due"]
    before = figure.tree.sql()
    for shape in shapes(figure):
        compose(figure, shape, facts())
    assert figure.tree.sql() == before


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("SELECT f.finding AS key, f.grp FROM finding_at AS f", True),
        ("WITH x AS (SELECT finding, grp FROM finding_at) SELECT finding AS key, grp FROM x", True),
        ("SELECT unit AS key, grp FROM finding_at GROUP BY unit, grp", False),
        ("SELECT DISTINCT unit AS key, grp FROM finding_at", False),
        ("SELECT unit AS key, max(grp) AS grp FROM finding_at GROUP BY unit", False),
        ("SELECT finding AS key, grp FROM finding_at WHERE grp <> ''", False),
        ("SELECT finding AS key, grp, row_number() OVER (PARTITION BY grp) AS x FROM finding_at", False),
        ("SELECT f.finding AS key, f.grp FROM finding_at AS f JOIN finding_at AS g ON f.grp = g.grp", False),
        ("WITH x AS (SELECT DISTINCT unit, grp FROM finding_at) SELECT unit AS key, grp FROM x", False),
    ],
)
def test_the_whole_comes_with_the_groups_only_where_rows_do_not_depend_on_them(text: str, whole: bool) -> None:
    assert carried(query(text)) is whole


def test_which_figures_depend_on_their_grouping() -> None:
    assert {name for name in NAMES if not carried(figures()[name].tree)} == {
        "units_inspected",
        "units_with_findings_rate",
    }


def test_a_dimension_is_offered_where_the_fact_has_it() -> None:
    known = {name: list(dimensions(figure, facts())) for name, figure in figures().items()}
    both = ["child", "line", "unit_kind"]
    assert known["units_total"] == known["inspection_coverage_rate"] == ["child", "unit_kind"]
    assert known["findings_total"] == [*both, *facts()["finding"].dimensions, "month"]
    assert {"severity", "item", "source", "family", "inspector_group"} <= set(known["findings_total"])
    assert known["inspections_total"] == [*both, "source", "family", "inspector_group", "month"]
    assert known["item_failure_rate"] == [*both, "source", "family", "inspector_group", "item", "month"]
