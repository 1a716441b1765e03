"""A small town's inspections as files, and the whole state of an installation in words that two can be compared by."""

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from paicha.checklists.models import VersionItem
from paicha.exchange.importing import Summary, import_inspections
from paicha.exchange.tests.reading import COUNTS, HEADER, ROW, TEXT
from paicha.findings.covers import standing_of
from paicha.findings.models import Finding, Step
from paicha.inspections.models import Answer, Edition, Inspection
from paicha.ledger.models import Entry
from paicha.orgs.actions.people import terminal
from paicha.orgs.models import Placement, Unit

MET = TEXT.replace("[inspection.kinds]", "not_listed_means_met = true\n[inspection.kinds]")
MAPPINGS = {"counts": COUNTS, "text": MET}
Row = dict[str, str]


def random_rows(chance: Random, count: int) -> list[Row]:
    """Inspections of few units on few days, in no order; their places, names and sizes change and are often blank."""
    rows = []
    for number in range(count):
        unit, on = chance.randrange(6), date(2020, 1, 1) + timedelta(days=chance.randrange(25))
        listed = [
            f"{item}: Item {item} (seen {number})[{chance.choice(['small', 'grave'])}]"
            for item in chance.sample("abc", chance.randrange(3))
        ]
        rows.append(
            ROW
            | {
                "id": f"A{number}",
                "date": on.isoformat(),
                "no": f"{unit}",
                "name": f"Shop {unit}{chance.choice('xyz')}",
                "trade": chance.choice(["", "Food", "Drink"]),
                "size": chance.choice(["", "small", "large"]),
                "ward": chance.choice(["", "1", "2"]),
                "block": chance.choice(["", "7", "8"]),
                "type": chance.choice(["Routine", "Routine again"]),
                "result": chance.choice(["Pass", "Fail", "Fail", "Closed"]),
                "general": str(max(0, chance.randrange(-3, 3))),
                "major": str(max(0, chance.randrange(-3, 2))),
                "text": ";".join(listed),
            }
        )
    return rows


def write(folder: Path, rows: Sequence[Row], name: str = "town.csv") -> Path:
    """The rows as a CSV file."""
    text = io.StringIO()
    columns = [*HEADER.split(","), "text"]
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = folder / name
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def mapping(folder: Path, kind: str = "text") -> Path:
    """The mapping file of a kind: `counts` or `text`."""
    path = folder / f"{kind}.toml"
    path.write_text(MAPPINGS[kind], encoding="utf-8")
    return path


def take_in(folder: Path, rows: Sequence[Row], kind: str = "text", **more: Any) -> Summary:
    """Import the rows as the terminal does."""
    return import_inspections(terminal(), write(folder, rows), mapping(folder, kind), **more)


def values(record: Any, names: str) -> tuple[Any, ...]:
    """The values of these fields, named with spaces between."""
    return tuple(getattr(record, name) for name in names.split())


def state() -> dict[str, Any]:
    """All records, by what they are called instead of by number, without positions and times."""
    units = dict(Unit.objects.values_list("pk", "code"))
    ids = dict(Inspection.objects.values_list("pk", "external_id"))
    items = dict(VersionItem.objects.order_by("id").values_list("item", "title"))
    findings = {finding.pk: _finding_key(finding, units, items, ids) for finding in Finding.objects.all()}
    assert len(set(findings.values())) == len(findings)
    return {
        "units": {
            unit.code: (
                *values(unit, "name kind inspected address latitude_e6 longitude_e6"),
                *values(unit, "attributes opened_on closed_on"),
            )
            for unit in Unit.objects.all()
        },
        "places": {
            (place.line.code, units[place.unit_id]): [units[int(part)] for part in place.path.strip("/").split("/")]
            for place in Placement.objects.select_related("line")
        },
        "inspections": {
            one.external_id: (
                one.source,
                bytes(one.content),
                one.edition,
                units[one.unit_id],
                one.line.code,
                *values(one, "family kind done_on held failed"),
            )
            for one in Inspection.objects.select_related("line")
        },
        "editions": {
            (ids[one.inspection], one.edition): (
                units[one.unit],
                *values(one, "result recheck inspector_group listed listed_major extent items_failed counts"),
            )
            for one in Edition.objects.all()
        },
        "answers": {
            (ids[one.inspection], one.edition, items[one.item]): (one.times, one.severity, one.deadline, one.note)
            for one in Answer.objects.all()
        },
        "findings": {
            findings[one.pk]: (
                asdict(standing_of(one)),
                ids[one.inspection or 0],
                *values(one, "source family inspector_group note raised_on provisional steps"),
            )
            for one in Finding.objects.all()
        },
        "steps": {
            (findings[one.finding], one.seq): (
                one.verb,
                one.valid_on,
                asdict(standing_of(one)),
                ids.get(one.cause or 0),
            )
            for one in Step.objects.all()
        },
    }


def _finding_key(
    finding: Finding, units: dict[int, str], items: dict[int, str], ids: dict[int, str]
) -> tuple[str, str]:
    what = items[finding.item_id] if finding.item_id else f"{ids[finding.inspection or 0]} {finding.grade}"
    return units[finding.unit_id], what


def entries() -> list[tuple[str, dict[str, Any]]]:
    """What the ledger says was done, one after the other."""
    return list(Entry.objects.order_by("position").values_list("kind", "words"))
