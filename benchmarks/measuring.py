"""What every benchmark measures with: medians of wall clock and CPU, ratios to a baseline of the same run, the machine.

CPU is that of this process, its children and the database server: on a machine that has other work to do it says more
than the clock. Nothing here passes or fails; people read the figures.
"""

import argparse
import gc
import os
import platform
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Sample:
    """One run, in seconds."""

    wall: float
    cpu: float


@dataclass
class Timing:
    """The runs of one thing; `amount` is what a run does, in `unit`s, where a rate is wanted."""

    name: str
    samples: list[Sample] = field(default_factory=list)
    amount: float = 0
    unit: str = ""

    @property
    def wall(self) -> float:
        """Median seconds on the clock."""
        return statistics.median(sample.wall for sample in self.samples)

    @property
    def cpu(self) -> float:
        """Median seconds of CPU."""
        return statistics.median(sample.cpu for sample in self.samples)

    def row(self, baseline: "Timing | None" = None) -> list[str]:
        """The cells of a table: name, runs, medians, rate, and how it compares with the baseline."""
        rate = f"{self.amount / self.wall:,.0f} {self.unit}/s" if self.amount else ""
        per = (baseline.amount or 1) / (self.amount or 1) if baseline else 1
        times = self.wall / baseline.wall * per if baseline and baseline is not self else None
        shown = "baseline" if times is None else f"{times:.2f} x" if times >= 0.1 else f"{times:.3f} x"
        return [self.name, str(len(self.samples)), seconds(self.wall), seconds(self.cpu), rate, shown]


HEAD = ["", "runs", "clock", "CPU", "rate", "time against baseline"]


def seconds(value: float) -> str:
    """A length of time as people read it."""
    return f"{value * 1000:,.1f} ms" if value < 1 else f"{value:,.2f} s"


def sample(call: Callable[[], Any]) -> tuple[Sample, Any]:
    """One run, with what it returned."""
    gc.collect()
    cpu, wall = spent(), time.perf_counter()
    result = call()
    wall = time.perf_counter() - wall
    return Sample(wall, spent() - cpu), result


def timing(
    name: str, call: Callable[[], Any], runs: int, *, warm: int = 0, amount: float = 0, unit: str = ""
) -> Timing:
    """Run a call `warm` times unmeasured, then `runs` times; a run of a short one is the mean of many in 20 ms."""
    for _ in range(warm):
        call()
    once, _result = sample(call)
    loops = max(1, round(0.02 / once.wall)) if once.wall < 0.02 else 1

    def repeated() -> None:
        for _ in range(loops):
            call()

    found = Timing(name, amount=amount, unit=unit)
    for number in range(runs):
        one = once if number == 0 and loops == 1 and not warm else sample(repeated)[0]
        found.samples.append(Sample(one.wall / loops, one.cpu / loops))
    return found


_servers: list[int] = []  # the first process of each database server whose CPU counts


def watch_server(pid: int) -> None:
    """From here on the CPU of this process and those it started counts too."""
    _servers.append(pid)


def spent() -> float:
    """Seconds of CPU spent so far by this process, its children that ended, and the watched servers."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    served = sum(_running(pid) for server in _servers for pid in (server, *_children(server)))
    return time.process_time() + ended.ru_utime + ended.ru_stime + served


def _running(pid: int) -> float:
    """Seconds that the (only) thread of a process ran, and its children that ended did."""
    try:
        own = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
        return own + sum(map(int, _stat(pid)[13:15])) / TICKS
    except (OSError, IndexError):
        return 0.0


def _stat(pid: int) -> list[str]:
    """What /proc says of a process after its name: state, parent and so on."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _children(pid: int) -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        if (found := _stat(int(folder.name))) and int(found[1]) == pid:
            yield int(folder.name)


def resident() -> float:
    """Megabytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def machine() -> str:
    """What it ran on: processor, cores, memory, where temporary files lie, versions, and what else was going on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    processor = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    stat = ["stat", "-f", "-c", "%T", tempfile.gettempdir()]
    disk = subprocess.run(stat, capture_output=True, text=True, check=False).stdout.strip()
    packages = ", ".join(f"{name} {version(name)}" for name in ("django", "psycopg", "duckdb", "sqlglot"))
    return (
        f"{time.strftime('%Y-%m-%d %H:%M')}; {processor}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB; "
        f"temporary files on {disk}; load {os.getloadavg()[0]:.1f} at the start\n"
        f"Linux {platform.release()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}"
    )


def show(title: str, rows: list[list[str]], head: list[str] | None = None) -> None:
    """Print a table in Markdown, as RESULTS.md takes it."""
    lines = [HEAD if head is None else head, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    print(f"\n{title}\n")
    for number, line in enumerate(lines):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    sys.stdout.flush()


def options(about: str | None, *, runs: int, **more: dict[str, Any]) -> argparse.Namespace:
    """The command line: `--runs`, `--database`, and what a script adds. Says on what it runs."""
    parser = argparse.ArgumentParser(description=(about or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=runs, help=f"measured runs of each thing; {runs} unless given")
    parser.add_argument(
        "--database", choices=["sqlite", "postgresql"], action="append", help="only this one; both unless given"
    )
    for name, words in more.items():
        parser.add_argument(f"--{name.replace('_', '-')}", **words)
    chosen = parser.parse_args()
    chosen.database = chosen.database or ["sqlite", "postgresql"]
    print(machine())
    return chosen
