"""Keeping programs alive: starts them, starts one again that died, and ends them all when it is told to.

Each child leads a group of processes of its own, which is ended as a whole; where the system can do it, children are
told to stop when this process is gone, however it went.
"""

import contextlib
import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

from paicha.kernel.problems import Problem

PATIENCE = 8.0  # seconds that a child has to end by itself
LOOK = 0.2  # seconds between two looks at the children
WAITS = (0.2, 1.0, 2.0, 5.0, 10.0, 30.0)  # seconds before a child is started again, the first time, the second …
STEADY = 30.0  # seconds after which a child is taken to be well
TRIES = 3  # starts in a row after which it is given up where it never was well
PR_SET_PDEATHSIG = 1

log = logging.getLogger("paicha.run")


@dataclass
class Child:
    """A program to keep alive. `well`: whether it does what it is for, asked until it is the first time."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    well: Callable[[], bool]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    deaths: int = 0
    was_well: bool = False
    due: float = 0.0

    def start(self) -> None:
        """Start it, or start it again."""
        self.process = subprocess.Popen(
            list(self.command),
            env=dict(self.env),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_bound,  # noqa: PLW1509  this process has one thread
        )
        self.started = time.monotonic()

    def look(self) -> None:
        """See how it is, and start it again when it died and its wait is over.

        Problem `child_failed` where it dies again and again and never was well.
        """
        if self.process is None:
            if time.monotonic() >= self.due:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            if not self.was_well:
                self.was_well = self.well()
            elif self.deaths and time.monotonic() - self.started > STEADY:
                self.deaths = 0
            return
        self._signal(signal.SIGKILL)  # what is left of its group
        self.process = None
        self.deaths += 1
        if not self.was_well and self.deaths >= TRIES:
            raise Problem("child_failed", name=self.name, code=code)
        wait = WAITS[min(self.deaths, len(WAITS)) - 1]
        self.due = time.monotonic() + wait
        log.warning("the %s ended with %s; it is started again in %s s", self.name, code, wait)

    def end(self) -> None:
        """Ask it to end."""
        self._signal(signal.SIGTERM, group=False)

    def finish(self, until: float) -> None:
        """Wait until it has ended, and end it for good at that moment."""
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(max(0.0, until - time.monotonic()))
            self._signal(signal.SIGKILL)
            self.process.wait()

    def _signal(self, number: int, group: bool = True) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if group:
                    os.killpg(self.process.pid, number)
                else:
                    self.process.send_signal(number)


def _bound() -> None:
    """In a child, before its program begins: Linux tells it to stop when its parent is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def supervise(children: Sequence[Child], when_well: Callable[[], None]) -> None:
    """Keep the children alive until SIGTERM or SIGINT; `when_well` is called once, when all do what they are for."""
    told = False
    with told_to_stop() as stopping:
        try:
            while not stopping.is_set():
                for child in children:
                    child.look()
                if not told and all(child.was_well for child in children):
                    told = True
                    when_well()
                stopping.wait(LOOK)
        finally:
            for child in children:
                child.end()
            until = time.monotonic() + PATIENCE
            for child in children:
                child.finish(until)


@contextlib.contextmanager
def told_to_stop() -> Iterator[threading.Event]:
    """Set when this process is told to stop, by SIGTERM or SIGINT."""
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
