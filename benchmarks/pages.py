"""How fast are the pages on 100,000 units and 1,000,000 findings, against a list by Django's own paging with count?

Each page is asked of a real server over HTTP, by people who see all of it, a district of 5,000 units, or one shop.
First one process on one core of its own answers one request after the other; the baseline is the same rows, the same
template and the same people, but paged by OFFSET with a count. An answer of a figure is kept until its facts change;
"new" pages ask another period each time.

Then two processes, which share two cores with whoever asks, hold a mix of `--rate` pages a second for as long as
`--minutes` says: first while nobody writes, then while somebody raises a finding every ten seconds. Parts that a page
asks for once it has been read are fetched as a browser does: 32 pages are more than 50 requests. Memory is that of the
server's processes. Last, how long a start takes.
"""

import contextlib
import http.client
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import quote

from django.test.utils import override_settings
from installations import site
from lists import furnish
from load import LAST_DAY, PART, Load, get, memory
from measuring import options, seconds, show
from synthetic import DISTRICT, KEEP, SHOP, large

from paicha.findings.models import Finding
from paicha.listing.declared import listing_named
from paicha.listing.keyset import _written
from paicha.listing.questions import asked
from paicha.orgs.actions.people import add_person, give_post, terminal
from paicha.orgs.models import Line, Person, Unit
from paicha.orgs.scopes import range_of
from paicha.testing.browsers import free_port
from paicha.testing.house import House
from paicha.testing.visitor import visitor
from paicha.web.settings import secret_key

HERE = Path(__file__).parent
PLACES = {"all of it": 1, "a district": DISTRICT, "a shop": SHOP}
NEW = ", new"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who sees a part, with the cookie of a session, and the pages that they open."""

    name: str
    cookie: str
    pages: dict[str, str]
    baseline: dict[str, str]


def introduced(name: str, unit: Unit, line: Line) -> Visitor:
    """Somebody who looks after everything below a unit."""
    person = add_person(terminal(), username=name.replace(" ", "-"), name=name, language="en")
    give_post(terminal(), person=person, role="coordinator", line=line, unit=unit)
    client = visitor(person)
    cookie = "; ".join(f"{each.key}={each.value}" for each in client.cookies.values())
    deep, finding = _deep(person, unit, line)
    pages = {
        "overview": "/overview",
        f"overview{NEW}": "/overview?from=2010-01-01&to={day}",
        f"overview, its figures{NEW}": "/overview/figures?from=2010-01-01&to={day}",
        "findings, first page": "/findings",
        "findings, deep page": f"/findings?cursor={deep}",
        "findings, filtered": "/findings?state=open&severity=major",
        "findings by deadline": "/findings?sort=deadline",
        "units, first page": "/units",
        "inspections, first page": "/inspections",
        "search": f"/search?q={quote('文昌')}",
        "unit": f"/units/{finding.unit_id}",
        "finding": f"/findings/{finding.pk}",
        "figure, by child": "/figures/closure_rate_due?by=child",
        f"figure, by child{NEW}": "/figures/closure_rate_due?by=child&from=2010-01-01&to={day}",
    }
    baseline = {
        "findings, first page": "/offset/findings",
        "findings, deep page": "/offset/findings?page=deep",
        "findings, filtered": "/offset/findings?state=open&severity=major",
    }
    return Visitor(name, cookie, pages, baseline)


def _deep(by: Person, unit: Unit, line: Line) -> tuple[str, Finding]:
    """The cursor of the page behind nine tenths of a person's findings, and the finding there."""
    question = asked(listing_named("findings"), by, {})
    rows = question.rows(by, range_of(line, unit))
    at = rows.count() * 9 // 10
    minus = "-" if question.descending else ""
    row = rows.order_by(f"{minus}{question.sort.field}", f"{minus}pk")[at]
    return _written("after", row, question.sort), row


