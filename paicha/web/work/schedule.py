"""Pages: scheduled work, when it is due and how its runs went. It concerns the whole installation."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from paicha.jobs.labels import time_taken
from paicha.jobs.models import ScheduledRun
from paicha.jobs.schedule import task_named
from paicha.jobs.scheduled_runs import plan, problem_of, runs_of
from paicha.kernel.clock import now, zone
from paicha.kernel.problems import Problem
from paicha.listing.declared import Sort
from paicha.listing.keyset import page
from paicha.orgs.models import Person
from paicha.orgs.permissions import may, require
from paicha.web.reader import reader
from paicha.web.work.states import state_shown

VERB = "people.change"
LATEST = Sort("due", _("Due"), "due_at", descending=True)
MADE_UP = {
    "each": _("what was missed is made up, each due time"),
    "latest": _("what was missed is made up, the latest due time only"),
}


def sees_schedule(by: Person) -> bool:
    """Whether somebody looks after the whole installation, and so may see its schedule."""
    return may(by, VERB, None)


@dataclass(frozen=True)
class ShownRun:
    """A run as a page shows it."""

    run: ScheduledRun

    @property
    def state(self) -> tuple[Any, str, str]:
        """The word, icon and look of its state."""
        return state_shown(self.run)

    @property
    def problem(self) -> Problem | None:
        """What stopped it."""
        return problem_of(self.run)

    @property
    def took(self) -> str:
        """How long it took, in words; empty where it has not ended."""
        return time_taken(self.run)


@require_GET
def schedule(request: HttpRequest) -> HttpResponse:
    """All scheduled work, each with its last run and its next due time."""
    require(reader(request), VERB, None)
    rows = [(each, each.last and ShownRun(each.last), MADE_UP[each.task.catch_up]) for each in plan()]
    return render(request, "web/schedule.html", {"rows": rows, "now": now(), "zone": zone().key})


@require_GET
def task(request: HttpRequest, name: str) -> HttpResponse:
    """One task: its runs, the latest due time first."""
    require(reader(request), VERB, None)
    found = task_named(name)
    shown = page(runs_of(found), LATEST, LATEST.descending, request.GET.get("cursor", ""))
    words = {
        "task": found,
        "made_up": MADE_UP[found.catch_up],
        "page": shown,
        "runs": [ShownRun(run) for run in shown.rows],
    }
    return render(request, "web/schedule-one.html", words)


urls = [
    path("schedule", schedule, name="schedule"),
    path("schedule/<str:name>", task, name="schedule-one"),
]
