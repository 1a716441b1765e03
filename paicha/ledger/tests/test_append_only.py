"""What was written stays as it was written: the database itself refuses the rest."""

import pytest
from django.db import DatabaseError, connection, transaction

from paicha.ledger.tests.records import append_only_tables, busy, execute, value
from paicha.testing.house import House

TABLES = append_only_tables()


def test_every_table_that_only_grows_is_guarded(house: House) -> None:
    query = {
        "sqlite": "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(query[house.vendor])
        assert {table for (table,) in cursor.fetchall()} == set(TABLES)


@pytest.mark.parametrize("how", ["UPDATE", "DELETE"])
def test_no_row_can_be_changed_or_removed(how: str, house: House) -> None:
    busy()
    for table in TABLES:
        before = value(f"SELECT count(*) FROM {table}")
        key = {"ledger_entry": "position", "ledger_checkpoint": "size"}.get(table, "id")
        statement = f"UPDATE {table} SET {key} = {key}" if how == "UPDATE" else f"DELETE FROM {table}"
        assert before, f"{table} has no rows, so nothing was tried"
        with pytest.raises(DatabaseError, match=f"{table} only grows"), transaction.atomic():
            execute(statement)
        assert value(f"SELECT count(*) FROM {table}") == before


def test_no_table_can_be_emptied_at_once(postgres_house: House) -> None:
    busy()
    for table in TABLES:
        with pytest.raises(DatabaseError, match=f"{table} only grows"), transaction.atomic():
            execute(f"TRUNCATE {table}")
        assert value(f"SELECT count(*) FROM {table}")
