"""One unit, inspection or finding, with all that belongs to it and lies within the caller's reach."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from paicha.api.callers import person_of
from paicha.api.declaring import reads
from paicha.api.numbers import Number
from paicha.api.problem_details import ROOT
from paicha.api.record_shapes import FindingSaid, InspectionSaid, UnitSaid
from paicha.checklists.labels import item_labels
from paicha.findings.details import finding_seen, next_verbs, others_like, steps_of, touched_by
from paicha.findings.labels import titles
from paicha.findings.models import Finding, Step
from paicha.inspections.models import Inspection
from paicha.inspections.seen import inspections_seen
from paicha.inspections.telling import answers_of, around, editions_of, inspection_seen
from paicha.orgs.labels import line_name, unit_name
from paicha.orgs.models import Person, Unit
from paicha.orgs.unit_details import Named, history, named_units, spoken_of, standings, unit_numbered

router = Router()
TAG = _("Records")
E6 = 1_000_000


@reads(router, "/units/{number}", UnitSaid, tag=TAG, summary=_("One unit: its places and its history"), problems=(404,))
def unit(request: HttpRequest, number: Number) -> dict[str, Any]:
    """One unit."""
    by = person_of(request)
    found = unit_numbered(by, number)
    happened, more = history(found)
    named = named_units(by, spoken_of(happened) | ({found.merged_into_id} if found.merged_into_id else set()))
    places = standings(by, found)
    above = {each.unit.pk for place in places for each in place.above}
    names = ("code", "kind", "inspected", "address", "attributes", "opened_on", "closed_on")
    return {name: getattr(found, name) for name in names} | {
        "number": found.pk,
        "name": unit_name(found),
        "url": _address(found),
        "latitude": None if found.latitude_e6 is None else found.latitude_e6 / E6,
        "longitude": None if found.longitude_e6 is None else found.longitude_e6 / E6,
        "merged_into": _named(named.get(found.merged_into_id or 0)),
        "places": [
            {
                "line": place.line.code,
                "line_name": line_name(place.line),
                "above": [_named(each, above=True) for each in place.above],
            }
            for place in places
        ],
        "history": [_became(each, named, above) for each in happened],
        "more_history": more,
    }


def _became(happened: Any, named: dict[int, Named], above: set[int]) -> dict[str, Any]:
    """What an entry made of a unit. `above`: the units that it stands under today."""
    units = [after for _before, after in happened.units]
    names = ("kind", "inspected", "opened_on", "closed_on")
    return {
        "position": happened.entry.position,
        "at": happened.entry.at,
        "kind": happened.entry.kind,
        "unit": {name: getattr(units[0], name) for name in names} if units else None,
        "parents": [
            _named(named.get(after.parent or 0), above=after.parent in above) for _before, after in happened.places
        ],
    }


def _named(found: Named | None, *, above: bool = False) -> dict[str, Any] | None:
    """A unit that is spoken of. The name of one above is no secret; of others out of reach nothing is said."""
    if found is None or not (found.seen or above):
        return None
    said = {"name": unit_name(found.unit), "code": None, "url": None}
    return said | {"code": found.unit.code, "url": _address(found.unit)} if found.seen else said


@reads(
    router,
    "/inspections/{number}",
    InspectionSaid,
    tag=TAG,
    problems=(404,),
    summary=_("One inspection: its answers, and the findings that it raised or saw"),
    description=_("Answers are those that are not plainly met; all other items of the checklist were met."),
)
def inspection(request: HttpRequest, number: Number) -> dict[str, Any]:
    """One inspection."""
    by = person_of(request)
    found = inspection_seen(by, number)
    editions = editions_of(found)
    newest = editions[0] if editions else None
    answers = answers_of(found, [found.edition])
    near = around(by, found)
    touched = touched_by(by, found.pk, {found.unit_id})
    items = item_labels({str(each.item) for each in answers})
    names = ("uid", "source", "external_id", "edition", "family", "kind", "done_on", "held", "failed")
    return {name: getattr(found, name) for name in names} | {
        "number": found.pk,
        "url": _address(found),
        "unit": _unit(found.unit),
        "line": found.line.code,
        "result": newest.result if newest else "",
        "recheck": newest.recheck if newest else False,
        "inspector_group": newest.inspector_group if newest else "",
        "counts": newest.counts if newest else {},
        "answers": [_answer(each, items) for each in answers],
        "findings": [_brief(finding) | {"verbs": [step.verb for step in steps]} for finding, steps in touched],
        "earlier": [_held(each) for each in near.earlier],
        "later": [_held(each) for each in near.later],
        "editions": [{"edition": each.edition, "position": each.position} for each in editions],
    }


def _answer(found: Any, items: dict[str, str]) -> dict[str, Any]:
    names = ("result", "times", "severity", "deadline", "note")
    return {name: getattr(found, name) for name in names} | {"item": items.get(str(found.item), "")}


def _held(found: Inspection) -> dict[str, Any]:
    return {"number": found.pk, "done_on": found.done_on, "failed": found.failed, "url": _address(found)}


@reads(
    router,
    "/findings/{number}",
    FindingSaid,
    tag=TAG,
    problems=(404,),
    summary=_("One finding: how it stands, and the steps of its life"),
)
def finding(request: HttpRequest, number: Number) -> dict[str, Any]:
    """One finding."""
    by = person_of(request)
    found = finding_seen(by, number)
    steps = steps_of(found)
    seen = inspections_seen(by, {each for step in steps for each in (step.cause, step.inspection) if each})
    names = (
        "state",
        "extent",
        "original_deadline",
        "deadline",
        "closed_on",
        "basis",
        "independence",
        "extensions",
        "listings",
        "merges",
        "closures",
        "reopenings",
        "repeat",
        "source",
        "family",
        "inspector_group",
        "note",
        "raised_on",
        "provisional",
    )
    return {name: getattr(found, name) for name in names} | {
        "number": found.pk,
        "url": _address(found),
        "unit": _unit(found.unit),
        "line": found.line.code,
        "item": f"{found.item.checklist.code}/{found.item.code}" if found.item else None,
        "title": titles([found])[found.pk],
        "severity": found.grade.code if found.grade else None,
        "major": found.grade.major if found.grade else False,
        "inspection": _link(seen, found.inspection),
        "steps": [_step(each, seen) for each in steps],
        "next": _next(by, found),
        "others": [_brief(each) for each in others_like(by, found)],
    }


def _next(by: Person, found: Finding) -> list[dict[str, Any]]:
    return [{"verb": each.verb, "roles": list(each.roles), "mine": each.mine} for each in next_verbs(by, found)]


def _step(found: Step, seen: dict[int, Inspection]) -> dict[str, Any]:
    names = ("seq", "verb", "valid_on", "state", "deadline", "severity", "extent", "reason", "position")
    return {name: getattr(found, name) for name in names} | {"inspection": _link(seen, found.cause)}


def _link(seen: dict[int, Inspection], number: int | None) -> str | None:
    """The address of an inspection that the caller may see."""
    return _address(seen[number]) if number in seen else None


def _brief(found: Finding) -> dict[str, Any]:
    return {
        "number": found.pk,
        "state": found.state,
        "severity": found.grade.code if found.grade else None,
        "raised_on": found.raised_on,
        "closed_on": found.closed_on,
        "url": _address(found),
    }


def _unit(found: Unit) -> dict[str, Any]:
    return {"code": found.code, "name": unit_name(found), "url": _address(found)}


def _address(record: Unit | Inspection | Finding) -> str:
    return f"{ROOT}{type(record).__name__.lower()}s/{record.pk}"
