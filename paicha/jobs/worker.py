"""The worker: takes one piece of work after the other off the queue, until it is told to stop."""

import logging
import math
import threading
import time

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from paicha.jobs import scheduled_runs, working
from paicha.jobs.leasing import Leases
from paicha.jobs.models import Job, ScheduledRun

PAUSE = 0.5  # seconds between two looks at an empty queue
ROUND = 5.0  # seconds between two rounds to see what is due and what was broken off

log = logging.getLogger("paicha.jobs")


def serve(stopping: threading.Event) -> None:
    """Run jobs and what is due until `stopping` is set. A database that does not answer is waited for."""
    jobs, runs = Leases(working.JOBS), Leases(scheduled_runs.RUNS)
    looked = -math.inf
    while not stopping.is_set():
        close_old_connections()
        try:
            if time.monotonic() - looked >= ROUND:
                look_after(jobs, runs)
                looked = time.monotonic()
            job = working.run_next_job(stopping)
            run = None if stopping.is_set() else scheduled_runs.run_next_due(stopping)
            if job or run:
                continue
        except (OperationalError, InterfaceError):
            log.warning("the database does not answer", exc_info=True)
            connection.close()
            stopping.wait(ROUND)
        stopping.wait(PAUSE)
    connection.close()


def look_after(jobs: Leases[Job], runs: Leases[ScheduledRun]) -> None:
    """Take up what was broken off, and put in the queue what is due."""
    for job in jobs.ended():
        working.take_up(job)
    for run in runs.ended():
        scheduled_runs.take_up(run)
    scheduled_runs.enqueue_due()
