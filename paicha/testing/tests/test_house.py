"""A house is fresh, really commits, and leaves the process where it was."""

import os
from collections.abc import Callable
from pathlib import Path

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from paicha.kernel.home import home
from paicha.testing.house import House
from paicha.testing.postgres import Server


def test_a_house_is_migrated_and_holds_no_records(house: House) -> None:
    assert connection.vendor == house.vendor
    assert "ledger_entry" in connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry")
        assert cursor.fetchone() == (0,)


def test_its_data_folder_is_the_one_the_code_sees(house: House) -> None:
    assert home() == house.home
    assert house.env["PAICHA_HOME"] == str(house.home)


def test_what_is_written_is_committed(postgres_house: House) -> None:
    ContentType.objects.create(app_label="somewhere", model="something")
    with psycopg.connect(postgres_house.address) as beside:
        found = beside.execute("SELECT 1 FROM django_content_type WHERE app_label = 'somewhere'").fetchall()
    assert found == [(1,)]


def test_houses_do_not_see_each_other(house: House, another_house: Callable[[], House]) -> None:
    ContentType.objects.create(app_label="somewhere", model="something")
    with another_house().entered():
        assert home() != house.home
        assert not ContentType.objects.filter(app_label="somewhere").exists()
    assert home() == house.home
    assert ContentType.objects.filter(app_label="somewhere").exists()


def test_leaving_a_house_restores_the_environment(sqlite_house: House, tmp_path: Path) -> None:
    before = dict(os.environ)
    with House(tmp_path, "").entered():
        assert dict(os.environ) != before
    assert dict(os.environ) == before


def test_a_server_gives_addresses_of_its_databases() -> None:
    running = Server("postgresql://postgres@/postgres?host=%2Ftmp%2Fserver")
    assert running.url("one") == "postgresql://postgres@/one?host=%2Ftmp%2Fserver"
