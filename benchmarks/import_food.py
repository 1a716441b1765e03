"""How fast is an import, all checks and the ledger included, against writing the same records with Django alone?

Each run imports examples/chicago-food end to end into a fresh installation: reading and checking the file, units with
their places in two lines, inspections, findings and what follows for earlier ones, transitions, entries, a checkpoint.
The baselines only write, without a ledger or any check, the records that an import left (units, places, inspections,
findings), read beforehand: by one `save()` each (a slice of them), and by `bulk_create`. Batches are of 500 inspections,
one transaction each, in all three; both databases sync at every commit.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from time import perf_counter

from installations import Site, site
from measuring import Sample, Timing, options, sample, show

from django.db import connection, transaction
from django.db.models import Model

from paicha.checklists.actions import publish_scale
from paicha.exchange.importing import BATCH, Summary, import_inspections
from paicha.findings.models import Finding
from paicha.inspections.models import Inspection
from paicha.orgs.actions.people import terminal
from paicha.orgs.models import Line, Placement, Unit

FOOD = Path(__file__).parents[1] / "examples" / "chicago-food"
SLICE = 2_000  # inspections written by save()
Batch = list[Model]


def imported(watch: Callable[[str, float], None] = lambda what, part: None) -> Summary:
    """Import the file into the installation that was entered."""
    return import_inspections(terminal(), FOOD / "inspections.csv.gz", FOOD / "mapping.toml", watch)


def whole(ground: Site, database: str, runs: int) -> tuple[list[Timing], list[Batch]]:
    """The timings of the import, of its reading, and of importing the file again; and the records it left."""
    import_, reading, again = Timing("import"), Timing("  of it reading the file"), Timing("the same file again")
    for run in range(runs):
        with ground.installation(database), ExitStack() as stack:
            terminal()
            started, read = perf_counter(), []

            def watch(what: str, _part: float, read: list[float] = read) -> None:
                if what == "importing" and not read:
                    read.append(perf_counter())

            stack.callback(connection.close)
            measured, summary = sample(lambda watch=watch: imported(watch))
            assert summary.rejected == 0
            import_.samples.append(measured)
            reading.samples.append(Sample(read[0] - started, 0))
            again.samples.append(sample(imported)[0])
            import_.amount = again.amount = summary.rows
            if run == runs - 1:
                records = list(batches())
    for each in (import_, again):
        each.unit = "inspections"
    return [import_, reading, again], records


def batches() -> Iterator[Batch]:
    """All records in batches as an import makes them: those of 500 inspections, units and places where first needed."""
    places: dict[int, Batch] = {}
    for place in Placement.objects.order_by("pk"):
        places.setdefault(place.unit_id, []).append(place)
    findings: dict[int, Batch] = {}
    for finding in Finding.objects.order_by("pk"):
        findings.setdefault(finding.inspection or 0, []).append(finding)
    units = {unit.pk: unit for unit in Unit.objects.order_by("pk")}
    levels = [unit for unit in units.values() if not unit.inspected]
    inspections = iter(Inspection.objects.order_by("pk"))
    while part := list(islice(inspections, BATCH)):
        here = dict.fromkeys(one.unit_id for one in part)
        new: Batch = [*levels, *(units[pk] for pk in here if pk in units and units[pk].inspected)]
        for unit in new:
            units.pop(unit.pk)
        levels = []
        yield [
            *new,
            *(place for unit in new for place in places[unit.pk]),
            *part,
            *(finding for one in part for finding in findings.get(one.pk, [])),
        ]


def prepared(lines: list[Line]) -> None:
    """What the records refer to."""
    publish_scale(terminal(), code="minor-serious-critical")
    Line.objects.bulk_create(lines)


def saved(records: list[Batch]) -> None:
    """One save() a record."""
    for batch in records:
        with transaction.atomic():
            for record in batch:
                record.save(force_insert=True)


def created(records: list[Batch]) -> None:
    """One bulk_create a model and batch."""
    for batch in records:
        with transaction.atomic():
            for model in (Unit, Placement, Inspection, Finding):
                rows = [record for record in batch if type(record) is model]
                model._default_manager.bulk_create(rows)


def bare(
    ground: Site, database: str, name: str, write: Callable[[list[Batch]], None], records: list[Batch], lines: list[Line],
    runs: int,
) -> Timing:  # fmt: skip
    """The timing of a baseline."""
    inspections = sum(type(record) is Inspection for batch in records for record in batch)
    found = Timing(name, amount=inspections, unit="inspections")
    for _ in range(runs):
        with ground.installation(database):
            prepared(lines)
            found.samples.append(sample(lambda: write(records))[0])
            assert Inspection.objects.count() == inspections
    return found


def main() -> None:
    """Measure on each database."""
    chosen = options(__doc__, runs=3)
    with site(chosen.database) as ground:
        for database in chosen.database:
            with ground.installation(database):
                imported()
                lines = list(Line.objects.order_by("pk"))
            timings, records = whole(ground, database, chosen.runs)
            few = records[: SLICE // BATCH]
            naive = bare(ground, database, "one save() a record, no ledger, a slice", saved, few, lines, chosen.runs)
            bulk = bare(ground, database, "bulk_create, no ledger", created, records, lines, chosen.runs)
            rows = [timing.row(naive) for timing in (timings[0], timings[2], bulk, naive)]
            rows.insert(1, timings[1].row(naive)[:3] + ["", "", ""])
            show(f"Import of examples/chicago-food, {database}", rows)


if __name__ == "__main__":
    main()