@contextlib.contextmanager
def server(house: House, cores: str, *command: str, **more: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A server on these cores, once it answers; its port."""
    port = free_port()
    env = {
        **house.env,
        "DJANGO_SETTINGS_MODULE": "offset_settings",
        "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent)]),
    }
    env |= more
    words = ["taskset", "-c", cores, *(word.replace("PORT", str(port)) for word in command)]
    with (house.home / "server.log").open("wb") as log:
        started = subprocess.Popen(words, env=env, stdout=log, stderr=log, start_new_session=True)
    try:
        _until(port, started)
        yield port, started
    finally:
        started.terminate()
        started.wait(timeout=30)


def granian(workers: int) -> Sequence[str]:
    """The server alone, without supervisor and worker."""
    program = str(Path(sys.executable).with_name("granian"))
    return (
        program,
        "--interface",
        "wsgi",
        "--port",
        "PORT",
        "--workers",
        str(workers),
        "--blocking-threads",
        "4",
        "--no-access-log",
        "paicha.web.wsgi:application",
    )


def _until(port: int, started: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and started.poll() is None:
        with contextlib.suppress(OSError):
            if get(http.client.HTTPConnection("127.0.0.1", port, timeout=60), "/health", "")[0] == 200:
                return
        time.sleep(0.02)
    raise SystemExit("the server does not answer")


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 stay below."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def alone(house: House, people: Sequence[Visitor], runs: int) -> list[list[str]]:
    """Each page of each person, one request after the other, on one core."""
    rows = []
    with server(house, "0", *granian(1)) as (port, _started):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        for person in people:
            for name, path in person.pages.items():
                times = _times(connection, path, person.cookie, runs)
                theirs = ""
                if name in person.baseline:
                    offset = _times(connection, person.baseline[name], person.cookie, max(3, runs // 10))
                    slow = statistics.median(offset)
                    theirs = f"{seconds(slow)} ({slow / statistics.median(times):.1f} x)"
                rows.append(
                    [
                        f"{person.name}: {name}",
                        str(runs),
                        seconds(statistics.median(times)),
                        seconds(p95(times)),
                        theirs,
                    ]
                )
    return rows


def _times(connection: http.client.HTTPConnection, path: str, cookie: str, runs: int) -> list[float]:
    for number in (-2, -1):
        status, _first, page = get(connection, _fresh(path, number), cookie)
        if status != 200:
            raise SystemExit(f"{path}: {status}")
        wanted = PART.findall(page)
        for part in wanted:  # and what they ask for in turn
            wanted += PART.findall(get(connection, unescape(part.decode()), cookie, **{"HX-Request": "true"})[2])
    return [get(connection, _fresh(path, number), cookie)[1] for number in range(runs)]


def _fresh(path: str, number: int) -> str:
    """The address with a day of its own."""
    return path.replace("{day}", str(LAST_DAY - timedelta(days=number + 3)))


def held(house: House, people: Sequence[Visitor], minutes: float, rate: int) -> list[list[str]]:
    """A mix of all pages at a steady rate on all cores: what was answered, how late, and the memory.

    The baseline counts an overview anew, when somebody asks, after every entry that changed its facts.
    """
    always = {"PAICHA_BENCH_ALWAYS_NEW": "1"}
    silent, writing = ("nobody writes", False), ("a finding every 10 s", True)
    return [
        *_held(house, people, minutes, rate, [silent, writing], {}),
        *_held(house, people, minutes, rate, [("a finding every 10 s, overviews never old", True)], always),
    ]


def _held(
    house: House,
    people: Sequence[Visitor],
    minutes: float,
    rate: int,
    loads: Sequence[tuple[str, bool]],
    more: Mapping[str, str],
) -> list[list[str]]:
    with server(house, "0,1", *granian(2), **more) as (port, started):
        mix = [(path, each.cookie) for each in people for name, path in each.pages.items() if not name.endswith(NEW)]
        Load(port, mix, 90, rate // 2, started.pid).run()  # until both processes have loaded and packed the facts
        before = memory(started.pid)
        rows = []
        for name, writes in loads:
            load = Load(port, mix, minutes * 60, rate, started.pid)
            load.run(writes=writes)
            requests = (len(load.pages) + len(load.parts)) / (minutes * 60)
            rows.append(
                [
                    f"{name}, {minutes:g} min",
                    f"{rate} pages/s",
                    f"{requests:.1f} requests/s",
                    *_spread(load.pages),
                    *_spread(load.parts),
                    str(load.failed),
                    f"{before:,.0f} MB",
                    f"{max(load.memory):,.0f} MB",
                    f"{memory(started.pid):,.0f} MB",
                ]
            )
    return rows


def _spread(times: Sequence[float]) -> tuple[str, str]:
    return (seconds(statistics.median(times)), seconds(p95(times))) if times else ("", "")


def cold(house: House, person: Visitor) -> list[list[str]]:
    """From the start of `paicha run` to the first answer, and to the first page with figures on it."""
    begun = time.perf_counter()
    program = str(Path(sys.executable).with_name("paicha"))
    with server(house, "0,1", program, "run", "--port", "PORT") as (port, _started):
        answers = time.perf_counter() - begun
        get(http.client.HTTPConnection("127.0.0.1", port, timeout=120), "/overview", person.cookie)
        figures = time.perf_counter() - begun
    return [["paicha run", seconds(answers), seconds(figures)]]


def main() -> None:
    """Measure on each database."""
    minutes = {"type": float, "default": 2.0, "help": "how long the steady load lasts"}
    rate = {"type": int, "default": 32, "help": "pages a second of the steady load"}
    chosen = options(__doc__, runs=60, keep=KEEP, minutes=minutes, rate=rate)
    with site(chosen.database) as ground:
        for database in chosen.database:
            with large(ground, database, chosen.keep, furnish) as house:
                line = Line.objects.get(code="territorial")
                with override_settings(SECRET_KEY=secret_key()):  # with which the servers will read the cookies
                    people = [introduced(name, Unit.objects.get(pk=pk), line) for name, pk in PLACES.items()]
                os.environ.pop("DJANGO_SETTINGS_MODULE", None)
                head = ["", "runs", "median", "p95", "OFFSET and count (times slower)"]
                show(f"Pages, one process on one core, {database}", alone(house, people, chosen.runs), head)
                head = [
                    "",
                    "asked",
                    "answered",
                    "pages: median",
                    "p95",
                    "parts: median",
                    "p95",
                    "failed",
                    "memory before",
                    "most",
                    "after",
                ]
                show(
                    f"A mix of all pages, two processes, {database}",
                    held(house, people, chosen.minutes, chosen.rate),
                    head,
                )
                head = ["", "until it answers", "until a page with figures"]
                show(f"Cold start, {database}", cold(house, people[0]), head)


if __name__ == "__main__":
    main()
