"""The page of one finding: what, where, how it stands, who may do what next, and all that happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from paicha.findings.details import finding_seen, next_verbs, others_like, steps_of
from paicha.findings.labels import shown_title, titles
from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import CLOSED, UNSETTLED, VERBS
from paicha.inspections.models import Inspection
from paicha.inspections.seen import inspections_seen
from paicha.inspections.telling import notes_of
from paicha.ledger.models import Entry
from paicha.ledger.queries import entries_at
from paicha.orgs.labels import line_name
from paicha.orgs.models import Person
from paicha.orgs.permissions import verbs_on
from paicha.orgs.unit_details import standings
from paicha.readership.rendering import Author, authors
from paicha.web.lists.words import due_of
from paicha.web.records.finding_words import BASES, DISTANCES, ahead, happened


@dataclass(frozen=True, slots=True)
class Happened:
    """A step as the timeline shows it. What an inspection did, it did; all else, the person of the entry."""

    step: Step
    words: str
    quote: str
    inspection: Inspection | None
    author: Author | None
    entry: Entry | None
    look: str
    glyph: str


@require_GET
def show(request: HttpRequest, number: int) -> HttpResponse:
    """The page of a finding."""
    by: Any = request.user
    finding = finding_seen(by, number)
    title = titles([finding])[finding.pk]
    timeline = _timeline(by, finding)
    listed = {each.inspection.pk: each.inspection for each in timeline if each.inspection and _lists(each.step)}
    places = standings(by, finding.unit)
    words = {
        "finding": finding,
        "title": shown_title(finding, title),
        "item": title if finding.item_id else "",
        "due": due_of(finding),
        "ahead": ahead(finding, next_verbs(by, finding)),
        "calm": finding.state not in UNSETTLED,
        "kept": finding.inspection is None,
        "timeline": timeline,
        "cut": len(timeline) < finding.steps,
        "raised_by": inspections_seen(by, [finding.inspection]).get(finding.inspection) if finding.inspection else None,
        "again": list(listed.values()),
        "others": others_like(by, finding),
        "verbs": verbs_on(by, finding),
        "above": places[0].above if places else [],
        "line": line_name(finding.line),
        "basis": BASES.get(finding.basis or "", ""),
        "distance": DISTANCES.get(finding.independence or "", ""),
        "closed": finding.state == CLOSED,
    }
    return render(request, "web/finding.html", words)


def _lists(step: Step) -> bool:
    return step.verb in ("merge", "reopen")


def _timeline(by: Person, finding: Finding) -> list[Happened]:
    """What happened, the newest first."""
    steps = steps_of(finding)
    behind = {step.cause for step in steps if step.cause}
    inspections = inspections_seen(by, behind)
    notes = notes_of(finding.item_id, inspections) if finding.item_id else {}
    entries = entries_at({step.position for step in steps})
    people = authors(by, {entry.by for entry in entries.values()})
    return [
        _happened(step, before, finding, inspections, notes, entries, people)
        for step, before in zip(steps, [*steps[1:], None], strict=True)
    ]


def _happened(
    step: Step,
    before: Step | None,
    finding: Finding,
    inspections: Mapping[int, Inspection],
    notes: Mapping[int, str],
    entries: Mapping[int, Entry],
    people: Mapping[int, Author],
) -> Happened:
    entry = entries.get(step.position)
    inspection = inspections.get(step.cause) if step.cause else None
    quote = step.reason if step.verb != "raise" else finding.note if finding.item_id else ""  # or else it is the title
    if step.cause and step.cause in notes:
        quote = notes[step.cause]
    author = people.get(entry.by) if entry and step.cause is None else None
    verb = VERBS[step.verb]
    return Happened(step, happened(step, before), quote, inspection, author, entry, verb.tone, verb.glyph)


urls = [path("findings/<int:number>", show, name="findings-one")]
