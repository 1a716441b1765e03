"""An installation in which every table of transitions has rows, and the ways of an attacker who holds the database."""

import contextlib
from collections.abc import Iterator

from django.apps import apps
from django.db import connection, transaction

from paicha.accounts.actions.saved_views import save_view
from paicha.accounts.actions.tokens import make_token
from paicha.findings.actions.single import raise_finding
from paicha.inspections.tests.reporting import counting, day, listing
from paicha.kernel.ids import uuid7
from paicha.ledger.appending import head
from paicha.ledger.checkpoints import checkpoint
from paicha.ledger.models import Checkpoint, Entry, Transition
from paicha.orgs.actions.units import move_unit, rename_unit
from paicha.reports.actions import file_report
from paicha.reports.models import Report
from paicha.testing.cast import Cast, cast


def busy() -> Cast:
    """People, units, checklists, inspections, findings and a report; two checkpoints, the last at the head."""
    people = cast()
    items, counts = listing(people), counting(people)
    items.take_in(items.report("a", 1, items=["1", "2"]), items.report("b", 8, items=["2"], again=True))
    checkpoint()
    counts.take_in(counts.report("c", 3, counts={"general": 2, "major": 0}))
    raise_finding(people.inspector, unit=people.bakery, line=people.food, on=day(2), source="onsite")
    file_report(
        people.coordinator,
        uid=uuid7(),
        kind="inspection-report",
        language="en",
        unit=people.city,
        line=people.territory,
        since=day(0),
        until=day(30),
        at=head(),
        manifest={"share": "10 %"},
        files={"html": "00"},
    )
    make_token(people.head, name="a program", read_only=True, days=30)
    save_view(people.head, listing="findings", name="mine", query="state=closed")
    move_unit(people.coordinator, unit=people.canteen, line=people.territory, parent=people.south)
    rename_unit(people.coordinator, unit=people.canteen, name="Kitchen")
    checkpoint()
    return people


def append_only_tables() -> list[str]:
    """The tables that only grow: the ledger's own, every table of transitions, and reports."""
    found = [model._meta.db_table for model in apps.get_models() if issubclass(model, Transition)]
    return [Entry._meta.db_table, Checkpoint._meta.db_table, Report._meta.db_table, *sorted(found)]


def execute(*statements: str) -> None:
    """Run raw SQL."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def value(query: str) -> object:
    """The one value that a query gives."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = cursor.fetchone()
    assert found is not None, query
    return found[0]


@contextlib.contextmanager
def unguarded() -> Iterator[None]:
    """For the block, tables let everything happen to them; then all is as it was, so that houses can be shared."""
    with transaction.atomic():
        for table in append_only_tables():
            if connection.vendor == "postgresql":
                execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            else:
                execute(f"DROP TRIGGER {table}_no_update", f"DROP TRIGGER {table}_no_delete")
        yield
        transaction.set_rollback(True)
