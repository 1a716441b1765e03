"""`check` finds whatever was done to records and their transitions by somebody who holds the database."""

from dataclasses import replace

import pytest
from django.db import connection

from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.ledger.covering import all_covers
from paicha.ledger.models import RowChange
from paicha.ledger.tests.records import busy, execute, unguarded, value
from paicha.orgs.actions.units import rename_unit
from paicha.testing.cast import Cast
from paicha.testing.house import House

RECORDS = {cover.model._meta.db_table: cover for cover in all_covers()}
CHANGED = {
    "orgs_person": "name = 'Somebody'",
    "orgs_post": "role = 'administrator'",
    "orgs_line": "name_en = 'Another'",
    "orgs_unit": "name = 'Another'",
    "orgs_placement": "depth = depth + 1",
    "accounts_token": "expires_on = '2999-12-31'",
    "accounts_savedview": "query = 'state=open'",
    "checklists_scale": "name_en = 'Another'",
    "checklists_grade": "days = 99",
    "checklists_checklist": "name_en = 'Another'",
    "checklists_item": "code = 'another'",
    "checklists_version": "number = number + 10",
    "checklists_versionitem": "title = 'Another'",
    "findings_finding": "extent = extent + 1",
    "inspections_inspection": "failed = NOT failed",
    "inspections_answer": "note = 'Another'",
    "reports_report": """manifest = '{"share": 0.2}'""",
}
TRANSITIONS = {
    "ledger_rowchange": "key = key + 100",
    "orgs_unitchange": "kind = 'another'",
    "orgs_placementchange": "path = '/1/'",
    "findings_step": "valid_on = '2020-01-01'",
    "inspections_edition": "result = 'another'",
}


def found() -> set[tuple[str, str]]:
    """What check finds: kind of difference, and the table."""
    return {(each.what, each.where.split()[0]) for each in check()}


def after(*statements: str) -> set[tuple[str, str]]:
    """What check finds after these statements of an attacker."""
    with unguarded():
        execute(*statements)
        return found()


def last_of(table: str, key: str = "id") -> object:
    return value(f"SELECT max({key}) FROM {table}")


def test_every_covered_table_is_attacked() -> None:
    assert CHANGED.keys() == RECORDS.keys()
    own = {cover.transition._meta.db_table for cover in all_covers() if cover.transition is not cover.model}
    assert TRANSITIONS.keys() == own


@pytest.mark.parametrize("table", CHANGED)
def test_an_altered_record(table: str, attacked: Cast) -> None:
    what = "rows_altered" if RECORDS[table].transition is RECORDS[table].model else "record_altered"
    assert (what, table) in after(f"UPDATE {table} SET {CHANGED[table]} WHERE id = {last_of(table)}")


@pytest.mark.parametrize("table", CHANGED)
def test_a_removed_record(table: str, attacked: Cast) -> None:
    own = RECORDS[table].transition is RECORDS[table].model
    what = "rows_missing" if own else "record_gone"
    assert (what, table) in after(f"DELETE FROM {table} WHERE id = {last_of(table)}")


def test_an_added_record(attacked: Cast) -> None:
    line = "INSERT INTO orgs_line (code, kind, name_zh, name_en) VALUES ('x', 'sectoral', 'x', 'x')"
    post = f"INSERT INTO orgs_post (person_id, role, ended) VALUES ({attacked.outsider.pk}, 'administrator', FALSE)"
    assert after(line) == {("record_without_entry", "orgs_line")}
    assert after(post) == {("record_without_entry", "orgs_post")}


@pytest.mark.parametrize("table", TRANSITIONS)
def test_an_altered_transition(table: str, attacked: Cast) -> None:
    differences = after(f"UPDATE {table} SET {TRANSITIONS[table]} WHERE id = {last_of(table)}")
    assert "rows_altered" in {what for what, _ in differences}


