"""Whatever an address asks of a figure, there is an answer or a problem that can be mended; never a broken page."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paicha.figures.registry import figures
from paicha.testing.busy import OUTSIDE, Busy, make_busy
from paicha.testing.cast import cast
from paicha.testing.house import House
from paicha.testing.scale import examples
from paicha.testing.visitor import visitor

NAMES = (
    "line",
    "unit",
    "from",
    "to",
    "at",
    "on",
    "by",
    "group",
    "filter",
    "after",
    "start",
    "order",
    "dimension",
    "chart",
    "rows",
    "child",
    "severity",
    "item",
    "major",
    "month",
    "unit_kind",
    "source",
    "family",
    "inspector_group",
)
VALUES = (
    "",
    "0",
    "1",
    "7",
    "-1",
    "33",
    "99999999999999999999",
    "2025-03-01",
    "2026-02-28",
    "0000-01-01",
    "9999-12-31",
    "0001-01-01",
    "2025-3-1",
    "territorial",
    "food",
    "city",
    "north",
    "south",
    "noodles",
    "bakery",
    "nowhere",
    "child",
    "severity",
    "month",
    "item",
    "none",
    "critical",
    "true",
    "maybe",
    "1.1",
    "town-list/1.1",
    "value",
    "-value",
    "name",
    "hits",
    "misses",
    "item=1",
    "item=x",
    "child=1",
    "child=99999999999999999999",
    "major=true",
    "from=2025-01-01",
    "to=x",
    "on=0",
    "=",
    "1:2",
    "1:2:3",
    "1;drop",
    "%00",
    "é",
    "'",
    '"',
    "2025-13",
    "٣",
)
VIEWS = ("", "/chart", "/values")
words = st.one_of(st.sampled_from(VALUES), st.text(max_size=12))
queries = st.lists(st.tuples(st.sampled_from(NAMES), words), max_size=6)


@pytest.fixture
def town(sqlite_house: House) -> Busy:
    """A busy town for all examples of a test."""
    return make_busy(cast())


@examples(40)
@given(query=queries, number=st.integers(0, 200), view=st.sampled_from(VIEWS))
def test_no_parameter_breaks_a_figure(town: Busy, query: list[tuple[str, str]], number: int, view: str) -> None:
    names = sorted(figures())
    name = names[number % len(names)]
    answer = visitor(town.cast.head).get(f"/figures/{name}{view}?{urlencode(query)}")
    assert answer.status_code in (200, 400, 404, 422), (name, query)
    said = answer.content.decode()
    written = " ".join(value for _name, value in query)
    assert [word for word in OUTSIDE if word in said and word not in written] == []


@examples(15)
@given(query=queries, address=st.sampled_from(("/overview", "/overview/trend", "/figures")))
def test_no_parameter_breaks_an_overview(town: Busy, query: list[tuple[str, str]], address: str) -> None:
    answer = visitor(town.cast.head).get(f"{address}?{urlencode(query)}")
    assert answer.status_code in (200, 400, 404, 422), query


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("from=2026-01-02&to=2026-01-01", 422, "figure_period_reversed"),
        ("by=weather", 422, "figure_dimension_unknown"),
        ("unit_kind=shop&filter=weather=fine", 422, "figure_dimension_unknown"),
        ("at=1000000", 422, "figure_position_unknown"),
        ("at=99999999999999999999999", 422, "value_invalid"),
        ("from=0000-01-01", 422, "value_invalid"),
        ("major=maybe", 422, "figure_filter_value"),
        ("item=town-list/9.9", 422, "figure_filter_value"),
        ("child=south", 404, "absent"),
        ("child=nowhere", 404, "absent"),
        ("filter=child=999", 404, "absent"),
        ("by=child&group=999", 404, "absent"),
        ("by=child&group=south", 404, "absent"),
        ("filter=nothing", 422, "filter_invalid"),
        ("after=x", 400, "cursor_invalid"),
        ("order=weather", 400, "list_sort_unknown"),
        ("unit=north&line=nowhere", None, "line_unknown"),
    ],
)
def test_a_problem_says_what_it_is(town: Busy, query: str, status: int | None, code: str) -> None:
    answer = visitor(town.cast.head).get(f"/figures/findings_total?{query}")
    assert status in (None, answer.status_code)
    assert f'<span class="pc-code">{code}</span>' in answer.content.decode()


def test_a_figure_that_there_is_not(town: Busy) -> None:
    assert visitor(town.cast.head).get("/figures/weather").status_code == 404


def test_a_dimension_of_other_figures_is_not_passed_over(town: Busy) -> None:
    assert visitor(town.cast.head).get("/figures/inspections_total?severity=critical").status_code == 422
