"""The replica follows the database exactly, and finds its way back from whatever may have happened to it."""

import contextlib
import json
import random
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from django.db import connection

from paicha.figures import replica, snapshots
from paicha.figures.asking import _answers, ask
from paicha.figures.engines.duck import Duck
from paicha.figures.facts import Fact, facts
from paicha.figures.replica import Replica
from paicha.figures.source import from_settings
from paicha.figures.tests.histories import WHOLE, begin, everything, happen
from paicha.figures.tests.world import World
from paicha.kernel.home import room
from paicha.testing.house import House


@contextlib.contextmanager
def another(declared: dict[str, Fact] | None = None) -> Iterator[Duck]:
    """A replica as another process of the same installation would open it."""
    opened = Replica(from_settings(), room("replica"), declared or facts())
    try:
        yield Duck(opened)
    finally:
        opened.close()


def held() -> list[Path]:
    """The Parquet snapshots of the installation."""
    return sorted(room("replica").glob("facts-*"))


@pytest.mark.parametrize("seed", range(2))
def test_a_figure_at_a_position_is_what_it_was_when_that_was_the_head(house: House, seed: int) -> None:
    world = World()
    begin(world)
    was = {position: everything(position) for position in happen(world, random.Random(seed), 5)}
    for position in range(world.position - 4, world.position + 1):
        _answers.clear()
        assert everything(position) == was[position]
    shutil.rmtree(room("replica"))
    with another() as rebuilt:
        middle = world.position - 2
        assert everything(middle, engine=rebuilt) == was[middle]


def test_a_refreshed_replica_is_a_rebuilt_one(house: House) -> None:
    world = World()
    begin(world)
    for _ in happen(world, random.Random(7), 12):
        ask("findings_total")
    said = everything(world.position)
    shutil.rmtree(room("replica"))
    with another() as rebuilt:
        assert everything(world.position, engine=rebuilt) == said


def test_a_new_process_loads_the_snapshot_and_the_rest_from_the_database(house: House) -> None:
    world = World()
    begin(world)
    ask("units_total")
    assert [each.name.rpartition("-")[2] for each in held()] == [str(world.position)]
    for _ in happen(world, random.Random(1), 3):
        pass
    with another() as loaded:
        assert everything(world.position, engine=loaded) == everything(world.position)


def test_no_refresh_is_torn_and_a_follower_sees_no_gap(house: House) -> None:
    """Each position brings one inspection and one finding: at any position there are as many of both as positions."""
    world, written = World(), threading.Event()
    begin(world)
    before = world.position

    def write() -> None:
        try:
            for _ in range(40):
                world.inspect(10, 1)
                world.step(world.number("finding"), 1)
                world.commit()
        finally:
            connection.close()
            written.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = 0
    while not written.is_set() or seen < world.position:
        answer = ask("inspections_total")
        findings = ask("findings_total", at=answer.at)
        assert answer.value == findings.value == answer.at - before
        assert answer.at >= seen
        seen = answer.at
    writer.join()
    assert seen == before + 40


def test_many_threads_ask_while_one_writes(house: House) -> None:
    world = World()
    begin(world)
    said: list[tuple[int, int | float | None]] = []

    def follow() -> None:
        for _ in range(15):
            answer = ask("inspections_total", by="child", scope=WHOLE)
            said.append((answer.at, answer.value))
        connection.close()

    readers = [threading.Thread(target=follow) for _ in range(3)]
    for each in readers:
        each.start()
    for _ in range(15):
        world.inspect(10, 1)
        world.commit()
    for each in readers:
        each.join()
    assert len(said) == 45
    assert all(value == at - 1 for at, value in said)


def test_a_damaged_snapshot_is_noticed_and_replaced(house: House) -> None:
    world = World()
    begin(world)
    world.inspect(10, 1)
    world.commit()
    right = ask("inspections_total").value
    for damage in (flip, cut, drop, spoil):
        (folder,) = held()
        damage(folder)
        with another() as rebuilt:
            assert ask("inspections_total", engine=rebuilt).value == right
        assert snapshots._whole(held()[0], world.position) is not None


def flip(folder: Path) -> None:
    """One bit of a fact's file."""
    path = folder / "inspection.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(folder: Path) -> None:
    """The end of a file is missing."""
    path = folder / "unit.parquet"
    path.write_bytes(path.read_bytes()[:-20])


def drop(folder: Path) -> None:
    """A file is missing."""
    (folder / "finding.parquet").unlink()


