"""Spans: which row of a fact holds at a position and on a date, as two intervals of positions and one of dates.

A row holds at position N on date D when

    known_from <= N < known_until  and  valid_from <= D  and  (N < ended_at  or  D < valid_until).

For a fact that is not dated only `known_from` and `known_until` exist. For a dated fact a row holds from its date on
until the next row of its key, by (date, order), takes over; that next row is known from a later position `ended_at`,
and before that position the row had no end. Keeping both in one span needs one line a row, and closing it writes two
narrow columns where it lies. Rows that arrive out of the order of their dates are cut into as many plain rectangles as
they need.

Source of the rule: among the rows known at N whose date is not after D, the one with the greatest (date, order, id)
holds.
"""

from collections.abc import Iterable
from datetime import date
from string import Template
from typing import TYPE_CHECKING

from paicha.figures.facts import Column, Fact

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FOREVER = 2**63 - 1  # the position at which what still holds ends
NO_END = date(9999, 12, 31)  # the date on which what has no end ends
LAST_DAY = date(9999, 12, 30)  # the last date that can be asked about

_KNOWN = (Column("known_from", "BIGINT"), Column("known_until", "BIGINT"))
_VALID = (Column("ended_at", "BIGINT"), Column("valid_from", "DATE"), Column("valid_until", "DATE"))


def table(fact: Fact) -> str:
    """The table of the fact's spans."""
    return f"span_{fact.name}"


def columns(fact: Fact) -> tuple[Column, ...]:
    """The columns of the fact's spans besides `id`."""
    return fact.columns + _KNOWN + (_VALID if fact.dated else ())


def ends(fact: Fact) -> str:
    """The column with the position at which a later row ended the span."""
    return "ended_at" if fact.dated else "known_until"


def create(fact: Fact) -> str:
    """The statement that makes the empty table of the fact's spans."""
    return fill(fact, "CREATE TABLE $spans (id BIGINT, $defined)", defined=_defined(columns(fact)))


def read(cursor: "DuckDBPyConnection", fact: Fact, path: str, null: str) -> int:
    """Read a spooled file (id, position, columns; no header; `null` unquoted stands for NULL) as spans without an end.

    Returns the number of rows. They hold nothing true before `absorb`, so both belong into one transaction.
    """
    types = {"id": "BIGINT", "position": "BIGINT", **{column.name: column.type for column in fact.columns}}
    statement = """
        INSERT INTO $spans SELECT id, $names, $opened FROM read_csv($$path, header = false, auto_detect = false,
            columns = {$types}, delim = ',', quote = '"', escape = '"', nullstr = $$nulls, allow_quoted_nulls = false)
    """
    listed = ", ".join(f"'{name}': '{type_}'" for name, type_ in types.items())
    opened = f"position, {FOREVER}" + (f", {FOREVER}, \"{fact.dated}\", DATE '{NO_END}'" if fact.dated else "")
    filled = fill(fact, statement, types=listed, opened=opened)
    added = cursor.execute(filled, {"path": path, "nulls": null}).fetchone()
    return int(added[0]) if added else 0


def absorb(cursor: "DuckDBPyConnection", fact: Fact, after: int | None) -> None:
    """End the spans that rows with positions above `after` (None: all) replace; within the caller's transaction."""
    if fact.key is None:
        return
    chain, update = (_CHAIN_DATED, _END_DATED) if fact.dated else (_CHAIN, _END)
    touched = "" if after is None else fill(fact, _TOUCHED, after=str(after))
    cursor.execute(fill(fact, chain, touched=touched))
    cursor.execute(fill(fact, update))
    if fact.dated:
        cursor.execute(fill(fact, "CREATE OR REPLACE TEMP TABLE $late AS SELECT DISTINCT key FROM $chain WHERE late"))
        found = cursor.execute(fill(fact, "SELECT count(*) FROM $late")).fetchone()
        if found and found[0]:
            for statement in _OUT_OF_ORDER:
                cursor.execute(fill(fact, statement))
        cursor.execute(fill(fact, "DROP TABLE $late"))
    cursor.execute(fill(fact, "DROP TABLE $chain"))


def _defined(columns: Iterable[Column]) -> str:
    return ", ".join(f'"{column.name}" {column.type}' for column in columns)


