"""The worker within a test: everything that waits is run here and now."""

import threading

from paicha.jobs import scheduled_runs, working
from paicha.jobs.leasing import LEASE, Leases
from paicha.jobs.models import Job
from paicha.jobs.worker import look_after, serve


def run_all() -> list[Job]:
    """Run all jobs that wait, those that they ask for too, one after the other; returns them as they then are."""
    ran = []
    while job := working.run_next_job():
        ran.append(job.pk)
    return [Job.objects.get(pk=key) for key in ran]


class UntilIdle(threading.Event):
    """Set as soon as a worker has nothing to do."""

    def wait(self, timeout: float | None = None) -> bool:
        """Where the worker would rest, it is told to stop."""
        self.set()
        return True


def work_until_idle() -> None:
    """A worker from its start until nothing waits and nothing is due."""
    serve(UntilIdle())


def outlast_leases() -> None:
    """What a worker does that sees no beat for longer than a lease: it takes up what was broken off."""
    seconds = iter((0.0, 0.0, LEASE + 1, LEASE + 1))
    leases = Leases(working.JOBS, lambda: next(seconds)), Leases(scheduled_runs.RUNS, lambda: next(seconds))
    for _look in range(2):
        look_after(*leases)
