"""What does the ledger cost: actions a second with many writers, against the same transactions without it?

Each writer is a process that renames units of its own, one action and one entry each: the unit is locked, the
permission checked, the row changed, the entry appended, everything on the disk before the next. The baseline does the
same but appends nothing. Then `check` holds everything against its hashes: 100,000 entries of one row each, and what an
import of examples/chicago-food leaves, few entries of many rows. Its baseline fetches the same rows and forgets them.
"""

from collections.abc import Callable, Iterable
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from time import perf_counter

from django.db import connection, transaction
from django.db.models import Model
from import_food import imported
from installations import Site, site
from measuring import Sample, Timing, options, show, spent, timing

from paicha.kernel.clock import now
from paicha.kernel.ids import uuid7
from paicha.ledger.appending import Draft, append, head
from paicha.ledger.checking import check
from paicha.ledger.covering import all_covers
from paicha.ledger.models import Entry
from paicha.orgs.acting import locked
from paicha.orgs.actions.intake import UnitWish, take_in_units
from paicha.orgs.actions.people import terminal
from paicha.orgs.actions.units import rename_unit
from paicha.orgs.covers import unit_change
from paicha.orgs.entries import UNIT_RENAMED
from paicha.orgs.models import Person, Unit
from paicha.orgs.permissions import require

WRITERS = (1, 4, 16)
ACTIONS = 1_600  # of all writers together
ENTRIES, AT_ONCE = 100_000, 1_000
Rename = Callable[[Person, Unit, str], object]


def with_ledger(by: Person, unit: Unit, name: str) -> None:
    """The action."""
    rename_unit(by, unit=unit, name=name)


def without(by: Person, unit: Unit, name: str) -> None:
    """All of it but the entry."""
    with transaction.atomic():
        unit = locked(Unit, unit.pk)
        require(by, "units.change", unit)
        unit.name = name
        unit.save(update_fields=["name"])


def units(count: int) -> list[Unit]:
    """That many units, made in the installation that was entered."""
    codes = [f"u{number}" for number in range(count)]
    return list(take_in_units(terminal(), source="benchmark", wishes=list(map(UnitWish, codes))).units.values())


def write(rename: Rename, mine: list[Unit], actions: int, start: Barrier) -> None:
    """One writer."""
    by = terminal()
    start.wait()
    for number in range(actions):
        rename(by, mine[number % len(mine)], f"name {number}")
    connection.close()


def raced(rename: Rename, writers: int) -> Sample:
    """The time that the writers take together."""
    forked = get_context("fork")
    start, each = forked.Barrier(writers + 1), 10
    known = list(Unit.objects.order_by("pk")[: writers * each])
    connection.close()  # or the children would share it
    shares = [known[first : first + each] for first in range(0, len(known), each)]
    processes = [forked.Process(target=write, args=(rename, mine, ACTIONS // writers, start)) for mine in shares]
    for process in processes:
        process.start()
    start.wait()
    cpu, wall = spent(), perf_counter()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    return Sample(perf_counter() - wall, spent() - cpu)


def writing(ground: Site, database: str, runs: int) -> list[list[str]]:
    """The rows of the table on writing."""
    rows = []
    for writers in WRITERS:
        ours = Timing(f"{writers} writer{'s' * (writers > 1)}", amount=ACTIONS, unit="actions")
        bare = Timing("    without the ledger", amount=ACTIONS, unit="actions")
        with ground.installation(database):
            units(max(WRITERS) * 10)
            for _ in range(runs):
                bare.samples.append(raced(without, writers))
                before = head()
                ours.samples.append(raced(with_ledger, writers))
                assert head() == before + ACTIONS == Entry.objects.count()
        rows += [ours.row(bare), bare.row(bare)]
    return rows


def grown() -> None:
    """Give the ledger 100,000 entries, each covering a row."""
    some, by = units(AT_ONCE), terminal().pk
    for _ in range(ENTRIES // AT_ONCE):
        words = {"unit": "u", "name": "u"}
        with transaction.atomic():
            append(
                [
                    Draft(uuid7(), UNIT_RENAMED, now(), by, None, "unit", unit.pk, words, [(Unit, [unit_change(unit)])])
                    for unit in some
                ]
            )


def fetched(models: Iterable[type[Model]]) -> int:
    """Fetch all rows of some models and forget them; how many there were."""
    rows = 0
    for model in models:
        for _row in model._default_manager.order_by("pk").iterator(chunk_size=2_000):
            rows += 1
    return rows


def checked(name: str, runs: int) -> list[list[str]]:
    """The rows of the table on checking the installation that was entered."""
    assert not list(check())
    models: list[type[Model]] = [Entry]
    for cover in all_covers():
        models += [model for model in (cover.transition, cover.model) if model not in models]
    amount = fetched(models)
    bare = timing("    fetching the same", lambda: fetched(models), runs, amount=amount, unit="rows")
    ours = timing(name.format(entries=Entry.objects.count(), rows=amount), lambda: list(check()), runs)
    ours.amount, ours.unit = amount, "rows"
    return [ours.row(bare), bare.row(bare)]


def checking(ground: Site, database: str, runs: int) -> list[list[str]]:
    """The rows of the table on checking."""
    rows = []
    for name, grow in (("many small entries", grown), ("an import", imported)):
        with ground.installation(database):
            grow()
            rows += checked(f"{name}: {{entries:,}} entries, {{rows:,}} rows in all", runs)
    return rows


def main() -> None:
    """Measure on each database."""
    chosen = options(__doc__, runs=3)
    with site(chosen.database) as ground:
        for database in chosen.database:
            show(f"Concurrent writers, {database}", writing(ground, database, chosen.runs))
            show(f"Checking, {database}", checking(ground, database, chosen.runs))


if __name__ == "__main__":
    main()
