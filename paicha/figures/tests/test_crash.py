"""A process that is killed in the middle of anything leaves nothing broken; a forked child opens its own replica."""

import contextlib
import os
import random
import signal
import subprocess
import sys

import pytest

from paicha.figures import replica
from paicha.figures.asking import ask
from paicha.figures.replica import Replica
from paicha.figures.source import from_settings
from paicha.figures.tests.histories import begin, happen
from paicha.figures.tests.world import World
from paicha.kernel.home import room
from paicha.kernel.problems import Problem
from paicha.testing.house import House

# Loads, writes a snapshot at every refresh, says that it has begun, and goes on until it is killed.
RESTLESS = """
import os, shutil
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paicha.settings")
import django
django.setup()
from paicha.figures import replica
replica.MANY = -1
print("begun", flush=True)
while True:
    found = replica.current()
    found.fresh().applied = 10**9
    found.fresh()
    replica.leave()
    for each in replica.room("replica").glob("facts-*"):
        if os.getpid() % 2:
            shutil.rmtree(each, ignore_errors=True)
"""


def test_whatever_is_killed_whenever_leaves_nothing_broken(sqlite_house: House) -> None:
    world, chance = World(), random.Random(3)
    begin(world)
    for _ in happen(world, chance, 20):
        pass
    right = {name: ask(name).value for name in ("findings_total", "inspections_total", "closure_rate_all")}
    replica.leave()
    for _ in range(6):
        process = subprocess.Popen([sys.executable, "-c", RESTLESS], env=sqlite_house.env, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, 0.5))  # the moment of death is drawn
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert {name: ask(name).value for name in right} == right
        assert len(list(room("replica").glob("work-*"))) == 1
        replica.leave()
    assert list(room("replica").glob("work-*")) == []


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_child_opens_its_own(sqlite_house: House) -> None:
    world = World()
    begin(world)
    assert ask("units_total").value == 4
    parent = replica.current()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said = f"{replica.current() is not parent} {ask('units_total').value}"
        except BaseException as error:
            said = repr(error)
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        assert told.read() == "True 4"
    world.inspect(10, 1)
    world.commit()
    assert replica.current() is parent
    assert ask("inspections_total").value == 1


def test_a_full_disk_is_a_problem_and_not_the_end(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    begin(world)
    ask("units_total")
    world.inspect(10, 1)
    world.commit()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr("paicha.figures.spans.read", full)
        with pytest.raises(Problem) as raised:
            ask("inspections_total")
    assert raised.value.code == "disk_full"
    assert ask("inspections_total").value == 1


def test_two_processes_write_one_snapshot_after_the_other(sqlite_house: House) -> None:
    world = World()
    begin(world)
    ask("units_total")
    from paicha.figures.workplace import Claim

    claim = Claim.of(room("replica") / "writing")
    assert claim is not None
    for each in room("replica").glob("facts-*"):
        each.rename(each.with_name("unfinished-moved"))
    other = Replica(from_settings(), room("replica"), replica.current().facts)
    assert other.fresh().position == world.position
    assert list(room("replica").glob("facts-*")) == []
    claim.close()
    world.inspect(10, 1)
    world.commit()
    other.fresh()
    assert len(list(room("replica").glob("facts-*"))) == 1
    other.close()
