"""Spans: which row of a fact holds at a position and on a date, as two intervals of positions and one of dates.

A row holds at position N on date D when

    known_from <= N < known_until  and  valid_from <= D  and  (N < ended_at  or  D < valid_until).

For a fact that is not dated only `known_from` and `known_until` exist. For a dated fact a row holds from its date on until
the next row of its key, by (date, order), takes over; that next row is known from a later position `ended_at`, and before
that position the row had no end. Keeping both in one span needs one line a row, and closing it writes two narrow columns
where it lies. Rows that arrive out of the order of their dates are cut into as many plain rectangles as they need.

Source of the rule: among the rows known at N whose date is not after D, the one with the greatest (date, order, id) holds.
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


def stage(cursor: "DuckDBPyConnection", fact: Fact) -> None:
    """Make room for rows that are about to be read."""
    statement = "CREATE OR REPLACE TEMP TABLE $new (id BIGINT, $defined, position BIGINT)"
    cursor.execute(fill(fact, statement, defined=_defined(fact.columns)))


def read(cursor: "DuckDBPyConnection", fact: Fact, path: str, null: str) -> int:
    """Read a spooled file (id, position, columns; no header; `null` unquoted stands for NULL) into the staged rows."""
    types = {"id": "BIGINT", "position": "BIGINT", **{column.name: column.type for column in fact.columns}}
    statement = """
        INSERT INTO $new SELECT id, $names, position FROM read_csv($$path, header = false, auto_detect = false,
            columns = {$types}, delim = ',', quote = '"', escape = '"', nullstr = $$nulls, allow_quoted_nulls = false)"""
    listed = ", ".join(f"'{name}': '{type_}'" for name, type_ in types.items())
    added = cursor.execute(fill(fact, statement, types=listed), {"path": path, "nulls": null}).fetchone()
    return int(added[0]) if added else 0


def absorb(cursor: "DuckDBPyConnection", fact: Fact) -> None:
    """Turn the staged rows into spans and cut those they end; all within the caller's transaction.

    The staged rows must have higher positions than any row absorbed before, or the table of spans be empty.
    """
    statements = _UNKEYED if fact.key is None else _DATED if fact.dated else _KEYED
    for statement in statements:
        cursor.execute(fill(fact, statement))
    if fact.dated:
        found = cursor.execute(fill(fact, "SELECT count(*) FROM $late")).fetchone()
        if found and found[0]:
            for statement in _OUT_OF_ORDER:
                cursor.execute(fill(fact, statement))
        cursor.execute(fill(fact, "DROP TABLE $late"))
    if fact.key:
        cursor.execute(fill(fact, "DROP TABLE $chain"))
    cursor.execute(fill(fact, "DROP TABLE $new"))


def _defined(columns: Iterable[Column]) -> str:
    return ", ".join(f'"{column.name}" {column.type}' for column in columns)


def fill(fact: Fact, statement: str, **more: str) -> str:
    """Put the fact's names, each of them checked to be a plain word when it was declared, into a statement."""
    order = f'"{fact.order}"'
    return Template(statement).substitute(
        spans=f'"{table(fact)}"',
        new=f'"new_{fact.name}"',
        chain=f'"chain_{fact.name}"',
        late=f'"late_{fact.name}"',
        again=f'"again_{fact.name}"',
        names=", ".join(f'"{name}"' for name in fact.names),
        n_names=", ".join(f'n."{name}"' for name in fact.names),
        key=f'"{fact.key}"',
        dated=f'"{fact.dated}"',
        order=order,
        forever=str(FOREVER),
        no_end=f"DATE '{NO_END}'",
        **more,
    )


_UNKEYED = ("INSERT INTO $spans SELECT id, $names, position, $forever FROM $new ORDER BY id",)

# The row of each touched key that holds now, with the new ones: a later row ends an earlier one.
_KEYED = (
    """
    CREATE OR REPLACE TEMP TABLE $chain AS
    SELECT *, lead(position) OVER (PARTITION BY key ORDER BY position, id) AS next_position
    FROM (
        SELECT s.rowid AS place, s.id, s.$key AS key, s.known_from AS position
        FROM $spans s SEMI JOIN $new n ON s.$key = n.$key WHERE s.known_until = $forever
        UNION ALL
        SELECT NULL, id, $key, position FROM $new
    )
    """,
    """
    UPDATE $spans AS s SET known_until = c.next_position
    FROM $chain c WHERE s.rowid = c.place AND c.next_position IS NOT NULL
    """,
    """
    INSERT INTO $spans
    SELECT n.id, $n_names, n.position, coalesce(c.next_position, $forever)
    FROM $new n JOIN $chain c ON n.id = c.id
    WHERE c.next_position IS NULL OR c.next_position > n.position
    """,
)

# As before, in the order of the dates. That order is also the order of arrival for all keys but the late ones. A row whose
# successor has the same date is replaced on every date; it ends as known, not as valid.
_DATED = (
    """
    CREATE OR REPLACE TEMP TABLE $chain AS
    SELECT *, lead(position) OVER w AS next_position, lead(valid) OVER w AS next_valid,
        lag(position) OVER w > position AS late
    FROM (
        SELECT s.rowid AS place, s.id, s.$key AS key, s.known_from AS position, s.valid_from AS valid, s.$order AS rank
        FROM $spans s SEMI JOIN $new n ON s.$key = n.$key WHERE s.ended_at = $forever AND s.known_until = $forever
        UNION ALL
        SELECT NULL, id, $key, position, $dated, $order FROM $new
    )
    WINDOW w AS (PARTITION BY key ORDER BY valid, rank, id)
    """,
    "CREATE OR REPLACE TEMP TABLE $late AS SELECT DISTINCT key FROM $chain WHERE late",
    """
    UPDATE $spans AS s SET
        known_until = CASE WHEN c.next_valid = c.valid THEN c.next_position ELSE $forever END,
        ended_at = CASE WHEN c.next_valid = c.valid THEN $forever ELSE c.next_position END,
        valid_until = CASE WHEN c.next_valid = c.valid THEN $no_end ELSE c.next_valid END
    FROM $chain c
    WHERE s.rowid = c.place AND c.next_position IS NOT NULL AND c.key NOT IN (SELECT key FROM $late)
    """,
    """
    INSERT INTO $spans
    SELECT n.id, $n_names, n.position,
        CASE WHEN c.next_valid = c.valid THEN c.next_position ELSE $forever END,
        CASE WHEN c.next_valid > c.valid THEN c.next_position ELSE $forever END,
        c.valid,
        CASE WHEN c.next_valid > c.valid THEN c.next_valid ELSE $no_end END
    FROM $new n JOIN $chain c ON n.id = c.id
    WHERE NOT coalesce(c.next_position = n.position AND c.next_valid = c.valid, false)
        AND c.key NOT IN (SELECT key FROM $late)
    """,
)

# All rows of the late keys again: the first date that a greater row, known by then, takes away only ever moves forward, and
# at each position where it moves a new rectangle begins.
_OUT_OF_ORDER = (
    """
    CREATE OR REPLACE TEMP TABLE $again AS
    SELECT DISTINCT ON (id) id, $names, known_from AS position
    FROM $spans s SEMI JOIN $late l ON s.$key = l.key ORDER BY id, known_from
    """,
    "INSERT INTO $again SELECT id, $names, position FROM $new n SEMI JOIN $late l ON n.$key = l.key",
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
