"""How fast is the export of 1,000,000 findings, and does its memory stay the same however many there are?

All of it and a district of 5,000 units, as .csv and .xlsx, each in a process of its own, by the very job that a page
asks for: rights, canonical hash, progress and all. The baselines are what one would write in an afternoon: the same
rows and columns fetched into a list, then csv.writer; and a workbook of openpyxl that is built in memory and then saved
(of the first 200,000 rows, as it needs gigabytes for more).
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from installations import site
from measuring import options, seconds, show, spent
from openpyxl import Workbook
from synthetic import DISTRICT, KEEP, large

from paicha.exchange.exporting import run_export
from paicha.jobs.kinds import Work
from paicha.listing.declared import listing_named
from paicha.listing.questions import asked
from paicha.orgs.actions.people import add_person, give_post, terminal
from paicha.orgs.models import Line, Person, Unit
from paicha.orgs.queries import first_place
from paicha.orgs.scopes import range_of
from paicha.testing.house import House

FEW = 200_000  # rows of the workbook that is built in memory
PLACES = {"all of it": 1, "a district": DISTRICT}


def ours(form: str) -> Callable[[Person, Path], int]:
    """The export that paicha makes."""

    def export(by: Person, folder: Path) -> int:
        rows: int = run_export(Work(by, {"list": "findings", "query": "", "format": form}, folder))["rows"]
        return rows

    return export


def _all_rows(by: Person, most: int | None = None) -> list[list[Any]]:
    question = asked(listing_named("findings"), by, {})
    line, unit = first_place(by) or (None, None)
    assert line and unit
    rows = list(question.rows(by, range_of(line, unit)).order_by("-raised_on", "-pk")[:most])
    question.listing.prepare(by, rows)
    return [[column.value(row) for column in question.shown()] for row in rows]


def csv_in_memory(by: Person, folder: Path) -> int:
    """All rows into a list, then csv.writer."""
    rows = _all_rows(by)
    with (folder / "baseline.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return len(rows)


def workbook_in_memory(by: Person, folder: Path) -> int:
    """The first rows into a list, then into a workbook."""
    rows = _all_rows(by, FEW)
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "baseline.xlsx")
    return len(rows)


WAYS: dict[str, Callable[[Person, Path], int]] = {
    "csv": ours("csv"),
    "csv, list in memory": csv_in_memory,
    "xlsx": ours("xlsx"),
    "xlsx, openpyxl in memory": workbook_in_memory,
}
BASELINE = {"csv": "csv, list in memory", "xlsx": "xlsx, openpyxl in memory"}


def most() -> float:
    """Megabytes that this program held at most; what its parent held before it began does not count."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024


def one(way: str, person: str, home: str, address: str) -> None:
    """In a process of its own: one export; what it took, as JSON."""
    with House(Path(home), address).entered(), tempfile.TemporaryDirectory(dir=home) as folder:
        by = Person.objects.get(username=person)
        before = most()
        cpu, wall = spent(), time.perf_counter()
        rows = WAYS[way](by, Path(folder))
        took = {"wall": time.perf_counter() - wall, "cpu": spent() - cpu, "rows": rows, "before": before}
        took["peak"] = most()
        took["size"] = sum(path.stat().st_size for path in Path(folder).iterdir()) / 2**20
    print(json.dumps(took))


def apart(house: House, way: str, person: str) -> dict[str, float]:
    """One export in a process of its own."""
    words = [sys.executable, __file__, "--one", way, person, str(house.home), house.address]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": "."})
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measured(house: House, person: str, runs: int) -> list[list[str]]:
    """The rows of a table: each way of exporting what a person sees."""
    found = {way: [apart(house, way, person) for _ in range(runs)] for way in WAYS}
    rate = {way: sorted(run["rows"] / run["wall"] for run in each)[runs // 2] for way, each in found.items()}
    rows = []
    for way, each in found.items():
        run = sorted(each, key=lambda took: took["wall"])[runs // 2]
        against = f"{rate[way] / rate[BASELINE[way]]:.2f} x" if way in BASELINE else "baseline"
        rows.append(
            [
                f"{person}: {way}",
                f"{run['rows']:,.0f}",
                seconds(run["wall"]),
                seconds(run["cpu"]),
                f"{rate[way]:,.0f}/s",
                against,
                f"{run['before']:,.0f} MB",
                f"{run['peak']:,.0f} MB",
                f"{run['size']:,.0f} MB",
            ]
        )
    return rows


def main() -> None:
    """Measure on each database."""
    chosen = options(__doc__, runs=1, keep=KEEP)
    head = ["", "rows", "clock", "CPU", "rate", "rate against baseline", "memory before", "peak", "file"]
    with site(chosen.database) as ground:
        for database in chosen.database:
            with large(ground, database, chosen.keep) as house:
                line, rows = Line.objects.get(code="territorial"), []
                for name, number in PLACES.items():
                    username = name.replace(" ", "-")
                    person = add_person(terminal(), username=username, name=name, language="en")
                    unit = Unit.objects.get(pk=number)
                    give_post(terminal(), person=person, role="coordinator", line=line, unit=unit)
                    rows += measured(house, username, chosen.runs)
                show(f"Findings exported, {database}", rows, head)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:])
    else:
        main()
