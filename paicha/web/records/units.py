"""The page of one unit: its places, key figures, inspections and findings, what became of it, what lies near."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from paicha.findings.details import open_findings
from paicha.findings.labels import shown_title, titles
from paicha.findings.models import Finding
from paicha.findings.rules.lifecycle import UNSETTLED
from paicha.inspections.models import Edition, Inspection
from paicha.inspections.telling import newest_inspections, results_of
from paicha.orgs.labels import line_name, unit_name
from paicha.orgs.models import Person, Unit
from paicha.orgs.permissions import verbs_on
from paicha.orgs.unit_details import (
    Named,
    Standing,
    below,
    history,
    named_units,
    neighbours,
    spoken_of,
    standings,
    unit_numbered,
)
from paicha.readership.rendering import authors
from paicha.web.figures.desk import Desk
from paicha.web.figures.links import figure_address
from paicha.web.figures.periods import known
from paicha.web.figures.tiles import Tile, tiles
from paicha.web.place import Place
from paicha.web.records.unit_map import unit_map
from paicha.web.records.unit_words import History

TILES = ("inspections_total", "failed_inspection_rate", "findings_total", "closure_rate_due", "overdue_rate")
FIRST = 10  # rows of a list
NEAREST = 5  # neighbours that are named


@dataclass(frozen=True, slots=True)
class Row:
    """An inspection or a finding in a short list, with what its line says."""

    thing: Any
    title: str = ""
    edition: Edition | None = None


@dataclass(frozen=True, slots=True)
class Children:
    """The first units below one in a line, each with the number of open ones it counts, and all of them together."""

    line: str
    rows: Sequence[tuple[Unit, int]]
    total: int
    more: bool
    address: str  # of the figure
    query: str  # of the list


@require_GET
def show(request: HttpRequest, number: int) -> HttpResponse:
    """The page of a unit."""
    by: Any = request.user
    unit = unit_numbered(by, number)
    places = standings(by, unit)
    verbs = verbs_on(by, unit)
    words: dict[str, Any] = {
        "unit": unit,
        "name": unit_name(unit),
        "survivor": _survivor(by, unit),
        "places": [(line_name(each.line), each.above) for each in places],
        "verbs": verbs,
        "attributes": sorted(unit.attributes.items()),
    }
    words |= _told(by, unit, places)
    if places:
        words |= _counted(by, unit, places)
    near = neighbours(by, unit) if unit.inspected else []
    words |= {"map": unit_map(unit, near), "nearest": near[:NEAREST]}
    return render(request, "web/unit.html", words)


def _survivor(by: Person, unit: Unit) -> Named | None:
    if unit.merged_into_id is None:
        return None
    return named_units(by, {unit.merged_into_id}).get(unit.merged_into_id)


def _told(by: Person, unit: Unit, places: Sequence[Standing]) -> dict[str, Any]:
    """What became of the unit."""
    happened, more = history(unit)
    words = History(
        named=named_units(by, spoken_of(happened)),
        above={each.unit.pk for place in places for each in place.above} | {unit.merged_into_id or 0},
        lines={place.line.pk: place.line for place in places},
    )
    people = authors(by, {each.entry.by for each in happened})
    return {"history": [words.told(each, people[each.entry.by]) for each in happened], "history_more": more}


def _counted(by: Person, unit: Unit, places: Sequence[Standing]) -> dict[str, Any]:
    """What is counted of the unit, and the lists that it leads to."""
    place = Place(by, places[0].line, unit, True)
    desk = Desk(place)
    words: dict[str, Any] = {"query": place.query(), "children": _children(by, unit, places)}
    if unit.inspected:
        span = known(desk).usual
        band: list[Tile] = tiles(by, place, TILES, span.pair)
        inspections = newest_inspections(by, places[0].range, FIRST + 1)
        findings = open_findings(by, places[0].range, FIRST + 1)
        words |= {
            "tiles": band,
            "span": span.name,
            "inspections": inspection_rows(inspections[:FIRST]),
            "inspections_more": len(inspections) > FIRST,
            "findings": finding_rows(findings[:FIRST]),
            "findings_more": len(findings) > FIRST,
            "unsettled": urlencode([("state", state) for state in UNSETTLED]),
        }
    return words


def _children(by: Person, unit: Unit, places: Sequence[Standing]) -> list[Children]:
    """The units below, in each line that has any."""
    found = []
    for standing in places:
        units = below(by, standing, unit, FIRST + 1)
        if units:
            place = Place(by, standing.line, unit, True)
            answer = Desk(place).ask("units_total", by="child")
            counts = {group.key: group.numerator or 0 for group in answer.groups}
            rows = [(each, counts.get(str(each.pk), 0)) for each in units[:FIRST]]
            words = {"address": figure_address("units_total", place), "query": place.query()}
            total, more = answer.numerator or 0, len(units) > FIRST
            found.append(Children(line_name(standing.line), rows, total, more, **words))
    return found


def inspection_rows(inspections: Sequence[Inspection]) -> list[Row]:
    """Inspections with what they say."""
    editions = results_of(inspections)
    return [Row(each, "", editions.get(each.pk)) for each in inspections]


def finding_rows(findings: Sequence[Finding]) -> list[Row]:
    """Findings with their titles."""
    named = titles(findings)
    return [Row(each, shown_title(each, named[each.pk])) for each in findings]


urls = [path("units/<int:number>", show, name="units-one")]
