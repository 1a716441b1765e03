"""Reports: those that were made, their files, and making one."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop as _
from ninja import Body, Field, Query, Router, Schema
from pydantic import ConfigDict, JsonValue, create_model

from paicha.api.bodies import Line
from paicha.api.callers import person_of
from paicha.api.declaring import reads, writes
from paicha.api.files import FILE, sent
from paicha.api.jobs import WAITING, JobSaid, begun
from paicha.api.paging import ITEMS, Paged, Paging, turned
from paicha.api.places import Where, focus_of
from paicha.api.problems import ROOT
from paicha.api.record_shapes import UnitBrief
from paicha.kernel.problems import Problem
from paicha.listing.declared import Sort
from paicha.listing.keyset import page
from paicha.orgs.labels import unit_name
from paicha.reports.keeping import kept
from paicha.reports.models import Report
from paicha.reports.queries import report_of, reports_of
from paicha.reports.registry import DEFAULT, LONGEST, ReportKind, kinds, parameters

router = Router()
TAG = _("Reports")
EXAMPLE: JsonValue = {"unit": "chicago/ward-42", "from": "2013-09-01", "to": "2014-08-31", "languages": ["en"]}
NEWEST = Sort("newest", "", "pk", descending=True)


class ReportFile(Schema):
    """A file of a report."""

    format: str
    sha256: str = Field(description=_("Its hash, as the ledger has it."))
    url: str


class ReportSaid(Schema):
    """A report that was made."""

    uid: UUID
    kind: str
    language: str
    unit: UnitBrief
    line: str
    since: date = Field(description=_("The first day of the period."))
    until: date = Field(description=_("The last day of the period."))
    at: int = Field(description=_("The position of the ledger that all its figures were asked at."))
    files: list[ReportFile]
    url: str


class ReportWhole(ReportSaid):
    """A report with all that it says."""

    manifest: dict[str, Any] = Field(description=_("Every number with its trace, every passage with its text."))


class ReportPage(Paged):
    """A page of reports, the newest first."""

    items: list[ReportSaid] = Field(description=ITEMS)


class _Wish(Schema):
    """What every report is asked with."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    unit: Line = Field(min_length=1, max_length=300, description=_("The code of the unit that it is about."))
    since: date = Field(alias="from", description=_("The first day of the period."))
    until: date = Field(alias="to", description=_("The last day of the period."))
    line: Line = Field("", max_length=64, description=_("The code of the line; the territorial one otherwise."))
    kind: Line = Field(DEFAULT, max_length=64, description=_("The kind of report."))
    languages: list[Literal["zh", "en"]] = Field(
        ["zh"], min_length=1, max_length=2, description=_("One report in each.")
    )
    formats: list[Literal["docx", "pdf", "html"]] = Field(
        ["docx", "pdf", "html"], min_length=1, max_length=3, description=_("The forms of its files.")
    )


def wish_of(among: Iterable[ReportKind]) -> type[_Wish]:
    """The body that asks for a report of one of these kinds: what all take, and the parameters of each."""
    own: dict[str, Any] = {
        each.name: (Line, Field("", max_length=LONGEST, description=each.sentence)) for each in parameters(among)
    }
    return create_model("ReportWish", __base__=_Wish, __doc__="The report that is wanted.", **own)


if TYPE_CHECKING:
    ReportWish = _Wish
else:
    ReportWish = wish_of(kinds().values())


@reads(
    router,
    "/reports",
    ReportPage,
    tag=TAG,
    summary=_("Reports that were made, the newest first"),
    problems=(400, 404),
)
def list_reports(request: HttpRequest, where: Query[Where], paging: Query[Paging]) -> dict[str, Any]:
    """A page of the reports that the caller may see."""
    by = person_of(request)
    rows = reports_of(by, focus_of(by, where.line, where.unit))
    found = page(rows, NEWEST, True, paging.cursor, paging.limit)
    return {"items": [_said(each) for each in found.rows], **turned(request, found.after, found.before)}


@reads(
    router,
    "/reports/{uid}",
    ReportWhole,
    tag=TAG,
    summary=_("One report with all its numbers and passages"),
    problems=(404,),
)
def report(request: HttpRequest, uid: UUID) -> dict[str, Any]:
    """One report."""
    found = report_of(person_of(request), uid)
    return _said(found) | {"manifest": found.manifest}


@reads(
    router,
    "/reports/{uid}/files/{format}",
    None,
    tag=TAG,
    summary=_("A file of a report"),
    problems=(404,),
    lasting=False,
    responses={200: FILE},
)
def report_file(request: HttpRequest, uid: UUID, format: str) -> FileResponse:  # noqa: A002  the address says so
    """A report's file in one format, as it was filed; absent where it is not kept whole."""
    found = report_of(person_of(request), uid)
    path = kept(found, format)
    if path is None:
        raise Problem("absent", thing=translated(_("file")), key=format[:20])
    return sent(path, path.name)


@writes(
    router,
    "/reports",
    JobSaid,
    tag=TAG,
    summary=_("Make a report"),
    problems=(404, 409),
    body="application/json",
    description=WAITING,
)
def make_report(request: HttpRequest, wish: Body[ReportWish]) -> dict[str, Any]:
    """Ask for a report."""
    arguments = wish.model_dump(mode="json")
    return begun(request, person_of(request), "report", {name: value for name, value in arguments.items() if value})


def _said(found: Report) -> dict[str, Any]:
    address = f"{ROOT}reports/{found.uid}"
    unit = found.unit
    names = ("uid", "kind", "language", "since", "until", "at")
    files = [
        {"format": name, "sha256": digest, "url": f"{address}/files/{name}"} for name, digest in found.files.items()
    ]
    return {name: getattr(found, name) for name in names} | {
        "unit": {"code": unit.code, "name": unit_name(unit), "url": f"{ROOT}units/{unit.pk}"},
        "line": found.line.code,
        "files": files,
        "url": address,
    }
