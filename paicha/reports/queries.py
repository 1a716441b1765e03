"""Reading reports: who may see one.

A report was written within its maker's reach, and its numbers must not tell a reader of anything outside their own. So
a post shows the reports on units below it that were made in its own line; one in a sectoral line only those whose
maker, too, saw no more than that line's records. Besides, everybody sees what was made with the very reach they have.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range
from paicha.orgs.models import Person, Unit
from paicha.orgs.permissions import reach
from paicha.orgs.reach import selecting
from paicha.orgs.scopes import codes_of
from paicha.reports.models import Report
from paicha.reports.questions import reach_by_code

MAKER = "manifest__scope__reach"


def reports_of(by: Person, focus: Range | None = None) -> QuerySet[Report]:
    """The reports that `by` may see, on units of a subtree; without their manifests, which are large."""
    rows = Report.objects.select_related("unit", "line").defer("manifest")
    if focus is not None:
        rows = rows.filter(_below((focus,)))
    found = reach(by, "reports.see")
    return rows if found is None else rows.filter(_seen(by, found))


def _seen(by: Person, found: tuple[Range, ...]) -> Q:
    seen = Q(pk__in=[])
    for part in found:
        here = Q(line=part.line) & _below((part,))
        if part.own:
            line_code, _unit = codes_of(part)
            alone = Q((f"{MAKER}__0__0", line_code), (f"{MAKER}__0__2", "own"), (f"{MAKER}__1__isnull", True))
            here &= alone
        seen |= here
    mine = reach_by_code(by)
    return seen | (Q((MAKER, mine)) & _below(found)) if mine else seen


def _below(ranges: tuple[Range, ...]) -> Q:
    """The report's unit stands in one of the ranges, whatever their line's business is."""
    units = selecting(tuple(Range(part.line, part.path) for part in ranges), Unit)
    return Q(unit__in=Unit.objects.filter(units))


def report_of(by: Person, uid: UUID) -> Report:
    """The report with its manifest; one that may not be seen is absent."""
    found = reports_of(by).defer(None).filter(uid=uid).first()
    if found is None:
        raise Problem("absent", thing=_("report"), key=str(uid))
    return found


def reports_made(by: Person, uids: Sequence[str]) -> list[Report]:
    """Those of these reports that `by` may see."""
    return list(reports_of(by).filter(uid__in=uids).order_by("pk"))


def same_report(wanted: Report) -> Report | None:
    """The report on file that says the same of the same, in the very same files; one that is not saved says what."""
    rows = Report.objects.filter(
        kind=wanted.kind,
        language=wanted.language,
        unit=wanted.unit,
        line=wanted.line,
        since=wanted.since,
        until=wanted.until,
        at=wanted.at,
    )
    return next((report for report in rows.defer("manifest").order_by("-pk") if report.files == wanted.files), None)