def fill(fact: Fact, statement: str, **more: str) -> str:
    """Put the fact's names, each of them checked to be a plain word when it was declared, into a statement."""
    return Template(statement).substitute(
        spans=f'"{table(fact)}"',
        chain=f'"chain_{fact.name}"',
        late=f'"late_{fact.name}"',
        again=f'"again_{fact.name}"',
        names=", ".join(f'"{name}"' for name in fact.names),
        n_names=", ".join(f'n."{name}"' for name in fact.names),
        key=f'"{fact.key}"',
        dated=f'"{fact.dated}"',
        order=f'"{fact.order}"',
        forever=str(FOREVER),
        no_end=f"DATE '{NO_END}'",
        **more,
    )


# The open rows of each touched key, the one that held so far among them: a later row ends an earlier one.
_CHAIN = """
    CREATE OR REPLACE TEMP TABLE $chain AS
    SELECT s.rowid AS place, lead(known_from) OVER (PARTITION BY s.$key ORDER BY known_from, id) AS next_position
    FROM $spans s $touched WHERE known_until = $forever
"""
_TOUCHED = "SEMI JOIN (SELECT $key FROM $spans WHERE known_from > $after) n ON s.$key = n.$key"
_END = """
    UPDATE $spans AS s SET known_until = c.next_position
    FROM $chain c WHERE s.rowid = c.place AND c.next_position IS NOT NULL
"""
# As before, in the order of the dates. That order is also the order of arrival for all keys but the late ones. A row
# whose successor has the same date is replaced on every date; it ends as known, not as valid.
_CHAIN_DATED = """
    CREATE OR REPLACE TEMP TABLE $chain AS
    SELECT s.rowid AS place, s.$key AS key, valid_from AS valid,
        lead(known_from) OVER w AS next_position, lead(valid_from) OVER w AS next_valid,
        lag(known_from) OVER w > known_from AS late
    FROM $spans s $touched WHERE ended_at = $forever AND known_until = $forever
    WINDOW w AS (PARTITION BY s.$key ORDER BY valid_from, $order, id)
"""
_END_DATED = """
    UPDATE $spans AS s SET
        known_until = CASE WHEN c.next_valid = c.valid THEN c.next_position ELSE $forever END,
        ended_at = CASE WHEN c.next_valid = c.valid THEN $forever ELSE c.next_position END,
        valid_until = CASE WHEN c.next_valid = c.valid THEN $no_end ELSE c.next_valid END
    FROM $chain c WHERE s.rowid = c.place AND c.next_position IS NOT NULL
"""

# All rows of the late keys again: the first date that a greater row, known by then, takes away only ever moves forward,
# and at each position where it moves a new rectangle begins.
_OUT_OF_ORDER = (
    """
    CREATE OR REPLACE TEMP TABLE $again AS
    SELECT DISTINCT ON (id) id, $names, known_from AS position
    FROM $spans s SEMI JOIN $late l ON s.$key = l.key ORDER BY id, known_from
    """,
    "DELETE FROM $spans WHERE $key IN (SELECT key FROM $late)",
    """
    INSERT INTO $spans
    WITH cut AS (
        SELECT id, position, $no_end AS until FROM $again
        UNION ALL
        SELECT a.id, greatest(a.position, b.position), b.$dated
        FROM $again a JOIN $again b ON a.$key = b.$key AND (a.$dated, a.$order, a.id) < (b.$dated, b.$order, b.id)
    ),
    nearest AS (
        SELECT id, position, min(min(until)) OVER (PARTITION BY id ORDER BY position) AS until
        FROM cut GROUP BY id, position
    ),
    moved AS (SELECT * FROM nearest QUALIFY until IS DISTINCT FROM lag(until) OVER (PARTITION BY id ORDER BY position)),
    piece AS (SELECT *, lead(position, 1, $forever) OVER (PARTITION BY id ORDER BY position) AS known_until FROM moved)
    SELECT n.id, $n_names, p.position, p.known_until,
        CASE WHEN p.until = $no_end THEN $forever ELSE p.position END, n.$dated, p.until
    FROM piece p JOIN $again n ON p.id = n.id
    WHERE p.until > n.$dated
    """,
    "DROP TABLE $again",
)
