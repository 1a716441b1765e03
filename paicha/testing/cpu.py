"""What the tests cost: a pytest plugin that prints CPU seconds by room beside the room's budget, and the ten dearest.

CPU, as the time that passes says more of what else the machine does. Counted are a worker's own process and the
children that it waited for. A fixture that tests share is on the account of the first of them. Nothing fails for it:
machines differ.
"""

import contextlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

BUDGETS = re.compile(r"^\| `([\w/]+)` \| (\d+) \|$", re.MULTILINE)
Seconds = Any  # a Counter; typeshed has those of whole numbers only
BESIDE = ("Spark",)  # not in the total: its start is most of it, and does not grow with what is tested

_apart: Seconds = Counter()


def cpu() -> float:
    """CPU seconds of this process and of the children it waited for."""
    return sum(os.times()[:4])


@contextlib.contextmanager
def apart(name: str) -> Iterator[None]:
    """What the block costs is on an account of its own: the start or the end of a program that many tests share.

    What a child did is known when it has ended and was waited for.
    """
    before = cpu()
    try:
        yield
    finally:
        _apart[name] += cpu() - before


def budgets() -> dict[str, int]:
    """Of each room, the CPU seconds that CONTRIBUTING.md allows its tests."""
    text = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return {room: int(seconds) for room, seconds in BUDGETS.findall(text)}


def room_of(nodeid: str) -> str:
    """The room whose account a test is on: `web`, or `tests/journeys`."""
    first, second, *_ = nodeid.split("/")
    return second if first == "paicha" else f"{first}/{second}"


class Costs:
    """Measures tests in the processes that run them, and adds up in the one that prints."""

    def __init__(self) -> None:
        self._last = cpu()
        self._tests: Seconds = Counter()
        self._programs: Seconds = Counter()
        self._workers = 0.0

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Any:
        """What came before a test is not on its account."""
        self._last = cpu()
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Any:
        """A report takes along what its phase cost; xdist carries it to the process that prints."""
        report = yield
        now = cpu()
        report.cpu, report.programs = now - self._last - sum(_apart.values()), dict(_apart)
        self._last = now
        _apart.clear()
        return report

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Adds a phase of a test."""
        self._tests[report.nodeid] += report.cpu
        self._programs.update(report.programs)

    def pytest_sessionfinish(self, session: Any) -> None:
        """A worker of xdist hands over what its whole process cost."""
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["cpu"] = cpu()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Adds a worker."""
        self._workers += getattr(node, "workeroutput", {}).get("cpu", 0.0)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Prints the table."""
        rooms: Seconds = Counter()
        for nodeid, spent in self._tests.items():
            rooms[room_of(nodeid)] += spent
        programs = {name: spent for name, spent in self._programs.items() if name not in BESIDE}
        whole = (self._workers or cpu()) - sum(self._programs[name] for name in BESIDE)
        left = whole - sum(rooms.values()) - sum(programs.values())
        allowed = budgets()
        say = terminalreporter.write_line
        terminalreporter.section("CPU seconds, and the budget")
        for name, spent in [*rooms.most_common(), *programs.items(), ("collecting", left)]:
            say(f"{spent:8.0f} {allowed.get(name, 0):5}  {name}")
        say(f"{whole:8.0f} {sum(allowed.values()):5}  together")
        for name in BESIDE:
            say(f"{self._programs[name]:8.0f}        {name}, which is not among them")
        say("The ten dearest tests:")
        for nodeid, spent in self._tests.most_common(10):
            say(f"{spent:8.1f}  {nodeid}")
