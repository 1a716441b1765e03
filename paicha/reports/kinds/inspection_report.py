"""The inspection report: a unit's inspections, findings and closures in a period, beside the year before."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_noop as _

from paicha.documents.document import Table
from paicha.figures.intervals import apart
from paicha.reports import tables
from paicha.reports.listing import major_findings
from paicha.reports.questions import Asked
from paicha.reports.registry import ReportKind, report_kind
from paicha.reports.section_tools import general
from paicha.reports.tools import Subject, Tools

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

tools = Tools(general)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of this period and of the year before; `parted` where their intervals do not overlap."""

    title: str
    now: Asked
    before: Asked

    @property
    def parted(self) -> bool:
        return apart(self.now.found, self.before.found)


@tools.value
def graded(about: Subject) -> bool:
    """Whether any finding of the period is graded."""
    return bool(about.desk.figure("major_share").found.denominator)


@tools.value
def compared(about: Subject) -> list[Rate]:
    """The main rates beside those of the year before."""
    desk = about.desk
    asked = [(desk.figure(name), desk.figure(name, before=True)) for name in _main(about)]
    return [Rate(now.title, now, before) for now, before in asked if now.unit == "share"]


@tools.value
def any_parted(about: Subject) -> bool:
    """Whether any of the main rates may be said to have changed."""
    return any(rate.parted for rate in compared(about))


@tools.function
def comparison(about: Subject, caption: str) -> Table:
    """The main figures beside those of the year before."""
    return tables.comparison(about.desk, _main(about), caption)


@tools.function
def family_table(about: Subject, caption: str, titles: Sequence[str]) -> Table:
    """Inspections by family; the column of major findings only where findings are graded."""
    names = ("inspections_total", "failed_inspection_rate", *([MAJOR] if graded(about) else []))
    return tables.counted(about.desk, names, "family", titles[: len(names) + 1], caption)


@tools.function
def majors_table(about: Subject, caption: str, titles: Sequence[str]) -> Table:
    """The major findings of the period, one a row."""
    return tables.listed(major_findings(about.desk), titles, caption)


def _main(about: Subject) -> list[str]:
    """The figures that are compared."""
    return [name for name in COMPARED if name != MAJOR or graded(about)]


INSPECTION_REPORT = report_kind(
    ReportKind(
        name="inspection-report",
        label=_("Inspection report"),
        sentence=_("A report on a unit's inspections in a period, every number of which can be verified."),
        heading=_("Inspections of %(unit)s, %(since)s to %(until)s"),
        titles={
            "zh": "{unit}\u200b{period}\u200b检查情况报告",
            "en": "Inspections in {unit}, \u200b{period}",
        },
        sections=Path(__file__).parents[1] / "templates" / "inspection-report",
        tools=tools,
    )
)
