"""An import that is killed, stopped or out of space leaves nothing half done; a further run ends as an unbroken one."""

import contextlib
import gzip
import itertools
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from paicha.cli.installation import opened
from paicha.exchange.importing import BATCH, import_inspections
from paicha.exchange.tests.town import state
from paicha.inspections.models import Inspection
from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.orgs.actions.people import terminal
from paicha.testing.house import Builder, House, Houses, Vendor

EXAMPLE = Path(__file__).parents[3] / "examples" / "chicago-food"
MAPPING = EXAMPLE / "mapping.toml"
Rest = tuple[Path, dict[str, Any], int]  # a file; what an unbroken import of it leaves, and its head


def rest_of(rows: int, build: Builder, folder: Path) -> Rest:
    """The first rows of the example, imported without disturbance."""
    file = folder / "part.csv"
    with gzip.open(EXAMPLE / "inspections.csv.gz", "rt", encoding="utf-8") as whole:
        file.write_text("".join(itertools.islice(whole, rows + 1)), encoding="utf-8")
    with build(folder) as house, house.entered():
        import_inspections(terminal(), file, MAPPING)
        return file, state(), head()


@pytest.fixture(scope="module")
def unbroken(houses: Houses, tmp_path_factory: pytest.TempPathFactory) -> Rest:
    """Three batches."""
    return rest_of(1_200, houses("sqlite"), tmp_path_factory.mktemp("unbroken"))


# `paicha`, which says so and waits where its first word tells it to: while it reads, or in the midst of each batch,
# whose changes are then made and not yet committed.
HOLDING = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets what it starts in the background ignore it
from paicha.cli.frame import start
start("en")
from paicha.cli.main import main
from paicha.exchange import importing
from paicha.orgs.acting import action

chronological, import_batch = importing.chronological, importing.import_batch

def hold(*_):
    print("held", flush=True)
    sys.stdin.readline()

def reading(*arguments, **more):
    return chronological(*arguments, **more | {"watch": hold})

@action
def importing_(by, /, **batch):
    done = import_batch(by, **batch)
    hold()
    return done

if sys.argv.pop(1) == "reading":
    importing.chronological = reading
else:
    importing.import_batch = importing_
