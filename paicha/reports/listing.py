"""Records that a report lists, as they were known at its position and stood at the end of its period."""

from typing import Any

from paicha.documents.document import Language
from paicha.figures.asking import PAGE_MOST, rows
from paicha.figures.keys import labels
from paicha.findings.queries import Then, known_then
from paicha.findings.words import state_name
from paicha.orgs.labels import unit_name
from paicha.reports.questions import Desk

MOST = 30


def major_findings(desk: Desk) -> list[dict[str, Any]]:
    """The period's major findings: those still open first, the longest known before others, at most thirty."""
    question = desk.question
    period = (question.since, question.until)
    numbers: list[int] = []
    after: int | str | None = None
    while True:
        page = rows(
            "findings_total",
            scope=question.scope,
            period=period,
            on=question.until,
            at=question.position,
            filters={"major": "true"},
            after=after,
            limit=PAGE_MOST,
        )
        numbers += [int(row.key) for row in page.rows]
        after = page.after
        if after is None:
            break
    known = known_then(numbers, at=question.position, on=question.until, most=MOST)
    named = labels("severity", {each.severity for each in known})
    return [
        {
            "key": each.finding,
            "cells": (
                unit_name(each.unit),
                named[each.severity],
                each.raised_on.isoformat(),
                each.deadline.isoformat() if each.deadline else "",
                _state(each, desk.language),
            ),
        }
        for each in known
    ]


def _state(each: Then, language: Language) -> str:
    """The state in words, with the day of closure."""
    opening, closing = ("（", "）") if language == "zh" else (" (", ")")
    return state_name(each.state) + (f"{opening}{each.closed_on}{closing}" if each.closed_on else "")
