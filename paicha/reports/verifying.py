"""Holding a report's file against the installation: every number asked anew at its position, every passage read.

Nothing in the file is believed but which report it says it is; what was asked comes from the manifest on file here.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import translation

from paicha.documents.comparing import Recomputed, Verification, compare
from paicha.documents.markdown import Pieces
from paicha.documents.readers import read
from paicha.figures.registry import figures
from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range, Scope
from paicha.orgs.models import Person
from paicha.orgs.queries import unit_coded
from paicha.orgs.scopes import coded_range, line_named, range_of
from paicha.reports.models import Report
from paicha.reports.queries import reports_of
from paicha.reports.questions import Asked, Desk, Question

PARTS = {"value": "value", "numerator": "n", "denominator": "N", "low": "low", "high": "high", "words": "word"}


def verify(by: Person, path: Path) -> Verification:
    """What is true, false, unbound or missing in the file. Problems: those of reading, `report_not_ours`.

    A report that `by` may not see is none of ours, as far as they learn.
    """
    found = read(path)
    try:
        report = reports_of(by).defer(None).filter(uid=UUID(found.report)).first()
    except ValueError:
        report = None
    if report is None:
        raise Problem("report_not_ours", path=str(path), report=found.report[:60])
    with translation.override("zh-hans" if report.language == "zh" else "en"):
        return compare(found, report.manifest, recomputed(report))


def recomputed(report: Report, position: int | None = None) -> dict[str, str | Recomputed]:
    """What each number of a report would be printed as if asked today, at the report's own position or another."""
    desk = desk_of(report, report.at if position is None else position)
    return {number["id"]: again(desk, number) for number in report.manifest["numbers"]}


def desk_of(report: Report, position: int) -> Desk:
    """Where the questions of a report are asked again."""
    scope = report.manifest["scope"]
    line = line_named(scope["line"])
    reached = scope["reach"]
    bound: tuple[Range, ...] | None = None
    if reached is not None:
        bound = tuple(coded_range(line_code, unit_code, own == "own") for line_code, unit_code, own in reached)
    question = Question(
        scope=Scope(bound, range_of(line, unit_coded(scope["unit"]))),
        place={"line": scope["line"], "unit": scope["unit"]},
        reach=reached,
        since=date.fromisoformat(scope["from"]),
        until=date.fromisoformat(scope["to"]),
        position=position,
    )
    return Desk(question, report.language, Pieces())  # type: ignore[arg-type]  # zh or en


def again(desk: Desk, number: Mapping[str, Any]) -> str | Recomputed:
    """What one number would be printed as."""
    figure = figures().get(number["figure"])
    if figure is None or figure.version != number["version"]:
        return Recomputed.DEFINITION_CHANGED
    arguments, part = number["arguments"], number["field"]
    now = asked_again(desk, number["figure"], arguments, arguments)
    compared = arguments.get("compared")
    if compared is not None:
        before = asked_again(desk, number["figure"], arguments, {**arguments, **compared})
        mark: str | None = now.change(before) if part == "words" else now.points(before)
    else:
        mark = getattr(now, PARTS[part])
    return desk.pieces.taken(mark).text if mark else ""


def asked_again(desk: Desk, name: str, arguments: Mapping[str, Any], dates: Mapping[str, Any]) -> Asked:
    """The same question as then: the whole scope, or one group of it."""
    since, until = date.fromisoformat(dates["from"]), date.fromisoformat(dates["to"])
    return desk.again(name, since, until, arguments.get("by"), arguments.get("group"), arguments.get("filters", {}))
