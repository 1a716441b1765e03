"""The verbs of inspections."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from paicha.findings.actions.following import follow_inspections
from paicha.findings.covers import UNGRADED
from paicha.inspections.covers import ANSWER, INSPECTION
from paicha.inspections.entries import TAKEN_IN
from paicha.inspections.models import Answer, Edition, Inspection
from paicha.inspections.queries import CHUNK, known_contents
from paicha.inspections.series import sightings
from paicha.inspections.sources import Report, Source
from paicha.kernel.ids import uuid7
from paicha.ledger.writing import add
from paicha.orgs.acting import action, record
from paicha.orgs.models import Person, Unit
from paicha.orgs.permissions import require


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
    changed = [
        report for report in reports if report.external_id in known and known[report.external_id] != report.content
    ]
    unchanged = len(reports) - len(new) - len(changed)
    if not new and not changed:
        return TakenIn(0, 0, unchanged, 0, Counter())
    written, left = _write(source, new, changed)
    editions = [_edition(source, inspection, report) for inspection, report in written]
    answers = [answer for inspection, report in written for answer in _answers(inspection, report)]
    units = {inspection.unit_id for inspection, _ in written} | left
    _keep_latest(units)
    series, told = sightings(source, units, editions, answers)
    findings = follow_inspections(
        by, source=source.name, line=source.line, grades=source.grades, units=series, told=told
    )
    not_held = sum(not report.held for report in (*new, *changed))
    days = [report.done_on for report in (*new, *changed)]
    words = {"added": len(new), "editions": len(changed), "not_held": not_held}
    span = {"first": min(days).isoformat(), "last": max(days).isoformat()}
    record(TAKEN_IN, None, [(Inspection, editions), (Answer, answers)], source=source.name, **words, **span)
    return TakenIn(len(new), len(changed), unchanged, not_held, findings)


def _write(
    source: Source, new: Sequence[Report], changed: Sequence[Report]
) -> tuple[list[tuple[Inspection, Report]], set[int]]:
    """Write the inspections; returns each with its report, and the units that an edition left."""
    made = [_put(Inspection(uid=uuid7(), source=source.name, line=source.line), report) for report in new]
    add(made)
    old = Inspection.objects.filter(source=source.name, external_id__in=[report.external_id for report in changed])
    by_id = {inspection.external_id: inspection for inspection in old}
    left = {by_id[report.external_id].unit_id for report in changed}
    for report in changed:
        _put(by_id[report.external_id], report).edition += 1
    fields = ["content", "edition", "unit", "family", "kind", "done_on", "held", "failed"]
    Inspection.objects.bulk_create(by_id.values(), update_conflicts=True, unique_fields=["id"], update_fields=fields)
    return [*zip(made, new, strict=True), *((by_id[report.external_id], report) for report in changed)], left


def _keep_latest(units: set[int]) -> None:
    """Note the day of each unit's newest inspection that was held."""
    keys = sorted(units)
    held = Inspection.objects.filter(unit=OuterRef("pk"), held=True).order_by("-done_on").values("done_on")
    for start in range(0, len(keys), CHUNK):
        Unit.objects.filter(pk__in=keys[start : start + CHUNK]).update(latest_on=Subquery(held[:1]))


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


def _answers(inspection: Inspection, report: Report) -> Iterable[Answer]:
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
