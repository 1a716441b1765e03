"""A steady load of pages, as browsers ask for them: the page, then the parts that it asks for itself."""

import contextlib
import gzip
import http.client
import queue
import re
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date
from html import unescape
from pathlib import Path
from random import Random

from synthetic import SHOP

from paicha.findings.actions.single import raise_finding
from paicha.orgs.actions.people import terminal
from paicha.orgs.models import Line, Unit

CLIENTS = 8  # connections
WRITES = 10.0  # seconds between two findings that are raised meanwhile
PART = re.compile(rb'hx-get="([^"]+)" hx-trigger="load"')
AGAIN = re.compile(rb'hx-get="([^"]+)" hx-trigger="every 5s"')  # by a page whose figures are behind, until they are not
LAST_DAY = date(2026, 6, 30)


def get(connection: http.client.HTTPConnection, path: str, cookie: str, **more: str) -> tuple[int, float, bytes]:
    """The status of a page, the seconds until all of it was there, and the page."""
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip", **more})
    answer = connection.getresponse()
    body = answer.read()
    took = time.perf_counter() - begun
    return answer.status, took, gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body


class Load:
    """Pages asked for when they are due; a time counts from when it was due, so waiting behind others counts too."""

    def __init__(self, port: int, mix: Sequence[tuple[str, str]], length: float, rate: int, pid: int) -> None:
        self.port, self.mix, self.length, self.rate, self.pid = port, mix, length, rate, pid
        self.memory: list[float] = []  # of the server, megabytes, at each finding that is raised
        self.pages: list[float] = []
        self.parts: list[float] = []
        self.failed = 0
        self._lock = threading.Lock()
        self._again: queue.Queue[tuple[float, str, str]] = queue.Queue()
        self._due = iter(range(int(length * rate)))

    def run(self, *, writes: bool = False) -> None:
        """Ask for all of them, and raise findings meanwhile."""
        self._begun = time.perf_counter()
        threads = [threading.Thread(target=self._client, args=(seed,)) for seed in range(CLIENTS)]
        threads.append(threading.Thread(target=self._ask_again))
        for thread in threads:
            thread.start()
        shop, line = Unit.objects.get(pk=SHOP), Line.objects.get(code="territorial")
        while (left := self.length - time.perf_counter() + self._begun) > WRITES:
            time.sleep(WRITES)
            self.memory.append(memory(self.pid))
            if writes:
                raise_finding(terminal(), unit=shop, line=line, on=LAST_DAY, source="onsite", note=f"{left:.0f}")
        for thread in threads:
            thread.join()

    def _client(self, seed: int) -> None:
        chance = Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        while (number := self._next()) is not None:
            at = self._begun + number / self.rate
            time.sleep(max(0.0, at - time.perf_counter()))
            path, cookie = chance.choice(self.mix)
            status, _took, page = get(connection, path, cookie)
            self._noted(self.pages, at, status)
            wanted = PART.findall(page)
            for part in wanted:  # and for those that they ask for in turn
                at = time.perf_counter()
                status, _took, page = get(connection, unescape(part.decode()), cookie, **{"HX-Request": "true"})
                self._noted(self.parts, at, status)
                wanted += PART.findall(page)
            self._later(page, cookie)

    def _later(self, page: bytes, cookie: str) -> None:
        for part in AGAIN.findall(page):
            self._again.put((time.perf_counter() + 5, unescape(part.decode()), cookie))

    def _ask_again(self) -> None:
        """Asks for newer figures as each page that is behind does; an answer of 204 says that there are none yet."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        while time.perf_counter() - self._begun < self.length:
            with contextlib.suppress(queue.Empty):
                due, path, cookie = self._again.get(timeout=1)
                time.sleep(max(0.0, due - time.perf_counter()))
                at = time.perf_counter()
                status, _took, page = get(connection, path, cookie, **{"HX-Request": "true"})
                self._noted(self.parts, at, 200 if status == 204 else status)
                if status == 204:
                    self._again.put((time.perf_counter() + 5, path, cookie))
                self._later(page, cookie)

    def _next(self) -> int | None:
        with self._lock:
            return next(self._due, None)

    def _noted(self, times: list[float], at: float, status: int) -> None:
        with self._lock:
            times.append(time.perf_counter() - at)
            self.failed += status != 200


def memory(pid: int) -> float:
    """Megabytes that a process and all it started hold (what they share is shared out)."""
    tree, found = {pid}, 0.0
    stats = {int(folder.name): (folder / "stat").read_text().rpartition(")")[2].split() for folder in _processes()}
    while more := {each for each, stat in stats.items() if int(stat[1]) in tree} - tree:
        tree |= more
    for each in tree:
        with contextlib.suppress(OSError, StopIteration):
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
            found += int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024
    return found


def _processes() -> Iterator[Path]:
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            (folder / "stat").read_text()
            yield folder
