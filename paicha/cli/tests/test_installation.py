"""Opening the installation: made at first use, refused when it does not fit the code or cannot be reached."""

import contextlib
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from paicha.cli.installation import Executor, set_up
from paicha.cli.tests.terminal import Call
from paicha.ledger.checking import check
from paicha.ledger.models import Entry
from paicha.ledger.tests.records import busy, execute
from paicha.orgs.actions.people import terminal
from paicha.testing.house import House


def test_the_first_command_sets_up(tmp_path: Path) -> None:
    house = House(tmp_path, "")
    done = house.run("check")
    assert (done.stdout, done.stderr) == ("All records match the ledger's 1 entries.\n", "")
    assert (house.home / "paicha.sqlite3").exists()


def test_two_first_commands_at_once_set_up_once(tmp_path: Path) -> None:
    house = House(tmp_path, "")
    starters = [
        subprocess.Popen(house.command("setup"), env=house.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    assert [(starter.communicate(timeout=60)[1], starter.returncode) for starter in starters] == [(b"", 0)] * 2
    with house.entered():
        assert Entry.objects.count() == 1


@pytest.mark.parametrize("row", [("orgs", "0099_from_the_future"), ("campaigns", "0001_initial")])
def test_a_database_of_newer_code_is_refused(row: tuple[str, str], house: House, paicha: Call) -> None:
    """Also when the newer code has a room that this one does not know."""
    busy()
    with connection.cursor() as cursor:
        applied = "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)"
        cursor.execute(applied, [*row, "2030-01-01 00:00:00+00:00"])
    done = paicha("check")
    assert (done.code, done.out) == (1, "")
    assert " ".join(row) in done.err


def test_a_database_of_older_code_is_refused_until_it_is_brought_up(house: House, paicha: Call) -> None:
    terminal()
    call_command("migrate", "reports", "zero", verbosity=0)
    done = paicha("unit", "show")
    assert (done.code, done.out) == (1, "")
    assert "2 changes" in done.err
    assert "paicha setup" in done.err
    assert paicha("setup").code == 0
    assert paicha("check").code == 0


def test_a_set_up_that_was_broken_off_goes_on(house: House, paicha: Call) -> None:
    call_command("migrate", "reports", "zero", verbosity=0)
    assert paicha("check").code == 0


def test_no_table_is_made_before_its_change_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken off where a change with indexes would be recorded, it makes the same change again."""
    house, broken = House(tmp_path, ""), []
    record = Executor.record_migration

    def break_off(self: Executor, migration: Any) -> None:
        if migration not in broken and migration.app_label in ("auth", "orgs", "findings"):
            broken.append(migration)
            raise KeyboardInterrupt
        record(self, migration)  # type: ignore[call-arg]

    monkeypatch.setattr(Executor, "record_migration", break_off)
    with house.entered():
        for _ in range(100):
            with contextlib.suppress(KeyboardInterrupt):
                set_up()
                break
        assert len(broken) > 5
        assert list(check()) == []


def test_setting_up_again_changes_nothing(house: House, paicha: Call) -> None:
    busy()
    before = Entry.objects.count()
    assert paicha("setup").code == 0
    assert Entry.objects.count() == before
    assert list(check()) == []


def test_a_file_that_is_no_database_is_told(sqlite_house: House) -> None:
    (sqlite_house.home / "paicha.sqlite3").write_bytes(b"This is no database at all, but a text." * 200)
    done = sqlite_house.run("check")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr


def test_a_database_that_somebody_else_writes_to_for_long_is_waited_for(sqlite_house: House, paicha: Call) -> None:
    terminal()
    execute("PRAGMA busy_timeout = 50")
    with sqlite3.connect(sqlite_house.home / "paicha.sqlite3") as other:
        other.execute("BEGIN IMMEDIATE")
        done = paicha("user", "add", "x", "--name", "X")
    assert (done.code, done.out) == (1, "")
    assert "busy" in done.err
    assert paicha("user", "add", "x", "--name", "X").code == 0


@pytest.mark.parametrize(
    ("setting", "code", "names"),
    [
        ({"PAICHA_DATABASE": "mysql://server/name"}, 2, "PAICHA_DATABASE"),
        ({"PAICHA_DATABASE": "postgresql://user:secret@localhost:port/name"}, 2, "PAICHA_DATABASE"),
        ({"PAICHA_DATABASE": "postgresql://user:secret@127.0.0.1:1/name"}, 1, "127.0.0.1"),
        ({"PAICHA_TIME_ZONE": "Nowhere/Town"}, 2, "Nowhere/Town"),
        ({"PAICHA_HOME": "/proc/home"}, 1, "/proc/home"),
    ],
)
def test_settings_that_cannot_be_used(setting: dict[str, str], code: int, names: str, tmp_path: Path) -> None:
    house = House(tmp_path, "")
    done = subprocess.run(house.command("check"), env=house.env | setting, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert names in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def test_nothing_is_written_outside_the_data_folder(sqlite_house: House, tmp_path: Path) -> None:
    environment = sqlite_house.env | {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    subprocess.run(sqlite_house.command("check"), env=environment, cwd=tmp_path, check=True, capture_output=True)
    assert list(tmp_path.iterdir()) == []
