"""How long does somebody at the terminal wait for `paicha --help` and for small commands, each a program of its own?

On a small installation (examples/chicago-food-text). The commands take turns with the baselines: an empty program, one
that only brings Django up, and the same commands of an older checkout, whose folder `--before` names.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from installations import durable_server
from measuring import Timing, options, sample, seconds, show

from paicha.testing.house import House

TREE = Path(__file__).resolve().parents[1]
EXAMPLE = TREE / "examples" / "chicago-food-text"
START = "import sys; from paicha.cli.main import main; sys.argv[0] = 'paicha'; main()"
DJANGO = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'paicha.settings'; django.setup()"
BASELINES = {"python -c pass": "pass", "python, django.setup()": DJANGO}
COMMANDS = (
    "--help",
    "unit --help",
    "unit show chicago",
    "ledger log",
    "figure list",
    "user list",
    "why terminal units.see unit:chicago",
    "check",
)


def program(tree: Path, house: House, code: str, *words: str) -> None:
    """Run a program with the code of a checkout, in a house, until its end."""
    command = [sys.executable, "-c", code, *words]
    env = {**house.env, "PYTHONPATH": str(tree)}
    subprocess.run(command, env=env, cwd=house.home, check=True, stdout=subprocess.DEVNULL)


def furnished(tree: Path, folder: Path, address: str) -> House:
    """A small installation that a checkout made for itself."""
    folder.mkdir()
    house = House(folder, address)
    mapping = str(EXAMPLE / "mapping.toml")
    program(tree, house, START, "import", "inspections", str(EXAMPLE / "inspections.csv"), "--mapping", mapping)
    return house


def measured(trees: dict[str, Path], houses: dict[str, House], runs: int) -> list[list[str]]:
    """A line for each baseline and command: clock and CPU here, and beside the older checkout."""
    calls: dict[tuple[str, str], Callable[[], None]] = {}
    for which, tree in trees.items():
        for name, code in BASELINES.items():
            calls[name, which] = partial(program, tree, houses[which], code)
        for words in COMMANDS:
            calls[f"paicha {words}", which] = partial(program, tree, houses[which], START, *words.split())
    timings = {key: Timing(key[0]) for key in calls}
    for turn in range(runs + 1):
        for key, call in calls.items():
            found, _result = sample(call)
            if turn:  # the first writes what Python compiles
                timings[key].samples.append(found)
    lines = []
    for name in dict.fromkeys(name for name, _which in calls):
        now, before = timings[name, "now"], timings.get((name, "before"))
        beside = [seconds(before.wall), seconds(before.cpu), f"{now.cpu / before.cpu:.2f} x"] if before else []
        lines.append([name, seconds(now.wall), seconds(now.cpu), *beside])
    return lines


def main() -> None:
    """Measure on each database."""
    chosen = options(__doc__, runs=9, before={"type": Path, "metavar": "FOLDER", "help": "an older checkout"})
    trees = {"now": TREE} | ({"before": chosen.before.resolve()} if chosen.before else {})
    head = ["", "clock", "CPU", *(["before: clock", "CPU", "CPU against it"] if chosen.before else [])]
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="paicha-bench-")))
        server = stack.enter_context(durable_server()) if "postgresql" in chosen.database else None
        for database in chosen.database:
            houses = {}
            for which, tree in trees.items():
                address = server.create(f"terminal_{which}_{os.getpid()}") if server and database != "sqlite" else ""
                houses[which] = furnished(tree, folder / f"{database}-{which}", address)
            show(f"At the terminal, {database}, {chosen.runs} runs", measured(trees, houses, chosen.runs), head)


if __name__ == "__main__":
    main()
