"""Spans are exact for every position and date, whatever the order in which rows arrive."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from paicha.figures import spans
from paicha.figures.facts import Column, Fact
from paicha.testing.scale import examples

FIRST = date(2024, 1, 1)
COLUMNS = (Column("k", "BIGINT"), Column("seq", "INTEGER"), Column("d", "DATE"), Column("v", "VARCHAR"))
DATED = Fact("f", "f", "k", COLUMNS, dated="d", order="seq", unit=None, line=None)
KEYED = Fact("f", "f", "k", COLUMNS, unit=None, line=None)

DAYS = [FIRST + timedelta(days=days) for days in range(-1, 7)]
CONNECTION = duckdb.connect(config={"threads": 1})
LAST = 90  # above any position drawn

Row = tuple[int, int, int, int, date, str]  # id, position, k, seq, d, v


@st.composite
def arrivals(draw: st.DrawFn) -> list[list[Row]]:
    """Batches of rows; positions never fall, dates and order within a date come as they like."""
    batches: list[list[Row]] = []
    number = position = 0
    for _ in range(draw(st.integers(1, 4))):
        position += 1
        batch = []
        for _ in range(draw(st.integers(1, 9))):
            number += 1
            position += draw(st.integers(0, 2))
            on = FIRST + timedelta(days=draw(st.integers(0, 5)))
            batch.append((number, position, draw(st.integers(1, 3)), draw(st.integers(1, 4)), on, "x"))
        batches.append(batch)
    return batches


def absorbed(fact: Fact, batches: list[list[Row]]) -> duckdb.DuckDBPyConnection:
    """The spans after all batches, each absorbed as a refresh would."""
    cursor = CONNECTION.cursor()
    cursor.execute("DROP TABLE IF EXISTS span_f")
    cursor.execute(spans.create(fact))
    after = None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        for batch in batches:
            path.write_text("".join(",".join(map(str, row)) + "\n" for row in batch))
            cursor.execute("BEGIN")
            assert spans.read(cursor, fact, str(path), "null") == len(batch)
            spans.absorb(cursor, fact, after)
            cursor.execute("COMMIT")
            after = batch[-1][1]
    return cursor


def holding(cursor: duckdb.DuckDBPyConnection) -> dict[tuple[int, date], list[tuple[int, int]]]:
    """Key and id of the spans that hold, at each position and date."""
    found: dict[tuple[int, date], list[tuple[int, int]]] = {}
    for number, key, _, _, _, known_from, known_until, *valid in cursor.execute("FROM span_f").fetchall():
        for position in range(known_from, min(known_until, LAST)):
            for on in DAYS:
                if not valid or (valid[1] <= on and (valid[0] > position or valid[2] > on)):
                    found.setdefault((position, on), []).append((key, number))
    return {place: sorted(each) for place, each in found.items()}


@given(arrivals())
def test_a_dated_fact_holds_what_the_rule_says_at_every_position_and_date(batches: list[list[Row]]) -> None:
    rows = [row for batch in batches for row in batch]
    found = holding(absorbed(DATED, batches))
    for position in range(LAST):
        for on in DAYS:
            known = [row for row in rows if row[1] <= position and row[4] <= on]
            expected = {
                key: max((row for row in known if row[2] == key), key=late)[0] for key in {row[2] for row in known}
            }
            assert found.get((position, on), []) == sorted(expected.items())


def late(row: Row) -> tuple[date, int, int]:
    """By what a row takes over from another of its key."""
    return row[4], row[3], row[0]


@examples(10)
@given(arrivals())
def test_a_fact_without_dates_holds_its_last_row_at_every_position(batches: list[list[Row]]) -> None:
    rows = [row for batch in batches for row in batch]
    found = holding(absorbed(KEYED, batches))
    for position in range(LAST):
        expected = {row[2]: row[0] for row in rows if row[1] <= position}
        assert found.get((position, FIRST), []) == sorted(expected.items())


@examples(10)
@given(arrivals())
def test_refreshing_ends_where_loading_at_once_ends(batches: list[list[Row]]) -> None:
    whole = [[row for batch in batches for row in batch]]
    for fact in (DATED, KEYED):
        assert holding(absorbed(fact, batches)) == holding(absorbed(fact, whole))


def test_a_key_that_nothing_dates_has_one_span_a_row() -> None:
    loose = Fact("f", "f", None, COLUMNS, unit=None, line=None)
    cursor = absorbed(loose, [[(1, 1, 1, 1, FIRST, "x"), (2, 1, 1, 1, FIRST, "x")], [(3, 2, 1, 1, FIRST, "x")]])
    found = cursor.execute("SELECT id, known_from, known_until FROM span_f ORDER BY id").fetchall()
    assert found == [(1, 1, spans.FOREVER), (2, 1, spans.FOREVER), (3, 2, spans.FOREVER)]
