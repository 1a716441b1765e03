"""Pages: a person's own jobs, with progress, cancelling, and the files they made."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from paicha.jobs.actions import cancel
from paicha.jobs.files import are_kept, file_of
from paicha.jobs.kinds import JobKind, kind_known
from paicha.jobs.leasing import ENDED
from paicha.jobs.models import Job
from paicha.jobs.queries import job_of, jobs_of
from paicha.jobs.working import mark_seen
from paicha.listing.declared import Sort
from paicha.listing.keyset import page
from paicha.reports.queries import reports_made
from paicha.web.reports.pages import title_of
from paicha.web.work.downloads import download
from paicha.web.work.schedule import sees_schedule
from paicha.web.work.states import state_shown

NEWEST = Sort("asked", _("Asked for"), "asked_at", descending=True)
Onward = Callable[[Any, Job], list[tuple[str, str]]]
"""Where a job that is done leads: labels and addresses, as far as the person may still go there."""


def _to_reports(by: Any, job: Job) -> list[tuple[str, str]]:
    made = reports_made(by, [each["uid"] for each in job.result.get("reports", ())])
    names = {"zh": "中文", "en": "English"}
    return [(f"{title_of(each)} · {names[each.language]}", reverse("reports-one", args=[each.uid])) for each in made]


def _to_import(_by: Any, job: Job) -> list[tuple[str, str]]:
    return [(str(_("To the import")), reverse("imports-one", args=[job.uid]))]


ONWARD: dict[str, Onward] = {"report": _to_reports, "import": _to_import}


@dataclass(frozen=True)
class Shown:
    """A job as a page shows it."""

    job: Job
    by: Any

    @property
    def kind(self) -> str:
        """What kind of job it is, in words; its name where later code does not know it any more."""
        return str(self._kind.title) if self._kind else self.job.kind

    @property
    def about(self) -> str:
        """What it is about."""
        return self._kind.named(self.job.arguments) if self._kind else ""

    @cached_property
    def _kind(self) -> JobKind | None:
        return kind_known(self.job.kind)

    @property
    def state(self) -> tuple[Any, str, str]:
        """The word, icon and look of its state."""
        if self.job.cancelling and self.job.state == Job.State.RUNNING:
            return _("stopping"), "player-stop", "pc-soon"
        return state_shown(self.job)

    @property
    def ended(self) -> bool:
        """Whether nothing more happens with it."""
        return self.job.state in ENDED

    @property
    def percent(self) -> str:
        """How much is done; empty where that cannot be said."""
        return str(self.job.per_mille // 10) if self.job.per_mille else ""

    @property
    def files(self) -> list[dict[str, Any]]:
        """Its files, as long as they are kept."""
        return self.job.result.get("files", []) if self.job.result.get("files") and are_kept(self.job) else []

    @cached_property
    def onward(self) -> list[tuple[str, str]]:
        """Where it leads."""
        leads = ONWARD.get(self.job.kind)
        return leads(self.by, self.job) if leads and self.job.state == Job.State.DONE else []


@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """A person's jobs, the newest first."""
    by: Any = request.user
    found = page(jobs_of(by).order_by(), NEWEST, NEWEST.descending, request.GET.get("cursor", ""))
    shown = [Shown(job, by) for job in found.rows]
    words = {"page": found, "jobs": shown, "sees_schedule": sees_schedule(by)}
    return render(request, "web/jobs.html", words)


@require_GET
def job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One job: how far it is, and what came of it. Asked for by the page itself, only the part that changes."""
    by: Any = request.user
    found = job_of(by, uid)
    mark_seen(found)
    part = request.headers.get("HX-Request") == "true"
    return render(request, "web/parts/job.html" if part else "web/job.html", {"shown": Shown(found, by)})


@require_POST
def stop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Cancel a job."""
    by: Any = request.user
    cancel(by, job=job_of(by, uid))
    return HttpResponseRedirect(reverse("jobs-one", args=[uid]))


@require_GET
def file(request: HttpRequest, uid: UUID, number: int) -> Any:
    """A file that a job made."""
    by: Any = request.user
    found, described = file_of(job_of(by, uid), number)
    return download(found, described["title"])


urls = [
    path("jobs", jobs, name="jobs"),
    path("jobs/<uuid:uid>", job, name="jobs-one"),
    path("jobs/<uuid:uid>/cancel", stop, name="jobs-cancel"),
    path("jobs/<uuid:uid>/files/<int:number>", file, name="jobs-file"),
]
