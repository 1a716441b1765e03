"""All that a source's held inspections say about some units, in order: what their findings follow from."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from paicha.findings.actions.following import Told
from paicha.findings.rules.following import Seen, Sighting
from paicha.inspections.models import Answer, Edition, Inspection
from paicha.inspections.sources import Source
from paicha.kernel.natural import natural

CHUNK = 500


class _Said(NamedTuple):
    inspection: int
    edition: int
    done_on: date
    family: str
    recheck: bool
    inspector_group: str
    counts: dict[str, int]


class _Failed(NamedTuple):
    inspection: int
    edition: int
    item: int
    times: int
    severity: str
    deadline: date | None
    note: str


def sightings(
    source: Source, units: set[int], editions: Sequence[Edition], answers: Sequence[Answer]
) -> tuple[dict[int, list[Sighting]], dict[int, Told]]:
    """The sightings of each unit in order of date and natural order of id, and what goes with each inspection.

    `editions` and `answers` were just made and are not in the database: they are written with their entry.
    """
    rows = _rows(units, source)
    newest = {pk: edition for pk, edition, *_ in rows}
    said = {edition.inspection: _picked(_Said, edition) for edition in editions}
    failed: dict[int, list[_Failed]] = defaultdict(list)
    for answer in answers:
        failed[answer.inspection].append(_picked(_Failed, answer))
    earlier = sorted(newest.keys() - said.keys())
    for start in range(0, len(earlier), CHUNK):
        part = earlier[start : start + CHUNK]
        for row in Edition.objects.filter(inspection__in=part).values_list(*_Said._fields):
            if row[1] == newest[row[0]]:
                said[row[0]] = _Said(*row)
        if source.version:
            found = Answer.objects.filter(inspection__in=part, result=Answer.Result.FAILED).order_by("id")
            for row in found.values_list(*_Failed._fields):
                if row[1] == newest[row[0]]:
                    failed[row[0]].append(_Failed(*row))
    series: dict[int, list[Sighting]] = {unit: [] for unit in units}
    told: dict[int, Told] = {}
    for pk, _edition, unit, _on, _id in sorted(rows, key=lambda row: (row[3], natural(row[4]), row[4])):
        series[unit].append(_sighting(source, said[pk], failed[pk]))
        told[pk] = Told(said[pk].inspector_group, {answer.item: answer.note for answer in failed[pk]})
    return series, told


def _rows(units: set[int], source: Source) -> list[tuple[int, int, int, date, str]]:
    """Number, edition, unit, day and id of the source's held inspections of these units."""
    keys = sorted(units)
    rows: list[tuple[int, int, int, date, str]] = []
    for start in range(0, len(keys), CHUNK):
        held = Inspection.objects.filter(source=source.name, unit__in=keys[start : start + CHUNK], held=True)
        rows.extend(held.values_list("pk", "edition", "unit_id", "done_on", "external_id"))
    return rows


def _picked(kind: Any, row: Any) -> Any:
    return kind(*(getattr(row, name) for name in kind._fields))


def _sighting(source: Source, said: _Said, failed: Sequence[_Failed]) -> Sighting:
    listed: dict[int | str, Seen] = {}
    for answer in failed:
        due = answer.deadline or _due(source, said.done_on, answer.severity)
        listed[answer.item] = Seen(answer.times, answer.severity, due, answer.deadline is not None)
    for severity, extent in said.counts.items():
        if extent:
            listed[severity] = Seen(extent, severity, _due(source, said.done_on, severity))
    return Sighting(
        inspection=said.inspection,
        on=said.done_on,
        family=said.family,
        listed=listed,
        closes=said.recheck and source.not_listed_means_met,
        cleared=frozenset(severity for severity, extent in said.counts.items() if not extent),
    )


def _due(source: Source, start: date, severity: str) -> date | None:
    grade = source.grades.get(severity)
    found = grade.due_from(start) if grade else None
    return found.on if found else None