@pytest.mark.parametrize("table", TRANSITIONS)
def test_an_altered_digest(table: str, attacked: Cast) -> None:
    """The digest of another row, so that the record seems to be another one."""
    other = f"SELECT digest FROM {table} WHERE id = (SELECT min(id) FROM {table})"
    differences = after(f"UPDATE {table} SET digest = ({other}) WHERE id = {last_of(table)}")
    assert {"rows_altered", "record_altered"} <= {what for what, _ in differences}


@pytest.mark.parametrize("table", TRANSITIONS)
def test_a_removed_transition(table: str, attacked: Cast) -> None:
    differences = after(f"DELETE FROM {table} WHERE id = {last_of(table)}")
    assert "rows_missing" in {what for what, _ in differences}


@pytest.mark.parametrize("table", TRANSITIONS)
def test_all_transitions_of_an_entry_removed(table: str, attacked: Cast) -> None:
    differences = after(f"DELETE FROM {table} WHERE position = {last_of(table, 'position')}")
    assert "rows_missing" in {what for what, _ in differences}


@pytest.mark.parametrize(("where", "what"), [("{last}", "rows_missing"), ("{last} + 1", "row_without_entry")])
@pytest.mark.parametrize("table", TRANSITIONS)
def test_an_added_transition(table: str, where: str, what: str, attacked: Cast) -> None:
    """Into an entry that has such rows, and beyond the head."""
    columns = [column for column in columns_of(table) if column.strip('"') not in ("id", "position", "seq", "edition")]
    numbers = [column for column in ('"seq"', '"edition"') if column in columns_of(table)]
    position = where.format(last=last_of(table, "position") if what == "rows_missing" else head())
    values = [position, *(f"{number} + 100" for number in numbers), *columns]
    names = ", ".join(["position", *numbers, *columns])
    copied = f"SELECT {', '.join(values)} FROM {table} WHERE id = {last_of(table)}"
    assert what in {found for found, _ in after(f"INSERT INTO {table} ({names}) {copied}")}


def columns_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [f'"{column.name}"' for column in connection.introspection.get_table_description(cursor, table)]


def test_a_transition_moved_to_another_entry(attacked: Cast) -> None:
    first = value("SELECT min(position) FROM orgs_unitchange")
    differences = after(f"UPDATE orgs_unitchange SET position = {first} WHERE position = {head()}")
    assert ("rows_missing", "orgs_unit") in differences


def test_a_record_set_back_to_an_earlier_state(attacked: Cast) -> None:
    assert after("UPDATE orgs_unit SET name = 'Canteen' WHERE code = 'canteen'") == {("record_altered", "orgs_unit")}


def test_records_that_changed_numbers(attacked: Cast) -> None:
    """One finding passed off as another."""
    exchange = [f"UPDATE findings_finding SET id = {new} WHERE id = {old}" for old, new in ((1, 99), (2, 1), (99, 2))]
    assert after(*exchange) == {("record_altered", "findings_finding")}


def test_what_sqlite_keeps_though_no_code_of_ours_writes_it(sqlite_house: House) -> None:
    busy()
    for nonsense in (
        "findings_step SET valid_on = '2020-02-31'",
        "findings_step SET valid_on = 5",
        "orgs_unit SET opened_on = 'soon'",
        "orgs_unitchange SET digest = 7",
        "orgs_unitchange SET digest = 'text'",
        "ledger_entry SET at = 'yesterday'",
        "ledger_entry SET id = 'mine' WHERE position = 5",
        "ledger_entry SET leaf = 'text'",
        "inspections_inspection SET uid = id",
    ):
        assert after(f"UPDATE {nonsense}") != set(), nonsense


def test_personal_data_leave_no_trace_but_a_salted_hash(attacked: Cast) -> None:
    cover, owner = RECORDS["orgs_person"], attacked.owner
    change = RowChange.objects.get(table="orgs_person", key=owner.pk)
    assert bytes(change.digest) == cover.digest(owner)
    unsalted = replace(cover, salted=False)
    assert bytes(change.digest) != unsalted.digest(owner)


def test_what_actions_do_afterwards_is_no_difference(house: House) -> None:
    people = busy()
    rename_unit(people.coordinator, unit=people.bakery, name="Baker")
    assert found() == set()
