"""Jobs: what takes longer than a call. Everybody sees their own."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from paicha.api.callers import person_of
from paicha.api.declaring import headers_of, reads, writes
from paicha.api.files import FILE, sent
from paicha.api.paging import ITEMS, Paged, Paging, turned
from paicha.api.problem_details import ROOT
from paicha.jobs.actions import ask_for, cancel
from paicha.jobs.files import are_kept, file_of
from paicha.jobs.kinds import kind_known
from paicha.jobs.leasing import ENDED
from paicha.jobs.models import Job
from paicha.jobs.queries import job_of, jobs_of
from paicha.kernel.problems import Problem
from paicha.listing.declared import Sort
from paicha.listing.keyset import page
from paicha.orgs.models import Person

router = Router()
TAG = _("Jobs")
ORDER = Sort("asked", "", "asked_at", descending=True)
WAITING = _("A job was begun. Its address stands in the header Location; ask there until `ended` is true.")


class FileSaid(Schema):
    """A file that a job made."""

    name: str
    title: str = Field(description=_("What it is saved as."))
    size: int = Field(description=_("Bytes."))
    sha256: str
    url: str


class JobSaid(Schema):
    """A job and how far it is."""

    uid: UUID
    kind: str
    title: str
    state: str = Field(description=_("queued, running, done, failed or cancelled."))
    ended: bool
    what: str = Field(description=_("What is being done."))
    part: float = Field(description=_("How much is done, 0 to 1."))
    asked_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    result: dict[str, Any] = Field(description=_("What came of it; empty before it is done."))
    problem: dict[str, Any] | None = Field(description=_("What stopped it: code, sentence and mend."))
    files: list[FileSaid] = Field(description=_("The files that it made, as long as they are kept."))
    url: str


class JobPage(Paged):
    """A page of your jobs, the newest first."""

    items: list[JobSaid] = Field(description=ITEMS)


@reads(router, "/jobs", JobPage, tag=TAG, summary=_("Your jobs, the newest first"), problems=(400,), lasting=False)
def list_jobs(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """A page of the caller's own jobs."""
    found = page(jobs_of(person_of(request)), ORDER, True, paging.cursor, paging.limit)
    return {"items": [said(each) for each in found.rows], **turned(request, found.after, found.before)}


@reads(
    router,
    "/jobs/{uid}",
    JobSaid,
    tag=TAG,
    summary=_("One of your jobs: how far it is, what came of it"),
    problems=(404,),
    lasting=False,
)
def job(request: HttpRequest, uid: UUID) -> dict[str, Any]:
    """One of the caller's own jobs."""
    return said(job_of(person_of(request), uid))


@writes(
    router,
    "/jobs/{uid}/cancel",
    JobSaid,
    tag=TAG,
    summary=_("Stop a job"),
    problems=(404,),
    status=200,
    description=_("One that runs stops a little later. Where it has ended already, nothing changes."),
)
def cancel_job(request: HttpRequest, uid: UUID) -> dict[str, Any]:
    """Stop one of the caller's own jobs."""
    by = person_of(request)
    return said(cancel(by, job=job_of(by, uid)))


@reads(
    router,
    "/jobs/{uid}/files/{name}",
    None,
    tag=TAG,
    summary=_("A file that a job made"),
    problems=(404,),
    lasting=False,
    responses={200: FILE},
)
def job_file(request: HttpRequest, uid: UUID, name: str) -> FileResponse:
    """One of the files of one of the caller's own jobs."""
    found = job_of(person_of(request), uid)
    for number, each in enumerate(found.result.get("files", ())):
        if each["name"] == name:
            path, described = file_of(found, number)
            return sent(path, described["title"])
    raise Problem("absent", thing=translated(_("file")), key=name[:100])


def begun(request: HttpRequest, by: Person, kind: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Ask for a job and say where it is to be watched."""
    found = said(ask_for(by, kind=kind, arguments=arguments))
    headers_of(request)["Location"] = found["url"]
    return found


def said(found: Job) -> dict[str, Any]:
    """A job as the API says it."""
    names = ("uid", "kind", "state", "what", "asked_at", "begun_at", "ended_at")
    address = f"{ROOT}jobs/{found.uid}"
    files = found.result.get("files") if are_kept(found) else None
    kind = kind_known(found.kind)
    return {name: getattr(found, name) for name in names} | {
        "title": str(kind.title) if kind else found.kind,
        "ended": found.state in ENDED,
        "part": found.per_mille / 1000,
        "result": {name: value for name, value in found.result.items() if name != "files"},
        "problem": found.problem or None,
        "files": [each | {"url": f"{address}/files/{each['name']}"} for each in files or ()],
        "url": address,
    }
