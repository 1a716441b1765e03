"""The overview while others write: figures of a moment ago, said to be, until newer ones are counted."""

import re
from datetime import date, timedelta
from html import unescape
from threading import Event

import pytest
from django.test import Client

from paicha.findings.actions.single import raise_finding
from paicha.kernel.clock import frozen, now
from paicha.ledger.queries import newest
from paicha.orgs.actions.people import add_person
from paicha.testing.busy import Busy
from paicha.testing.visitor import counted, visitor
from paicha.web.figures.desk import Desk
from paicha.web.overview import recent
from paicha.web.place import place_named

ADDRESS = "/overview?from=2025-03-01&to=2026-02-28"
AS_OF = re.compile(r"指标截至位次 ([0-9,]+)(，\d+ 秒前)?")
BEHIND = re.compile(r'hx-get="(/overview/figures[^"]*)" hx-trigger="every')


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def tiles(text: str) -> list[str]:
    return re.findall(r'<span class="pc-tile-v">(.*?)</span>', text)


def as_of(text: str) -> tuple[int, bool]:
    """The position that a page says its figures stand at, and whether it says that there are newer ones."""
    position, ago = AS_OF.findall(text)[0]
    return int(position.replace(",", "")), bool(ago)


def write(busy: Busy) -> None:
    """Raise a finding at the bakery."""
    raise_finding(
        busy.cast.coordinator, unit=busy.cast.bakery, line=busy.cast.territory, on=date(2026, 2, 1), source="onsite"
    )


def counted_once(busy: Busy) -> tuple[Client, str]:
    """A reader of the city, and the overview with its figures counted."""
    client = visitor(busy.cast.coordinator)
    page(client, ADDRESS.replace("/overview", "/overview/figures"))
    return client, page(client, ADDRESS)


class Held:
    """Holds the thread that counts anew until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go, self.numbers = Event(), 0
        before = recent._counted

        def counted(*arguments: object) -> None:
            self.go.wait()
            self.numbers += 1
            before(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(recent, "_counted", counted)


@pytest.fixture
def held(busy: Busy, monkeypatch: pytest.MonkeyPatch) -> Held:
    return Held(monkeypatch)


def test_figures_of_a_moment_ago_are_shown_and_catch_up(busy: Busy, held: Held) -> None:
    client, first = counted_once(busy)
    position = newest(1)[0].position
    assert as_of(first) == (position, False)
    write(busy)
    behind = page(client, ADDRESS)
    assert tiles(behind) == tiles(first)
    assert as_of(behind) == (position, True)
    newer = unescape(BEHIND.findall(behind)[0])
    assert page(client, newer, 204) == ""
    held.go.set()
    recent.finish()
    part = page(client, newer)
    assert tiles(part) != tiles(first)
    assert as_of(part) == (position + 1, False)
    assert not BEHIND.findall(part)
    assert tiles(page(client, ADDRESS)) == tiles(part)


def test_what_comes_while_it_is_being_counted_is_not_missed(busy: Busy, held: Held) -> None:
    client, first = counted_once(busy)
    write(busy)
    newer = unescape(BEHIND.findall(page(client, ADDRESS))[0])
    write(busy)
    held.go.set()
    recent.finish()
    write(busy)
    part = page(client, newer)
    assert as_of(part) == (newest(1)[0].position - 1, True)
    assert BEHIND.findall(part)
    recent.finish()
    assert as_of(page(client, ADDRESS)) == (newest(1)[0].position, False)
    assert tiles(page(client, ADDRESS))[3:] != tiles(first)[3:]


def test_many_readers_have_it_counted_once(busy: Busy, held: Held) -> None:
    client, _first = counted_once(busy)
    write(busy)
    for _ in range(3):
        page(client, ADDRESS)
    held.go.set()
    recent.finish()
    assert held.numbers == 1


def test_nothing_older_than_a_minute_is_shown(busy: Busy, held: Held) -> None:
    client, _first = counted_once(busy)
    write(busy)
    with frozen(now() + recent.OLDEST + timedelta(seconds=1)):
        waiting = page(client, ADDRESS)
    assert tiles(waiting) == []
    assert 'hx-trigger="load"' in waiting


def test_an_entry_that_changes_no_figure_leaves_it_up_to_date(busy: Busy, held: Held) -> None:
    client, first = counted_once(busy)
    add_person(busy.cast.terminal, username="new", name="New")
    again = page(client, ADDRESS)
    assert tiles(again) == tiles(first)
    assert not BEHIND.findall(again)


def test_whoever_reaches_less_is_not_shown_what_others_were_counted(busy: Busy, held: Held) -> None:
    counted_once(busy)
    assert tiles(page(visitor(busy.cast.head), ADDRESS)) == []


def test_a_count_that_fails_is_tried_again(busy: Busy, monkeypatch: pytest.MonkeyPatch) -> None:
    client, first = counted_once(busy)
    place = place_named(busy.cast.coordinator, {})

    def fails(_desk: Desk) -> None:
        raise RuntimeError("the disk is gone")

    recent._count("a key", place, fails)
    recent.finish()
    write(busy)
    assert tiles(page(client, ADDRESS)) == tiles(first)
    recent.finish()
    assert tiles(page(client, ADDRESS)) != tiles(first)


def test_a_page_that_is_behind_takes_few_queries_more(busy: Busy, held: Held) -> None:
    client, _first = counted_once(busy)
    with counted() as fresh:
        page(client, ADDRESS)
    write(busy)
    with counted() as behind:
        page(client, ADDRESS)
    assert len(behind) <= len(fresh) + 6
    held.go.set()
