"""The examples as installations to ask: imported once a session on each database, and only read afterwards."""

import calendar
import csv
import gzip
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from paicha.exchange.importing import Summary, import_inspections
from paicha.findings.actions.single import (
    close_finding,
    extend_finding,
    infer_closure,
    reopen_finding,
    withdraw_finding,
)
from paicha.findings.models import Finding
from paicha.kernel.scope import Range, Scope
from paicha.orgs.actions.people import terminal
from paicha.orgs.actions.units import close_unit, merge_unit, move_unit
from paicha.orgs.models import Line, Placement, Unit

EXAMPLES = Path(__file__).parents[2] / "examples"
SLICE = 8  # of chicago-food every eighth licence, with all its inspections


def import_example(name: str, folder: Path) -> Summary:
    """Import an example into the house this process works in."""
    example = EXAMPLES / name
    files = {"chicago-food-text": example / "inspections.csv", "lifecycle": example / "lifecycle.csv"}
    file = files.get(name) or sliced(example / "inspections.csv.gz", folder / "slice.csv")
    return import_inspections(terminal(), file, example / "mapping.toml")


def sliced(source: Path, target: Path) -> Path:
    """Part of chicago-food: whole histories of some licences."""
    rows = list(csv.DictReader(gzip.decompress(source.read_bytes()).decode().splitlines()))
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(row for row in rows if int(row["license"]) % SLICE == 0)
    return target


EDITS: dict[str, tuple[str, str, str]] = {  # of the made-up city: id: column, what it said, what it says later
    "A1-1": ("findings", " | R03[general] Wiring exposed (by 2024-03-24)", ""),
    "A2-2": ("date", "2024-03-24", "2024-03-26"),
    "C1-2": ("findings", "(by 2024-07-05)", "(by 2024-06-20)"),
    "D1-3": ("findings", "R07[general] First-aid box incomplete (by 2024-06-13) - found again", ""),
    "E3-3": ("date", "2024-03-09", "2024-03-07"),
    "F1-1": ("unit", "SAMPLE-F1", "SAMPLE-F2"),
    "F3-1": ("findings", "R02[general]", "R02[major]"),
    "H1-2": ("kind", "Complaint", "Routine"),
    "K2-1": ("date", "2023-06-05", "2023-06-20"),
    "M1-3": ("result", "Pass", "No entry"),
    "N1-1": ("date", "2023-12-31", "2024-01-01"),
}


def correct_and_act(folder: Path) -> None:
    """Later editions of some of the made-up city's inspections, and what people then did."""
    source = EXAMPLES / "lifecycle"
    rows = list(csv.DictReader((source / "lifecycle.csv").read_text(encoding="utf-8").splitlines()))
    for row in rows:
        if row["id"] in EDITS:
            column, said, says = EDITS[row["id"]]
            assert said in row[column], row["id"]
            row[column] = row[column].replace(said, says)
    target = folder / "edited.csv"
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    summary = import_inspections(terminal(), target, source / "mapping.toml")
    assert (summary.editions, summary.rejected) == (len(EDITS), 0)
    by, late = terminal(), date(2024, 12, 20)
    one, two, three, four, five, six = Finding.objects.filter(state="open", raised_on=date(2024, 12, 1))[:6]
    extend_finding(by, finding=one, on=late, deadline=date(2025, 2, 1), reason="parts are ordered")
    close_finding(by, finding=two, on=late, independence="independent")
    close_finding(by, finding=three, on=late, independence="same_unit")
    reopen_finding(by, finding=three, on=late, reason="closed by mistake")
    infer_closure(by, finding=four, on=date(2024, 12, 24))
    withdraw_finding(by, finding=five, on=late, reason="not one of theirs")
    close_finding(by, finding=six, on=late, independence="unknown")
    reopen_finding(by, finding=six, on=date(2024, 12, 28), reason="broken again")
    import_inspections(by, target, source / "mapping.toml")


def unit_named(code: str) -> Unit:
    """The unit of that code."""
    return Unit.objects.get(code=code)


def make_moves() -> None:
    """What happened in the made-up city after its inspections: README.md of the example has the same as commands."""
    by, line = terminal(), Line.objects.get(code="territorial")
    move_unit(
        by, unit=unit_named("sample-city/district-3/street-g"), line=line, parent=unit_named("sample-city/district-2")
    )
    close_unit(by, unit=unit_named("SAMPLE-L1"), on=date(2024, 9, 30))
    merge_unit(by, unit=unit_named("SAMPLE-L2"), survivor=unit_named("SAMPLE-L3"), on=date(2024, 10, 31))


def place(code: str, line: str = "territorial") -> Range:
    """The subtree of a unit in a line."""
    found = Placement.objects.get(unit__code=code, line__code=line)
    return Range(found.line_id, found.path)


def scope(code: str, line: str = "territorial") -> Scope:
    """The scope that has the unit as its focus."""
    return Scope(focus=place(code, line))


def add_days(day: Any, days: int) -> Any:
    """The date so many days later; dates of SQLite are texts, and stay so."""
    found = _date(day) + timedelta(days=days)
    return found.isoformat() if isinstance(day, str) else found


def add_months(day: Any, months: int) -> Any:
    """The same day so many months later, or the last one of a month that is too short."""
    start = _date(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    found = date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
    return found.isoformat() if isinstance(day, str) else found


def days_between(first: Any, last: Any) -> int:
    """How many days the last date is after the first."""
    return (_date(last) - _date(first)).days


def _date(day: Any) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


POSTGRESQL = """
CREATE OR REPLACE FUNCTION add_days(day date, days integer) RETURNS date LANGUAGE sql AS 'SELECT day + days';
CREATE OR REPLACE FUNCTION add_months(day date, months integer) RETURNS date LANGUAGE sql AS
    'SELECT (day + make_interval(months => months))::date';
CREATE OR REPLACE FUNCTION days_between(first date, last date) RETURNS integer LANGUAGE sql AS 'SELECT last - first';
"""


def query(sql: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a query on the records, in which dates may be reckoned with in the same words on both databases."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
        else:
            for function in (add_days, add_months, days_between):
                connection.connection.create_function(function.__name__, 2, function)
        cursor.execute(sql, values)
        names = [column.name if hasattr(column, "name") else column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def kaplan_meier(rows: Sequence[dict[str, Any]]) -> int | None:
    """The first day on which half or less are left, by counting: exact, in whole numbers."""
    left, alive, whole = len(rows), 1, 1
    for day in sorted({row["days"] for row in rows}):
        events = sum(row["days"] == day and bool(row["event"]) for row in rows)
        alive, whole = alive * (left - events), whole * left
        if 2 * alive <= whole:
            return int(day)
        left -= sum(row["days"] == day for row in rows)
    return None
