"""Many write at once: positions are dense and in the order of commits, so that a follower never sees a gap."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, connections

from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.ledger.models import Entry
from paicha.orgs.acting import action, record
from paicha.orgs.actions.units import close_unit, move_unit, rename_unit
from paicha.orgs.entries import UNIT_REOPENED
from paicha.orgs.models import Person, Unit, UnitChange
from paicha.testing.cast import OPENED, Cast, cast
from paicha.testing.house import House

WRITERS, TIMES = 6, 12
SETTINGS = {"DJANGO_SETTINGS_MODULE": "paicha.settings"}
PROCESS = """
import django; django.setup()
from paicha.orgs.actions.people import terminal
from paicha.orgs.actions.units import rename_unit
from paicha.orgs.models import Unit
by, unit = terminal(), Unit.objects.get(code="{code}")
for number in range({times}):
    rename_unit(by, unit=unit, name=f"Name {{number}}")
"""


@action
def rename_both(by: Person, *, units: tuple[Unit, Unit]) -> None:
    """Three entries at once: two renamings and what they are part of."""
    for unit in units:
        rename_unit(by, unit=unit, name=f"{unit.name}'")
    record(UNIT_REOPENED, units[0], unit=units[0].code)


def write(people: Cast, number: int) -> int:
    """What one writer does; returns how many entries it should have made."""
    mine, other = sorted([people.bakery, people.canteen, people.noodles], key=lambda unit: unit.pk)[:2]
    made = 0
    try:
        for turn in range(TIMES):
            if (number + turn) % 3 == 0:
                rename_both(people.terminal, units=(mine, other))
                made += 3
            elif (number + turn) % 3 == 1:
                rename_unit(people.coordinator, unit=people.noodles, name=f"{number}.{turn}")
                made += 1
            else:
                with pytest.raises(Problem):
                    move_unit(people.coordinator, unit=people.city, line=people.territory, parent=people.south)
    finally:
        connections.close_all()
    return made


def followed(until: Iterator[bool]) -> int:
    """Follow the ledger as a reader of another connection does; returns how many steps of it were seen."""
    seen = steps = 0
    for _ in until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT max(position) FROM ledger_entry")
            now = cursor.fetchone()[0]
            cursor.execute("SELECT position FROM ledger_entry WHERE position > %s AND position <= %s", [seen, now])
            assert {position for (position,) in cursor.fetchall()} == set(range(seen + 1, now + 1))
            cursor.execute("SELECT position FROM orgs_unitchange WHERE position > %s AND position <= %s", [seen, now])
            changes = {position for (position,) in cursor.fetchall()}
        covering = Entry.objects.filter(position__gt=seen, position__lte=now, covers__has_key="orgs_unit/1")
        assert changes == set(covering.values_list("position", flat=True))
        steps += now > seen
        seen = now
    return steps


def working(writers: list[Future[int]]) -> Iterator[bool]:
    """As long as any of them works, and once more."""
    while not all(writer.done() for writer in writers):
        yield True
    yield False


def test_positions_are_dense_and_a_follower_sees_no_gap(house: House) -> None:
    people = cast()
    before = head()
    with ThreadPoolExecutor(WRITERS) as threads:
        writers = [threads.submit(write, people, number) for number in range(WRITERS)]
        steps = followed(working(writers))
    made = sum(writer.result() for writer in writers)
    assert made > WRITERS * TIMES / 2
    assert list(Entry.objects.order_by("position").values_list("position", flat=True)) == list(
        range(1, before + made + 1)
    )
    assert steps > 2, "the follower saw nothing of it"
    assert list(check()) == []


def test_the_parts_of_an_action_stand_together(house: House) -> None:
    people = cast()
    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(lambda number: write(people, number), range(WRITERS)))
    wholes = {entry.id: entry.position for entry in Entry.objects.filter(kind=UNIT_REOPENED.name)}
    parts = Entry.objects.exclude(cause=None)
    assert {wholes[entry.cause] - entry.position for entry in parts if entry.cause} == {1, 2}
    assert parts.count() == 2 * len(wholes) > 0


def test_transitions_have_numbers_in_the_order_of_positions(house: House) -> None:
    people = cast()
    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(lambda number: write(people, number), range(WRITERS)))
    positions = list(UnitChange.objects.order_by("id").values_list("position", flat=True))
    assert positions == sorted(positions)


def test_several_processes_write_at_once(house: House) -> None:
    cast()
    before = head()
    processes = [
        subprocess.Popen([sys.executable, "-c", PROCESS.format(code=code, times=TIMES)], env=house.env | SETTINGS)
        for code in ("bakery", "noodles", "noodles")
    ]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    assert head() == before + 3 * TIMES
    assert list(check()) == []


def test_a_unit_is_closed_once(house: House) -> None:
    """Those who come second wait for the first, and see what it did."""
    people = cast()

    def close() -> str:
        try:
            close_unit(people.coordinator, unit=people.bakery, on=OPENED)
        except Problem as problem:
            return problem.code
        finally:
            connections.close_all()
        return "closed"

    with ThreadPoolExecutor(4) as threads:
        said = [closing.result() for closing in [threads.submit(close) for _ in range(4)]]
    assert sorted(said) == ["closed", "unit_closed", "unit_closed", "unit_closed"]
    assert list(check()) == []
