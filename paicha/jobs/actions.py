"""The verbs of jobs: everybody for themselves."""

from collections.abc import Mapping
from typing import Any

from paicha.jobs.entries import ASKED, CANCELLED
from paicha.jobs.kinds import kind_named
from paicha.jobs.models import Job
from paicha.jobs.queries import unended
from paicha.kernel.clock import now
from paicha.kernel.ids import uuid7
from paicha.kernel.problems import Problem
from paicha.orgs.acting import action, locked, record
from paicha.orgs.models import Person
from paicha.orgs.permissions import require_self

MOST = 20  # jobs of one person that have not ended


@action
def ask_for(by: Person, *, kind: str, arguments: Mapping[str, Any]) -> Job:
    """Ask for a job. Problem `jobs_too_many`, or what keeps this person from a job of this kind."""
    person = locked(Person, by.pk)
    require_self(by, person)
    wanted = kind_named(kind)
    wanted.check(by, arguments)
    if len(unended(by)) >= MOST:
        raise Problem("jobs_too_many", count=MOST)
    job = Job.objects.create(uid=uuid7(), kind=kind, person=person, arguments=dict(arguments), asked_at=now())
    record(ASKED, job, kind=kind, job=job.pk)
    return job


@action
def cancel(by: Person, *, job: Job) -> Job:
    """Stop a job; one that runs stops where it next says how far it is. Again, or after its end, it changes nothing."""
    job = locked(Job, job.pk)
    require_self(by, job.person)
    if job.state == Job.State.QUEUED:
        job.state, job.ended_at = Job.State.CANCELLED, now()
        job.save(update_fields=["state", "ended_at"])
    elif job.state == Job.State.RUNNING and not job.cancelling:
        job.cancelling = True
        job.save(update_fields=["cancelling"])
    else:
        return job
    record(CANCELLED, job, job=job.pk)
    return job
