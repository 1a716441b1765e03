"""The page of one inspection: every item with its answer, what was found, its editions, those before and after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from paicha.checklists.labels import severity_labels
from paicha.checklists.models import Grade
from paicha.checklists.queries import grades_coded, items_in_order, version_numbered
from paicha.findings.details import touched_by
from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import OPEN
from paicha.inspections.models import Answer, Edition, Inspection
from paicha.inspections.telling import answers_of, around, editions_of, inspection_seen, results_of
from paicha.kernel.problems import Problem
from paicha.orgs.labels import line_name
from paicha.orgs.models import Person
from paicha.orgs.permissions import verbs_on
from paicha.orgs.unit_details import named_units, standings
from paicha.web.place import Place
from paicha.web.records.edition_words import differences
from paicha.web.records.finding_words import happened
from paicha.web.records.units import Row, finding_rows


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the checklist with its answer (None: met, as the inspection does not list it), and its finding."""

    code: str
    title: str
    answer: Answer | None
    grade: Grade | None
    finding: Finding | None
    did: Sequence[str] = ()  # what the inspection did to the finding


@dataclass(frozen=True, slots=True)
class Count:
    """How many cases of a severity a source counted that has no more than that."""

    name: str
    grade: Grade | None
    cases: int


@require_GET
def show(request: HttpRequest, number: int) -> HttpResponse:
    """The page of an inspection, in its newest edition or in the one that the address names."""
    by: Any = request.user
    inspection = inspection_seen(by, number)
    editions = editions_of(inspection)
    shown = _chosen(editions, request.GET.get("edition", ""))
    before = next((each for each in editions if each.edition == shown.edition - 1), None)
    answers = answers_of(inspection, [each.edition for each in (shown, before) if each])
    here = [each for each in answers if each.edition == shown.edition]
    touched = touched_by(by, inspection.pk, {each.unit for each in editions})
    units = named_units(by, {each.unit for each in editions})
    items = items_in_order(shown.version) if shown.version else []
    lines = _lines(items, here, touched)
    places = standings(by, inspection.unit)
    words = {
        "inspection": inspection,
        "edition": shown,
        "editions": editions,
        "newest": editions[0],
        "changed": differences(before, shown, answers, {item: f"{code} {title}" for item, code, title in items}, units),
        "version": version_numbered(shown.version) if shown.version else None,
        "named": units.get(shown.unit),
        "lines": lines if request.GET.get("items") == "all" or not here else [each for each in lines if each.answer],
        "all_items": request.GET.get("items") == "all" or not here,
        "met": sum(1 for each in lines if each.answer is None),
        "failed": sum(1 for each in here if each.result == Answer.Result.FAILED),
        "counts": _counts(shown),
        "beside": sum(1 for each in lines if each.finding),
        "found": _found(touched, lines),
        "raised_state": OPEN,
        "verbs": verbs_on(by, inspection),
        "line": line_name(inspection.line),
        "unit": inspection.unit,
        **_around(by, inspection),
    }
    if places:
        words |= {"query": Place(by, places[0].line, inspection.unit, True).query(), "above": places[0].above}
    return render(request, "web/inspection.html", words)


def _chosen(editions: Sequence[Edition], text: str) -> Edition:
    if not text:
        return editions[0]
    found = next((each for each in editions if str(each.edition) == text), None)
    if found is None:
        raise Problem("absent", thing=_("edition"), key=text[:20])
    return found


def _lines(
    items: Sequence[tuple[int, str, str]], answers: Sequence[Answer], touched: Sequence[tuple[Finding, Any]]
) -> list[Line]:
    """All items of the version in their order; what the inspection answers besides comes after them."""
    by_item = {each.item: each for each in answers}
    findings = {finding.item_id: (finding, _did(steps)) for finding, steps in touched if finding.item_id}
    grades = grades_coded()
    listed = {item for item, _code, _title in items}
    lines = []
    for item, code, title in [*items, *((item, "", "") for item in by_item if item not in listed)]:
        answer = by_item.get(item)
        grade = grades.get(answer.severity) if answer else None
        finding, did = findings.get(item, (None, ())) if answer else (None, ())
        lines.append(Line(code, title, answer, grade, finding, did))
    return lines


def _counts(edition: Edition) -> list[Count]:
    grades, names = grades_coded(), severity_labels(edition.counts)
    found = [Count(names.get(code, code), grades.get(code), cases) for code, cases in edition.counts.items()]
    return sorted(found, key=lambda each: each.grade.rank if each.grade else 99)


def _did(steps: Sequence[Step]) -> list[str]:
    return [happened(step, None) for step in steps]


def _found(touched: Sequence[tuple[Finding, Any]], lines: Sequence[Line]) -> list[tuple[Row, list[str]]]:
    """The findings that do not stand beside an item already."""
    beside = {line.finding.pk for line in lines if line.finding}
    rest = [(finding, steps) for finding, steps in touched if finding.pk not in beside]
    rows = finding_rows([finding for finding, _steps in rest])
    return list(zip(rows, [_did(steps) for _finding, steps in rest], strict=True))


def _around(by: Person, inspection: Inspection) -> dict[str, Any]:
    """The inspections before and after, as a list with this one in its place."""
    near = around(by, inspection)
    listed = [*reversed(near.later), inspection, *near.earlier]
    editions: Mapping[int, Edition] = results_of(listed)
    return {
        "near": [Row(each, "", editions.get(each.pk)) for each in listed],
        "earlier": next(iter(near.earlier), None),
        "later": next(iter(near.later), None),
    }


urls = [path("inspections/<int:number>", show, name="inspections-one")]
