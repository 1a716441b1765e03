"""The verbs of inspections."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from paicha.checklists.models import Grade, Version
from paicha.findings.actions.following import Told, follow_inspections
from paicha.findings.covers import UNGRADED
from paicha.findings.rules.following import Seen, Sighting
from paicha.inspections.covers import ANSWER, INSPECTION
from paicha.inspections.entries import TAKEN_IN
from paicha.inspections.models import Answer, Edition, Inspection
from paicha.kernel import calendar
from paicha.kernel.ids import uuid7
from paicha.orgs.acting import action, record
from paicha.orgs.models import Line, Person, Unit
from paicha.orgs.permissions import require

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """An item that an inspection lists: how often, how grave (None: ungraded), until when, and the words."""

    item: int
    times: int
    severity: str | None
    deadline: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Report:
    """An inspection as a source reports it. `counts` or `items`, whichever the source has; neither when not held."""

    external_id: str
    content: bytes
    unit: Unit
    done_on: date
    family: str
    kind: str
    held: bool
    failed: bool
    result: str
    recheck: bool = False
    inspector_group: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    items: Sequence[Listed] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where reports come from, and how they are to be read."""

    name: str
    line: Line
    grades: Mapping[str, Grade]
    version: Version | None = None  # the checklist that items belong to
    not_listed_means_met: bool = False


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What taking in did."""

    added: int
    editions: int
    unchanged: int
    not_held: int
    findings: Counter[str]


@action
def take_in_inspections(by: Person, *, source: Source, reports: Sequence[Report]) -> TakenIn:
    """Take in inspections: new ones, later editions of changed ones, and what follows for the findings of their units.

    A report that says what is already known changes nothing. Only for those who may import everywhere.
    """
    require(by, "inspections.import", None)
    known = known_contents(source.name, [report.external_id for report in reports])
    new = [report for report in reports if report.external_id not in known]
    changed = [report for report in reports if report.external_id in known and known[report.external_id] != report.content]
    unchanged = len(reports) - len(new) - len(changed)
    if not new and not changed:
        return TakenIn(0, 0, unchanged, 0, Counter())
    written, left = _write(source, new, changed)
    editions = [_edition(source, inspection, report) for inspection, report in written]
    answers = [answer for inspection, report in written for answer in _answers(source, inspection, report)]
    units = {inspection.unit_id for inspection, _ in written} | left
    sightings, told = _sightings(source, units, editions, answers)
    findings = follow_inspections(
        by, source=source.name, line=source.line, grades=source.grades, units=sightings, told=told
    )
    not_held = sum(not report.held for report in (*new, *changed))
    days = [report.done_on for report in (*new, *changed)]
    words = {"added": len(new), "editions": len(changed), "not_held": not_held}
    span = {"first": min(days).isoformat(), "last": max(days).isoformat()}
    record(TAKEN_IN, rows=[(Inspection, editions), (Answer, answers)], source=source.name, **words, **span)
    return TakenIn(len(new), len(changed), unchanged, not_held, findings)


def known_contents(source: str, external_ids: Sequence[str]) -> dict[str, bytes]:
    """The contents known of those of the source's inspections that are there already."""
    known: dict[str, bytes] = {}
    for start in range(0, len(external_ids), CHUNK):
        rows = Inspection.objects.filter(source=source, external_id__in=external_ids[start : start + CHUNK])
        known |= {each: bytes(content) for each, content in rows.values_list("external_id", "content")}
    return known


def _write(
    source: Source, new: Sequence[Report], changed: Sequence[Report]
) -> tuple[list[tuple[Inspection, Report]], set[int]]:
    """Write the inspections; returns each with its report, and the units that an edition left."""
    made = Inspection.objects.bulk_create(
        [_put(Inspection(uid=uuid7(), source=source.name, line=source.line), report) for report in new]
    )
    old = Inspection.objects.filter(source=source.name, external_id__in=[report.external_id for report in changed])
    by_id = {inspection.external_id: inspection for inspection in old}
    left = {by_id[report.external_id].unit_id for report in changed}
    for report in changed:
        _put(by_id[report.external_id], report).edition += 1
    fields = ["content", "edition", "unit", "family", "kind", "done_on", "held", "failed"]
    Inspection.objects.bulk_create(by_id.values(), update_conflicts=True, unique_fields=["id"], update_fields=fields)
    return [*zip(made, new, strict=True), *((by_id[report.external_id], report) for report in changed)], left


def _put(inspection: Inspection, report: Report) -> Inspection:
    inspection.external_id = report.external_id
    inspection.content = report.content
    inspection.unit = report.unit
    inspection.family = report.family
    inspection.kind = report.kind
    inspection.done_on = report.done_on
    inspection.held = report.held
    inspection.failed = report.failed
    return inspection


