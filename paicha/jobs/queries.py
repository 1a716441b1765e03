"""Reading jobs: everybody sees their own."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from paicha.jobs.leasing import ENDED
from paicha.jobs.models import Job
from paicha.kernel.problems import Problem
from paicha.orgs.models import Person


def jobs_of(by: Person) -> QuerySet[Job]:
    """Somebody's jobs, the newest first."""
    return Job.objects.filter(person=by).order_by("-asked_at")


def job_of(by: Person, uid: UUID) -> Job:
    """One of somebody's own jobs; another's is absent."""
    found = jobs_of(by).filter(uid=uid).first()
    if found is None:
        raise Problem("absent", thing=_("job"), key=str(uid))
    return found


def unseen(by: Person) -> list[Job]:
    """A few jobs that ended and that the person has not looked at since."""
    return list(jobs_of(by).filter(seen=False, state__in=ENDED)[:5])


def unended(by: Person) -> list[Job]:
    """Somebody's jobs that wait or run."""
    return list(jobs_of(by).exclude(state__in=ENDED)[:100])
