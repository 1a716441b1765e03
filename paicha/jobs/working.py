"""Running the jobs that people ask for."""

import logging
import threading
from typing import Any

from django.utils import translation

from paicha.jobs.files import emptied, folder_of
from paicha.jobs.kinds import Work, kind_named
from paicha.jobs.leasing import ENDED, Beat, Changes, State, held, let_go, never, take, taken_up, work_on
from paicha.jobs.models import Job
from paicha.kernel.problems import Problem

LONGEST = 300  # characters of what is being done

log = logging.getLogger("paicha.jobs")
JOBS = Job.objects.select_related("person")


def run_next_job(stopping: threading.Event = never) -> Job | None:
    """Run the job that waits longest, and return it as it was taken; None where none waits."""
    job = take(JOBS)
    if job is not None:
        run_job(job, stopping)
    return job


def run_job(job: Job, stopping: threading.Event = never) -> None:
    """Run a job that this worker has taken."""

    def run(beat: Beat) -> Changes:
        def tell(what: str, part: float) -> None:
            beat.tell(part, what=str(what)[:LONGEST])

        return {"result": kind_named(job.kind).run(Work(job.person, job.arguments, folder_of(job.uid), tell))}

    with translation.override(job.person.language):
        _end(job, work_on(job, run, told, stopping, held(job).filter(cancelling=True).exists))


def take_up(job: Job) -> None:
    """Take up a job whose worker is lost."""
    with translation.override(job.person.language):
        changes = {"state": State.CANCELLED} if job.cancelling else taken_up(job, told)
    log.warning("job %s (%s) was broken off; now %s", job.uid, job.kind, changes["state"])
    _end(job, changes)


def _end(job: Job, changes: Changes) -> None:
    if changes and let_go(job, changes) and changes["state"] in (State.CANCELLED, State.FAILED):
        emptied(job.uid)


def told(problem: Problem) -> dict[str, Any]:
    """A problem as a job keeps it, in the language that is spoken."""
    return {"code": problem.code, "sentence": problem.sentence, "mend": problem.mend}


def mark_seen(job: Job) -> None:
    """Its person has looked at a job that ended: it is no longer news."""
    if not job.seen and job.state in ENDED:
        Job.objects.filter(pk=job.pk).update(seen=True)