def spoil(folder: Path) -> None:
    """The manifest is not what it should be."""
    (folder / snapshots.MANIFEST).write_text(json.dumps([1]))


def test_a_database_that_was_set_back_is_loaded_anew(sqlite_house: House, tmp_path: Path) -> None:
    world = World()
    begin(world)
    world.inspect(10, 1)
    world.commit()
    backup = tmp_path / "backup.sqlite3"
    copy(house_file(sqlite_house), backup)
    for _ in range(3):
        world.inspect(10, 1)
        world.commit()
    assert ask("inspections_total").value == 4
    connection.close()
    copy(backup, house_file(sqlite_house))
    assert ask("inspections_total").value == 1
    with another() as loaded:
        assert ask("inspections_total", engine=loaded).value == 1


def test_another_history_of_the_same_length_is_noticed(sqlite_house: House, tmp_path: Path) -> None:
    world = World()
    begin(world)
    backup = tmp_path / "backup.sqlite3"
    copy(house_file(sqlite_house), backup)
    world.inspect(10, 1)
    world.commit()
    assert ask("inspections_total").value == 1
    connection.close()
    copy(backup, house_file(sqlite_house))
    world.position -= 1
    world.unit(99, "/1/")
    world.commit()
    assert ask("inspections_total").value == 0
    assert ask("units_total").value == 5


def test_a_file_put_in_the_place_of_the_database_is_noticed(sqlite_house: House, tmp_path: Path) -> None:
    world = World()
    begin(world)
    connection.close()
    backup = tmp_path / "backup.sqlite3"
    copy(house_file(sqlite_house), backup)
    world.inspect(10, 1)
    world.commit()
    assert ask("inspections_total").value == 1
    connection.close()
    for left in sqlite_house.home.glob("paicha.sqlite3*"):
        left.unlink()
    shutil.copyfile(backup, house_file(sqlite_house))
    assert ask("inspections_total").value == 0


def copy(given: Path, taken: Path) -> None:
    """Copy a database into another one, as a backup or from one."""
    with contextlib.closing(sqlite3.connect(given)) as source, contextlib.closing(sqlite3.connect(taken)) as target:
        source.backup(target)


def house_file(house: House) -> Path:
    """The house's SQLite file."""
    return house.home / "paicha.sqlite3"


def test_a_change_of_the_declarations_loads_anew(house: House) -> None:
    world = World()
    begin(world)
    ask("units_total")
    fewer = {name: fact for name, fact in facts().items() if name != "answer"}
    with another(fewer) as changed:
        changed.state()
    assert [each.name for each in held()] == [f"facts-{snapshots.schema_hash(fewer)}-{world.position}"]
    with another() as back:
        assert ask("units_total", engine=back).value == 4


def test_an_empty_database_has_figures_too(house: House) -> None:
    answer = ask("closure_rate_all")
    assert (answer.at, answer.value, answer.numerator, answer.denominator) == (0, None, 0, 0)
    assert held() == []


def test_much_that_is_new_is_written_as_another_snapshot(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replica, "MANY", 5)
    world = World()
    begin(world)
    ask("units_total")
    for _ in range(30):
        world.inspect(10, 1)
    world.commit()
    assert ask("inspections_total").value == 30
    assert [each.name.rpartition("-")[2] for each in held()] == [str(world.position)]
    assert ask("inspections_total").value == 30


def test_the_leavings_of_processes_that_are_gone_are_swept_away(house: House) -> None:
    ask("units_total")
    abandoned = room("replica") / "work-abandoned"
    abandoned.mkdir()
    (abandoned / "claimed").touch()
    mine = [each for each in room("replica").glob("work-*") if each != abandoned]
    with another() as other:
        other.state()
        assert not abandoned.exists()
        assert all(each.exists() for each in mine)


def test_a_failed_refresh_leaves_what_was_before(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    begin(world)
    assert ask("inspections_total").value == 0
    world.inspect(10, 1)
    world.commit()

    def fail(cursor: duckdb.DuckDBPyConnection, fact: Fact, after: int | None) -> None:
        if fact.name == "unit":
            raise RuntimeError("in the middle")

    world.unit(50, "/1/")
    world.commit()
    with monkeypatch.context() as patch:
        patch.setattr("paicha.figures.spans.absorb", fail)
        with pytest.raises(RuntimeError):
            ask("inspections_total")
    answer = ask("inspections_total")
    assert (answer.value, answer.at) == (1, world.position)
    assert ask("units_total").value == 5
