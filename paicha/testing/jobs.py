"""The worker within a test: everything that waits is run here and now."""

from paicha.jobs.models import Job
from paicha.jobs.queue import taken
from paicha.jobs.working import run_job


def run_all() -> list[Job]:
    """Run all jobs that wait, those that they ask for too, one after the other; returns them as they then are."""
    ran = []
    while uid := taken():
        run_job(uid)
        ran.append(uid)
    return [Job.objects.get(uid=uid) for uid in ran]
