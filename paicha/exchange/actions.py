"""The verbs of exchange."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from paicha.exchange.entries import BATCH_IMPORTED
from paicha.exchange.records import Record
from paicha.inspections.actions import take_in_inspections
from paicha.inspections.queries import latest_days
from paicha.inspections.sources import Listed, Report, Source
from paicha.orgs.acting import action, record
from paicha.orgs.actions.intake import Intake, Level, UnitWish, take_in_units
from paicha.orgs.models import Person
from paicha.orgs.permissions import require


@dataclass(frozen=True, slots=True)
class File:
    """The file an import reads, as its entries name it."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What importing one batch did."""

    added: int
    editions: int
    not_held: int
    units_added: frozenset[str]
    units_changed: frozenset[str]
    findings: Counter[str]


@action
def import_batch(
    by: Person,
    *,
    file: File,
    source: Source,
    items: Mapping[str, int],
    roots: Mapping[str, Level],
    records: Sequence[Record],
) -> Batch:
    """Import records that are new or changed, in order of time: their units, then the inspections; one transaction.

    `items` gives the number of each item code of the source's checklist version, `roots` the root of each line.
    """
    require(by, "inspections.import", None)
    latest = latest_days(each.unit.code for each in records)
    intake = take_in_units(by, source=source.name, wishes=_wishes(records, latest, roots))
    reports = [_report(each, intake, items) for each in records]
    taken = take_in_inspections(by, source=source, reports=reports)
    words = {"rows": len(records), "file": file.name, "sha256": file.sha256, "source": source.name}
    record(BATCH_IMPORTED, **words)
    return Batch(
        taken.added, taken.editions, taken.not_held, intake.added, intake.changed | intake.moved, taken.findings
    )


def _wishes(records: Sequence[Record], latest: Mapping[str, date], roots: Mapping[str, Level]) -> list[UnitWish]:
    """One wish per unit: the last value that is not blank, by date. What is older than known only moves `opened_on`."""
    wishes: dict[str, UnitWish] = {}
    for each in records:
        data = each.unit
        wish = wishes.setdefault(data.code, UnitWish(data.code))
        if each.held and (wish.opened_on is None or each.on < wish.opened_on):
            wish.opened_on = each.on
        if data.code in latest and each.on < latest[data.code]:
            continue
        wish.name = data.name or wish.name
        wish.kind = data.kind or wish.kind
        wish.address = data.address or wish.address
        if data.latitude_e6 is not None and data.longitude_e6 is not None:
            wish.latitude_e6, wish.longitude_e6 = data.latitude_e6, data.longitude_e6
        wish.attributes |= {name: value for name, value in data.attributes.items() if value}
        for line, levels in data.places.items():
            wish.places.setdefault(line, []).append(
                (roots[line], *(Level(one.code, one.kind, one.name) for one in levels))
            )
    return list(wishes.values())


def _report(one: Record, intake: Intake, items: Mapping[str, int]) -> Report:
    listed = [
        Listed(items[code], seen.times, seen.severity, seen.deadline, seen.comment)
        for code, seen in one.listing.items.items()
    ]
    return Report(
        external_id=one.external_id,
        content=one.digest,
        unit=intake.units[one.unit.code],
        done_on=one.on,
        family=one.family,
        kind=one.kind,
        held=one.held,
        failed=one.failed,
        result=one.result_word,
        recheck=one.recheck,
        inspector_group=one.inspector_group,
        counts=one.listing.counts,
        items=listed,
    )
