"""What a section of the inspection report may use besides figures: names, dates in words, tables and charts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from paicha.documents.document import Cite, Language
from paicha.orgs.labels import UNPLACED, unit_name
from paicha.orgs.models import Line, Unit
from paicha.orgs.queries import unplaced_unit
from paicha.reports import tables
from paicha.reports.changing import apart
from paicha.reports.listing import major_findings
from paicha.reports.questions import Asked, Desk

MAJOR = "inspections_with_major_rate"  # says nothing of a source that does not grade
COMPARED = (
    "inspections_total",
    "units_inspected",
    "inspection_coverage_rate",
    "failed_inspection_rate",
    "units_with_findings_rate",
    "inspections_with_major_rate",
    "zero_finding_rate",
    "findings_total",
    "extent_total",
    "closure_rate_all",
    "closure_rate_due",
    "overdue_original_rate",
    "repeat_rate",
    "reopened_rate",
)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of this period and of the year before; `parted` where their intervals do not overlap."""

    title: str
    now: Asked
    before: Asked

    @property
    def parted(self) -> bool:
        return apart(self.now.found, self.before.found)


def tools(desk: Desk, unit: Unit, line: Line) -> dict[str, Any]:
    """The names that a section's Jinja knows."""
    question, language = desk.question, desk.language
    graded = bool(desk.figure("major_share").found.denominator)
    names = [name for name in COMPARED if graded or name != MAJOR]
    compared = [
        Rate(desk.figure(name).title, desk.figure(name), desk.figure(name, before=True))
        for name in names
        if desk.figure(name).unit == "share"
    ]
    unplaced = _unplaced(desk, unit)
    return {
        "figure": desk.figure,
        "with_counts": lambda name, **filters: _with_counts(desk, name, filters),
        "place": desk.pieces.inline(Cite("unit", unit.code, unit_name(unit))),
        "line": line.name_zh if language == "zh" else line.name_en,
        "period": span(question.since, question.until, language),
        "period_before": span(desk.before.since, desk.before.until, language),
        "until": day(question.until, language),
        "position": desk.pieces.inline(Cite("position", str(question.position), f"{question.position:,}")),
        "title": title(unit_name(unit), question.since, question.until, language),
        "sources": _sources(desk),
        "sources_many": len(desk.groups("inspections_total", "source")) > 1,
        "inspector_groups": len([group for group in desk.groups("inspections_total", "inspector_group") if group.key]),
        "children": [group for group in desk.groups("inspections_total", "child") if group.key != str(unit.pk)],
        "items": [group for group in desk.groups("item_failure_rate", "item") if group.key],
        "graded": graded,
        "unplaced": unplaced,
        "unplaced_name": desk.pieces.inline(Cite("unit", UNPLACED, unplaced.label)) if unplaced else "",
        "compared": compared,
        "any_parted": any(rate.parted for rate in compared),
        "comparison": lambda caption: desk.pieces.block(tables.comparison(desk, names, caption)),
        **_blocks(desk, graded),
    }


def _blocks(desk: Desk, graded: bool) -> Mapping[str, Callable[..., str]]:
    block = desk.pieces.block

    def family_table(caption: str, titles: Sequence[str]) -> str:
        names = ("inspections_total", "failed_inspection_rate", *([MAJOR] if graded else []))
        return block(tables.counted(desk, names, "family", titles[: len(names) + 1], caption))

    def monthly(name: str, caption: str, alternative: str) -> str:
        chart = tables.monthly(desk, name, caption, alternative)
        return block(chart) if chart else ""

    def majors_table(caption: str, titles: Sequence[str]) -> str:
        return block(tables.listed(major_findings(desk), titles, caption))

    return {
        "family_table": family_table,
        "monthly": monthly,
        "majors_table": majors_table,
        "by_group": lambda *args, **named: block(tables.by_group(desk, *args, **named)),
        "counted": lambda *args, **named: block(tables.counted(desk, *args, **named)),
    }


def _with_counts(desk: Desk, name: str, filters: Mapping[str, str]) -> str:
    """A share with its numerator and denominator, as running text; only the counts where there are under five."""
    asked = desk.whole(name, filters)
    opening, closing = ("（", "）") if desk.language == "zh" else (" (", ")")
    if asked.exact is None:
        return f"{asked.n}/{asked.N}"
    return f"{asked.value}{opening}{asked.n}/{asked.N}{closing}"


def _sources(desk: Desk) -> str:
    """The sources of the period, each with its number of inspections."""
    named = []
    for group in desk.groups("inspections_total", "source"):
        name = desk.pieces.inline(Cite("source", group.key, group.label))
        named.append(f"{name}（{group.value}次）" if desk.language == "zh" else f"{name} ({group.value} inspections)")
    return ("、" if desk.language == "zh" else ", ").join(named) or ("无" if desk.language == "zh" else "none")


def _unplaced(desk: Desk, unit: Unit) -> Asked | None:
    """How many units of the scope have no known parent; None where all have one."""
    found = unplaced_unit(unit)
    groups = desk.groups("units_total", "child")
    return next((group for group in groups if found and group.key == str(found.pk)), None)


def day(when: date, language: Language) -> str:
    """A date in words."""
    return f"{when.year}年{when.month}月{when.day}日" if language == "zh" else f"{when.day} {when:%B} {when.year}"


def span(since: date, until: date, language: Language) -> str:
    """A period in words."""
    joined = "至" if language == "zh" else " to "
    return f"{day(since, language)}{joined}{day(until, language)}"


def title(name: str, since: date, until: date, language: Language) -> str:
    """The report's title; a zero-width space is where its lines may be broken."""
    if language == "zh":
        gap = " " if name[-1:].isascii() else ""  # between a Latin name and the year
        return f"{name}{gap}\u200b{_months(since, until, language)}\u200b检查情况报告"
    return f"Inspections in {name}, \u200b{_months(since, until, language)}"


def _months(since: date, until: date, language: Language) -> str:
    """A period in words, as short as it can be said: a year, whole months, or days."""
    if since.day != 1 or (until + timedelta(days=1)).day != 1:
        return span(since, until, language)
    one_year = since.year == until.year
    if one_year and since.month == until.month:
        return f"{since.year}年{since.month}月" if language == "zh" else f"{since:%B} {since.year}"
    if language == "zh":
        if one_year and (since.month, until.month) == (1, 12):
            return f"{since.year}年"
        return f"{since.year}年{since.month}月至{'' if one_year else f'{until.year}年'}{until.month}月"
    return f"{since:%B}{'' if one_year else f' {since.year}'} to {until:%B} {until.year}"
