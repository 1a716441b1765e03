"""The tools that sections of every kind of report may use: names and dates in words, figures, tables and charts.

A tool is added here, or in the file of the one kind that uses it, and described in docs/how-to/add-a-report-section.md.
"""

from typing import Any

from paicha.documents.document import Chart, Cite, Table
from paicha.orgs.labels import UNPLACED, unit_name
from paicha.orgs.queries import unplaced_unit
from paicha.reports import tables
from paicha.reports.dates import day, span
from paicha.reports.questions import Asked
from paicha.reports.tools import Subject, Tools

general = Tools()


@general.value
def place(about: Subject) -> Cite:
    """The unit's name."""
    return Cite("unit", about.unit.code, unit_name(about.unit))


@general.value
def line(about: Subject) -> str:
    """The line's name in the report's language."""
    return about.line.name_zh if about.desk.language == "zh" else about.line.name_en


@general.value
def period(about: Subject) -> str:
    """The period by its first and last day."""
    return span(about.desk.question.since, about.desk.question.until, about.desk.language)


@general.value
def period_before(about: Subject) -> str:
    """The same period a year before."""
    return span(about.desk.before.since, about.desk.before.until, about.desk.language)


@general.value
def until(about: Subject) -> str:
    """The last day of the period."""
    return day(about.desk.question.until, about.desk.language)


@general.value
def position(about: Subject) -> Cite:
    """The position of the ledger that all figures are asked at."""
    found = about.desk.question.position
    return Cite("position", str(found), f"{found:,}")


@general.value
def sources(about: Subject) -> str:
    """The sources of the period, each with its number of inspections."""
    desk, named = about.desk, []
    for group in desk.groups("inspections_total", "source"):
        name = desk.pieces.inline(Cite("source", group.key, group.label))
        named.append(f"{name}（{group.value}次）" if desk.language == "zh" else f"{name} ({group.value} inspections)")
    return ("、" if desk.language == "zh" else ", ").join(named) or ("无" if desk.language == "zh" else "none")


@general.value
def sources_many(about: Subject) -> bool:
    """Whether the period has inspections of more than one source."""
    return len(about.desk.groups("inspections_total", "source")) > 1


@general.value
def inspector_groups(about: Subject) -> int:
    """How many groups of inspectors held inspections in the period."""
    return len([group for group in about.desk.groups("inspections_total", "inspector_group") if group.key])


@general.value
def children(about: Subject) -> list[Asked]:
    """The child units that were inspected in the period."""
    own = str(about.unit.pk)
    return [group for group in about.desk.groups("inspections_total", "child") if group.key != own]


@general.value
def items(about: Subject) -> list[Asked]:
    """The items of checklists that were checked in the period."""
    return [group for group in about.desk.groups("item_failure_rate", "item") if group.key]


@general.value
def unplaced(about: Subject) -> Asked | None:
    """How many units of the scope have no known parent; None where all have one."""
    found = unplaced_unit(about.unit)
    groups = about.desk.groups("units_total", "child")
    return next((group for group in groups if found and group.key == str(found.pk)), None)


@general.value
def unplaced_name(about: Subject) -> Cite | None:
    """What the unit that stands for a missing parent is called; None where there is none."""
    found = unplaced(about)
    return Cite("unit", UNPLACED, found.label) if found else None


@general.function
def figure(about: Subject, name: str, *, before: bool = False, **filters: str) -> Asked:
    """A figure for the whole scope and period; with `before` for the period a year before."""
    return about.desk.figure(name, before=before, **filters)


@general.function
def with_counts(about: Subject, name: str, **filters: str) -> str:
    """A share with its numerator and denominator, as running text; only the counts where there are under five."""
    asked = about.desk.whole(name, filters)
    opening, closing = ("（", "）") if about.desk.language == "zh" else (" (", ")")
    if asked.exact is None:
        return f"{asked.n}/{asked.N}"
    return f"{asked.value}{opening}{asked.n}/{asked.N}{closing}"


@general.function
def by_group(about: Subject, *given: Any, **named: Any) -> Table:
    """A share for each group of a dimension, drawn as dots; see `by_group` in `paicha/reports/tables.py`."""
    return tables.by_group(about.desk, *given, **named)


@general.function
def counted(about: Subject, *given: Any, **named: Any) -> Table:
    """Several figures for each group of a dimension; see `counted` in `paicha/reports/tables.py`."""
    return tables.counted(about.desk, *given, **named)


@general.function
def monthly(about: Subject, name: str, caption: str, alternative: str) -> Chart | None:
    """A share by month beside the year before; nothing where fewer than three months are known."""
    return tables.monthly(about.desk, name, caption, alternative)