def _edition(source: Source, inspection: Inspection, report: Report) -> Edition:
    majors = {code for code, grade in source.grades.items() if grade.major}
    counts = {code: times for code, times in report.counts.items() if times}
    severities = [*counts, *(listed.severity for listed in report.items)]
    return Edition(
        inspection=inspection.pk,
        edition=inspection.edition,
        unit=inspection.unit_id,
        line=inspection.line_id,
        family=report.family,
        kind=report.kind,
        source=source.name,
        done_on=report.done_on,
        held=report.held,
        failed=report.failed,
        recheck=report.recheck,
        inspector_group=report.inspector_group,
        version=source.version.pk if source.version and report.held else None,
        listed=len(severities),
        listed_major=sum(severity in majors for severity in severities),
        extent=sum(counts.values()) + sum(listed.times for listed in report.items),
        items_failed=len(report.items),
        result=report.result,
        counts=dict(report.counts),
        digest=INSPECTION.digest(inspection),
    )


def _answers(source: Source, inspection: Inspection, report: Report) -> Iterable[Answer]:
    for listed in report.items:
        answer = Answer(
            inspection=inspection.pk,
            edition=inspection.edition,
            unit=inspection.unit_id,
            line=inspection.line_id,
            item=listed.item,
            result=Answer.Result.FAILED,
            done_on=report.done_on,
            times=listed.times,
            severity=listed.severity or UNGRADED,
            deadline=listed.deadline,
            note=listed.note,
        )
        answer.digest = ANSWER.digest(answer)
        yield answer


def _sightings(
    source: Source, units: set[int], editions: Sequence[Edition], answers: Sequence[Answer]
) -> tuple[dict[int, list[Sighting]], dict[int, Told]]:
    """All held inspections of these units from this source, in order, with what they list.

    The editions and answers just made are not in the database yet: they are written with their entry.
    """
    inspections: dict[int, Inspection] = {}
    said: dict[int, Edition] = {edition.inspection: edition for edition in editions}
    listed: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        listed[answer.inspection].append(answer)
    keys = sorted(units)
    for start in range(0, len(keys), CHUNK):
        chunk = Inspection.objects.filter(source=source.name, unit__in=keys[start : start + CHUNK])
        inspections |= {inspection.pk: inspection for inspection in chunk}
    earlier = sorted(inspections.keys() - said.keys())
    for start in range(0, len(earlier), CHUNK):
        part = earlier[start : start + CHUNK]
        for edition in Edition.objects.filter(inspection__in=part):
            if edition.edition == inspections[edition.inspection].edition:
                said[edition.inspection] = edition
        if source.version:
            for answer in Answer.objects.filter(inspection__in=part, result=Answer.Result.FAILED).order_by("id"):
                if answer.edition == inspections[answer.inspection].edition:
                    listed[answer.inspection].append(answer)
    found: dict[int, list[Sighting]] = {unit: [] for unit in units}
    told: dict[int, Told] = {}
    for inspection in sorted(inspections.values(), key=lambda each: (each.done_on, natural(each.external_id))):
        if inspection.held:
            edition = said[inspection.pk]
            found[inspection.unit_id].append(_sighting(source, edition, listed[inspection.pk]))
            told[inspection.pk] = Told(edition.inspector_group, {answer.item: answer.note for answer in listed[inspection.pk]})
    return found, told


def _sighting(source: Source, edition: Edition, answers: Sequence[Answer]) -> Sighting:
    listed: dict[int | str, Seen] = {}
    for answer in answers:
        due = answer.deadline or _due(edition.done_on, source.grades.get(answer.severity))
        listed[answer.item] = Seen(answer.times, answer.severity, due, answer.deadline is not None)
    for severity, extent in edition.counts.items():
        if extent:
            listed[severity] = Seen(extent, severity, _due(edition.done_on, source.grades[severity]))
    return Sighting(
        inspection=edition.inspection,
        on=edition.done_on,
        family=edition.family,
        listed=listed,
        closes=edition.recheck and source.not_listed_means_met,
        cleared=frozenset(severity for severity, extent in edition.counts.items() if not extent),
    )


def _due(start: date, grade: Grade | None) -> date | None:
    if grade is None or grade.days is None:
        return None
    return calendar.due(start, grade.days, grade.day_kind).on  # type: ignore[arg-type]  one of the DayKinds, by choices


def natural(text: str) -> list[tuple[int, str]]:
    """A key that sorts runs of digits as numbers: `9` before `10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text) if part]
