"""Scheduled work put in the queue when it is due, taken from it like jobs, and run."""

import contextlib
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from paicha.jobs.leasing import ENDED, Beat, Changes, State, let_go, never, take, taken_up, work_on
from paicha.jobs.models import ScheduledRun
from paicha.jobs.recurrence import Occurrence
from paicha.jobs.schedule import Task, task_named, tasks
from paicha.kernel.clock import now
from paicha.kernel.problems import Problem

SCHEDULE_LOCK = 7_242_302  # our advisory lock on PostgreSQL: one at a time puts due times in the queue
FURTHEST = timedelta(days=366)  # what was due longer ago is not made up
KEPT = 1_000  # runs of each task

log = logging.getLogger("paicha.jobs")
RUNS = ScheduledRun.objects.all()


@dataclass(frozen=True, slots=True)
class Planned:
    """A task, its last run, and its next due time: one that has passed where it is due now or at work."""

    task: Task
    last: ScheduledRun | None
    next: Occurrence


def plan(at: datetime | None = None) -> list[Planned]:
    """All scheduled work as it stands at `at`, now otherwise; three queries.

    Only what was due by then counts, so that runs of a clock that was ahead for a while keep nothing waiting: they come
    into play when their time has come, and then are there already.
    """
    at = at or now()
    due = RUNS.filter(task__in=[task.name for task in tasks()], due_at__lte=at)
    newest = RUNS.filter(pk__in=[key for _task, key in due.values_list("task").annotate(Max("pk"))])
    last = {run.task: run for run in newest}
    later = (Q(task=run.task, due_at__gt=run.due_at) for run in last.values())
    there = set(due.filter(reduce(or_, later, Q(pk__in=[]))).values_list("task", "due_at"))
    return [Planned(task, last.get(task.name), _next(task, last.get(task.name), there, at)) for task in tasks()]


def _next(task: Task, last: ScheduledRun | None, there: set[tuple[str, datetime]], at: datetime) -> Occurrence:
    """The first due time after the last one that is made up, leaving out those that are `there`."""
    if last is not None and task.catch_up == "each":
        found = task.recurrence.next(max(last.due_at, at - FURTHEST))
    else:
        found = task.recurrence.latest(at)
    while (task.name, found.due_at) in there or (last is not None and found.due_at <= last.due_at):
        found = task.recurrence.next(found.due_at)
    return found


def enqueue_due() -> None:
    """Put in the queue what is due; any worker may do it at any time.

    Of a task one due time is in the queue or at work at a time; the next one follows when it has ended.
    """
    if _due():  # on SQLite the lock is that of every write
        with _alone():
            rows = [ScheduledRun(task=each.task.name, due_at=each.next.due_at, day=each.next.day) for each in _due()]
            # Where the clock was set back, a run of a later due time may be under way.
            ScheduledRun.objects.bulk_create(rows, ignore_conflicts=True)


def _due() -> list[Planned]:
    at = now()
    idle = [each for each in plan(at) if each.last is None or each.last.state in ENDED]
    return [each for each in idle if each.next.due_at <= at]


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """A transaction in which nobody else puts scheduled runs in the queue."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SCHEDULE_LOCK])
        yield


def run_next_due(stopping: threading.Event = never) -> ScheduledRun | None:
    """Run the due time that waits longest, and return it as it was taken; None where none waits."""
    run = take(RUNS.filter(task__in=[task.name for task in tasks()]))
    if run is not None:
        run_due(run, stopping)
        enqueue_due()  # what was missed follows at once
    return run


def run_due(run: ScheduledRun, stopping: threading.Event = never) -> None:
    """Run a due time that this worker has taken."""

    def work(beat: Beat) -> Changes:
        task_named(run.task).run(Occurrence(run.due_at, run.day), beat.tell)
        return {}

    changes = work_on(run, work, _kept, stopping)
    if changes:
        let_go(run, changes)


def take_up(run: ScheduledRun) -> None:
    """Take up a run whose worker is lost."""
    changes = taken_up(run, _kept)
    log.warning("%s was broken off; now %s", run, changes["state"])
    let_go(run, changes)


def run_now(task: Task) -> ScheduledRun:
    """Do here what is due of a task; where nothing is, its last due time once more. Returns the run as it ended.

    Problem `wrong_state` where a worker has it in hand.
    """
    enqueue_due()
    runs = RUNS.filter(task=task.name)
    with _alone():
        if not runs.exclude(state__in=ENDED).exists():
            last = runs.filter(due_at__lte=now()).aggregate(last=Max("pk"))["last"]
            anew: dict[str, Any] = {"state": State.QUEUED, "attempts": 0, "problem": {}, "ended_at": None}
            runs.filter(pk=last).update(**anew, **ScheduledRun.WAITING_ANEW)
    run = take(runs)
    if run is None:
        names = {"thing": task.title, "state": _("at work"), "verb": _("to run it"), "possible": _("to wait")}
        raise Problem("wrong_state", **names)
    run_due(run)
    run.refresh_from_db()
    return run


def runs_of(task: Task) -> QuerySet[ScheduledRun]:
    """The runs of a task."""
    return RUNS.filter(task=task.name)


def _kept(problem: Problem) -> dict[str, Any]:
    return {"code": problem.code, "words": {name: str(value) for name, value in problem.params.items()}}


def problem_of(run: ScheduledRun) -> Problem | None:
    """What stopped a run; None where nothing did, or in words that later code does not know any more."""
    with contextlib.suppress(KeyError):
        problem = Problem(run.problem["code"], **run.problem["words"])
        return problem if str(problem) else None
    return None


def forget(kept: int = KEPT) -> None:
    """Remove all runs of each task but the last ones. Counted, since a clock that is ahead makes all of them old."""
    for task in tasks():
        ended = runs_of(task).filter(state__in=ENDED).order_by("-pk")
        for last in ended.values_list("pk", flat=True)[kept : kept + 1]:
            ended.filter(pk__lte=last).order_by().delete()
