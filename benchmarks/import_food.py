"""How fast is an import, all checks and the ledger included, against writing the same records with Django alone?

Each run imports examples/chicago-food end to end into a fresh installation: reading and checking the file, units with
their places in two lines, inspections, findings and what follows for earlier ones, transitions, entries, a checkpoint.
The baselines only write, without a ledger or any check, the records that an import left (units, places, inspections,
findings), read beforehand: by one `save()` each (a slice of them), and by `bulk_create`. All three write batches of 500
inspections, one transaction each, and both databases sync at every commit.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from django.db import transaction
from installations import Site, site
from measuring import Sample, Timing, options, sample, show

from paicha.checklists.actions import publish_scale
from paicha.exchange.importing import BATCH, Summary, import_inspections
from paicha.findings.models import Finding
from paicha.inspections.models import Inspection
from paicha.orgs.actions.people import terminal
from paicha.orgs.models import Line, Placement, Unit

FOOD = Path(__file__).parents[1] / "examples" / "chicago-food"
SLICE = 2_000  # inspections written by save()
Batch = list[Any]  # records of several models


def imported() -> tuple[Summary, float]:
    """Import the file into the installation that was entered; with the seconds it took to read the file."""
    started, reading = perf_counter(), 0.0

    def watch(what: str, _part: float) -> None:
        nonlocal reading
        if what == "reading":
            reading = perf_counter() - started

    summary = import_inspections(terminal(), FOOD / "inspections.csv.gz", FOOD / "mapping.toml", watch)
    return summary, reading


def whole(ground: Site, database: str, runs: int) -> list[Timing]:
    """The timings of the import, of its reading, and of importing the file again."""
    import_, reading, again = Timing("import"), Timing("  of it reading the file"), Timing("the same file again")
    for _ in range(runs):
        with ground.installation(database):
            terminal()
            measured, (summary, read) = sample(imported)
            assert summary.rejected == 0
            import_.samples.append(measured)
            reading.samples.append(Sample(read, 0))
            measured, (summary, _read) = sample(imported)
            assert summary.unchanged == summary.rows
            again.samples.append(measured)
    for each in (import_, again):
        each.amount, each.unit = summary.rows, "inspections"
    return [import_, reading, again]


def records() -> Iterator[Batch]:
    """What an import left, in batches as it made them: 500 inspections, with units and places where first needed."""
    places: dict[int, list[Placement]] = {}
    for place in Placement.objects.order_by("pk"):
        places.setdefault(place.unit_id, []).append(place)
    findings: dict[int, list[Finding]] = {}
    for finding in Finding.objects.order_by("pk"):
        findings.setdefault(finding.inspection or 0, []).append(finding)
    units = {unit.pk: unit for unit in Unit.objects.order_by("pk")}
    inspections = iter(Inspection.objects.order_by("pk"))
    while part := list(islice(inspections, BATCH)):
        needed = dict.fromkeys(
            int(step) for one in part for place in places[one.unit_id] for step in place.path.strip("/").split("/")
        )
        new = [units.pop(unit) for unit in needed if unit in units]
        above = (place for unit in new for place in places[unit.pk])
        yield [*new, *above, *part, *(finding for one in part for finding in findings.get(one.pk, []))]


def saved(batches: list[Batch]) -> None:
    """One save() a record."""
    for batch in batches:
        with transaction.atomic():
            for record in batch:
                record.save(force_insert=True)


def created(batches: list[Batch]) -> None:
    """One bulk_create a model and batch."""
    for batch in batches:
        with transaction.atomic():
            for model in (Unit, Placement, Inspection, Finding):
                rows: Batch = [record for record in batch if type(record) is model]
                model._default_manager.bulk_create(rows)


def bare(
    ground: Site,
    database: str,
    name: str,
    write: Callable[[list[Batch]], None],
    batches: list[Batch],
    lines: list[Line],
    runs: int,
) -> Timing:
    """The timing of a baseline."""
    inspections = sum(type(record) is Inspection for batch in batches for record in batch)
    found = Timing(name, amount=inspections, unit="inspections")
    for _ in range(runs):
        with ground.installation(database):
            publish_scale(terminal(), code="minor-serious-critical")
            Line.objects.bulk_create(lines)
            found.samples.append(sample(lambda: write(batches))[0])
            assert Inspection.objects.count() == inspections
    return found


def main() -> None:
    """Measure on each database."""
    chosen = options(__doc__, runs=3)
    with site(chosen.database) as ground:
        for database in chosen.database:
            import_, reading, again = whole(ground, database, chosen.runs)
            with ground.installation(database):
                imported()
                lines, batches = list(Line.objects.order_by("pk")), list(records())
            few = batches[: SLICE // BATCH]
            naive = bare(ground, database, "one save() a record, no ledger, a slice", saved, few, lines, chosen.runs)
            bulk = bare(ground, database, "bulk_create, no ledger", created, batches, lines, chosen.runs)
            rows = [timing.row(naive) for timing in (import_, again, bulk, naive)]
            rows.insert(1, [*reading.row()[:3], "", "", ""])
            show(f"Import of examples/chicago-food, {database}", rows)


if __name__ == "__main__":
    main()