main()
"""


def started(house: House, file: Path, *program: str, **more: Any) -> subprocess.Popen[str]:
    """`paicha import inspections`, under way; by another program where one is given."""
    paicha, *words = house.command("import", "inspections", file, "--mapping", MAPPING)
    command, env = [*(program or (paicha,)), *words], house.env | {"DJANGO_SETTINGS_MODULE": "paicha.settings"}
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


def held(house: House, file: Path, where: str, times: int) -> subprocess.Popen[str]:
    """An import that has come to that point so often, and stays there."""
    process = started(house, file, sys.executable, "-c", HOLDING, where, stdin=subprocess.PIPE)
    assert process.stdin is not None and process.stdout is not None
    for number in range(1, times + 1):
        assert process.stdout.readline() == "held\n", process.communicate(timeout=60)
        if number < times:
            process.stdin.write("\n")
            process.stdin.flush()
    return process


def disturbed(process: subprocess.Popen[str], number: int, commits: int, later: float) -> int:
    """Send the signal once the import has committed so often, and that many seconds later; returns the exit code."""
    seen, before = 0, head()
    while seen < commits and process.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.005)
        now = head()
        seen, before = seen + (now > before), now
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(later)
    process.send_signal(number)
    process.communicate(timeout=60)
    return process.returncode


def moments(chance: Random, cycles: int) -> Iterator[tuple[int, float]]:
    """When to kill: while it starts and reads, or somewhere around one of its first commits."""
    for _ in range(cycles):
        commits = chance.choice([0, 1, 1, 2])
        yield commits, chance.uniform(0, 0.2 if commits else 1.5)


def finished(house: House, rest: Rest) -> None:
    """A further run ends as the unbroken one did, and everything matches."""
    file, expected, position = rest
    while True:
        try:
            import_inspections(opened(), file, MAPPING)
            break
        except Problem as problem:
            assert problem.code == "import_running", "a server may still be with one that was killed"
    assert state() == expected
    assert head() == position
    nothing_is_left(house)


def survives(build: Callable[[], contextlib.AbstractContextManager[House]], cycles: int, rest: Rest) -> None:
    """Kill imports again and again; when one got through to its end, go on in a new house."""
    left = moments(Random(3), cycles)
    killed = 0
    while killed < cycles:
        with build() as house, house.entered():
            for commits, later in left:
                killed += 1
                code = disturbed(started(house, rest[0]), signal.SIGKILL, commits, later)
                assert code in (0, 1, -signal.SIGKILL)
                if code == 0:
                    break
            assert list(check()) == []
            finished(house, rest)


@pytest.mark.both_databases
def test_killed_again_and_again(
    vendor: Vendor, houses: Houses, tmp_path_factory: pytest.TempPathFactory, unbroken: Rest, scale: int
) -> None:
    survives(lambda: houses(vendor)(tmp_path_factory.mktemp("killed")), 2 * scale, unbroken)


def test_killed_while_the_installation_is_first_set_up(tmp_path: Path, unbroken: Rest, scale: int) -> None:
    house, chance = House(tmp_path / "home", ""), Random(5)
    house.home.mkdir()
    for _ in range(2 * scale):
        process = started(house, unbroken[0])
        database = house.home / "paicha.sqlite3"
        while process.poll() is None and not (database.exists() and database.stat().st_size):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.005)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, 0.3))
        process.kill()
        process.communicate(timeout=60)
    with house.entered():
        finished(house, unbroken)


@pytest.mark.both_databases
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)])
def test_stopped_in_the_midst_of_a_batch(number: int, code: int, house: House, unbroken: Rest) -> None:
    """It ends at once; the batch before is in, and nothing of this one."""
    process = held(house, unbroken[0], "importing", 2)
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode == code
    assert Inspection.objects.count() == BATCH
    nothing_is_left(house)
    finished(house, unbroken)


def test_stopped_from_the_keyboard_while_it_reads(sqlite_house: House, unbroken: Rest) -> None:
    process = held(sqlite_house, unbroken[0], "reading", 1)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert not Inspection.objects.exists()
    nothing_is_left(sqlite_house)
    finished(sqlite_house, unbroken)


def nothing_is_left(house: House) -> None:
    """No file of the import is there, and records and ledger match."""
    assert not list((house.home / "scratch").iterdir())
    assert not list((house.home / "rejects").iterdir())
    assert list(check()) == []


def limited(size: int) -> Callable[[], None]:
    """No file of the process may grow beyond this size."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Callable[[], None] | None]:
    """A folder on a disk of that size, where this user may mount one; else how to limit a process to it."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        yield limited(megabytes * 2**20 // 2)
        return
    try:
        yield None
    finally:
        subprocess.check_call(["umount", "--lazy", folder])


@pytest.mark.parametrize("megabytes", [1, 3])
def test_a_full_disk(megabytes: int, tmp_path: Path, unbroken: Rest) -> None:
    """Full while it is set up, and between its batches."""
    with small_disk(tmp_path / "disk", megabytes) as limit:
        house = House(tmp_path / "disk", "")
        process = started(house, unbroken[0], preexec_fn=limit)
        said, complained = process.communicate(timeout=60)
        assert (process.returncode, said) == (1, "")
        assert complained.startswith("Nothing can be written" if limit else "There is no space left"), complained
        if limit is None:
            subprocess.check_call(["mount", "-o", "remount,size=128m", house.home])
        with house.entered():
            finished(house, unbroken)


@pytest.mark.parametrize("size", [900_000, 3_000_000])
def test_a_limit_to_the_size_of_files(size: int, sqlite_house: House, unbroken: Rest) -> None:
    process = started(sqlite_house, unbroken[0], preexec_fn=limited(size))
    said, complained = process.communicate(timeout=60)
    assert (process.returncode, said) == (1, "")
    assert complained.startswith("Nothing can be written to"), complained
    assert list(check()) == []
    finished(sqlite_house, unbroken)
