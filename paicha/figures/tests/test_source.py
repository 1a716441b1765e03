"""What the database holds arrives in the replica unchanged, whatever characters it has, from both databases."""

from datetime import date

import pytest
from django.db import connection

from paicha.figures import source, spans
from paicha.figures.facts import facts
from paicha.figures.replica import current
from paicha.figures.source import PostgresSource, SqliteSource, from_settings
from paicha.figures.tests.world import World, day
from paicha.kernel.problems import Problem
from paicha.testing.house import House

ODD = ["", "null", '"', "a,b", 'say "yes"', "back\\slash", "two\nlines", "tab\tand\rreturn", "问题", "]\n[", "é", "'"]


def kinds() -> list[tuple[int, str]]:
    """Units and kinds as the replica has them."""
    return current().fresh().cursor().execute("SELECT unit, kind FROM span_unit ORDER BY unit").fetchall()


def test_any_text_arrives_as_it_is(house: House) -> None:
    world = World()
    for number, text in enumerate(ODD):
        world.add("unit", unit=number, kind=text, inspected=True)
    world.commit()
    assert kinds() == list(enumerate(ODD))
    for number, text in enumerate(ODD, 100):
        world.add("unit", unit=number, kind=text, inspected=True)
    world.commit()
    assert kinds() == [*enumerate(ODD), *enumerate(ODD, 100)]


def test_every_type_arrives_as_it_is(house: House) -> None:
    world = World()
    world.add(
        "unit", unit=2**62, kind="x", inspected=True, opened_on=date(1900, 2, 28), closed_on=None, merged_into=None
    )
    world.add("unit", unit=2, kind="x", inspected=False, opened_on=date(2024, 2, 29), closed_on=day(0), merged_into=7)
    world.commit()
    found = (
        current()
        .fresh()
        .cursor()
        .execute("SELECT unit, inspected, opened_on, closed_on, merged_into FROM span_unit ORDER BY unit")
    )
    assert found.fetchall() == [
        (2, False, date(2024, 2, 29), day(0), 7),
        (2**62, True, date(1900, 2, 28), None, None),
    ]


def test_many_rows_come_in_several_files(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "CHUNK", 20)
    monkeypatch.setattr(source, "FETCH", 7)
    world = World()
    for number in range(95):
        world.add("unit", unit=number, kind="x" * (number % 3), inspected=True)
    world.commit()
    assert kinds() == [(number, "x" * (number % 3)) for number in range(95)]


def test_a_database_that_is_not_there_is_a_problem(house: House) -> None:
    missing: list[SqliteSource | PostgresSource] = [
        SqliteSource(str(house.home / "none.sqlite3")),
        PostgresSource({"host": str(house.home), "dbname": "none", "connect_timeout": 2}),
    ]
    for each in missing:
        with pytest.raises(Problem) as raised, each.snapshot():
            pass
        assert raised.value.code == "database_unreachable"


def test_a_connection_that_the_server_dropped_is_opened_again(postgres_house: House) -> None:
    world = World()
    world.unit(1, "/")
    world.commit()
    assert len(kinds()) == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    world.unit(2, "/1/")
    world.commit()
    assert len(kinds()) == 2


def test_a_snapshot_does_not_see_what_is_committed_after_it_began(house: House) -> None:
    world = World()
    world.unit(1, "/")
    world.commit()
    database = from_settings()
    with database.snapshot() as snapshot:
        assert snapshot.head() == 1
        world.unit(2, "/1/")
        world.commit()
        assert snapshot.head() == 1
        (path,) = snapshot.spool(facts()["unit"], None, house.home)
        assert len(path.read_text().splitlines()) == 1
    with database.snapshot() as snapshot:
        assert snapshot.head() == 2
    database.close()


def test_the_password_is_not_part_of_the_identity() -> None:
    assert "secret" not in PostgresSource({"dbname": "x", "password": "secret"}).identity


def test_the_spans_of_a_fact_have_its_columns() -> None:
    unit = facts()["unit"]
    assert [column.name for column in spans.columns(unit)] == [*unit.names, "known_from", "known_until"]
