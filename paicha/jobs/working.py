"""Running jobs. A job never gets lost: whoever runs it says so again and again, and where that stops, another takes it.

The word of a running job (its beat) is good for a lease. A job without one goes back to the queue; after a few attempts
it has failed. `attempts` tells one run from the next: a worker that was only slow finds its job taken and lets it go.
What a job says of itself while it runs is no act of a person, so it has no entry in the ledger.
"""

import errno
import logging
import secrets
import threading
import time
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.db.models import F
from django.utils import translation

from paicha.jobs.files import emptied, folder_of
from paicha.jobs.kinds import Cancelled, Work, kind_named
from paicha.jobs.models import Job
from paicha.jobs.queries import ENDED
from paicha.jobs.queue import waiting, wake
from paicha.kernel.clock import now
from paicha.kernel.problems import Problem

LEASE = timedelta(seconds=30)
BEAT, TICK = 5.0, 0.5  # seconds between two beats; between two looks at what changed
ATTEMPTS = 3
LONGEST = 300  # characters of what is being done

log = logging.getLogger("paicha.jobs")
never = threading.Event()


class Stopped(Exception):
    """The worker is to stop: the job goes back to the queue."""


class Lost(Exception):
    """Another worker has the job."""


class Beat:
    """Says in a thread of its own, on a connection of its own, that the job is at work, and how far.

    So nothing of it waits for a transaction of the job, and a job may say how far it is as often as it likes.
    """

    def __init__(self, job: Job, stopping: threading.Event) -> None:
        self._job, self._stopping = job, stopping
        self._said: tuple[str, int] = ("", 0)
        self._cancelled = self._lost = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name=f"beat of {job.uid}", daemon=True)

    def __enter__(self) -> "Beat":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join()

    def tell(self, what: str, part: float) -> None:
        """Take note of how far the job is; raises what ends it."""
        self._said = (str(what)[:LONGEST], round(max(0.0, min(1.0, part)) * 1000))
        if self._lost:
            raise Lost
        if self._cancelled:
            raise Cancelled
        if self._stopping.is_set():
            raise Stopped

    def _go_on(self) -> None:
        written, last = ("", 0), time.monotonic()
        try:
            while not self._ended.wait(TICK):
                due = time.monotonic() - last >= BEAT
                try:
                    if due or self._said != written:
                        written, last = self._write(), time.monotonic()
                    self._cancelled = mine(self._job).filter(cancelling=True).exists()
                except (OperationalError, InterfaceError):
                    log.warning("the database does not take the beat of job %s", self._job.uid, exc_info=True)
                    connection.close()
        finally:
            connection.close()

    def _write(self) -> tuple[str, int]:
        said = self._said
        self._lost = not mine(self._job).update(what=said[0], per_mille=said[1], beat_at=now())
        return said


def mine(job: Job) -> Any:
    """The row of a job, as long as it is in this very attempt."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)


def run_job(uid: Any, stopping: threading.Event = never) -> None:
    """Run a job that waits; nothing happens where it does not wait any more."""
    begun = {"state": Job.State.RUNNING, "attempts": F("attempts") + 1, "begun_at": now(), "beat_at": now()}
    if not Job.objects.filter(uid=uid, state=Job.State.QUEUED).update(**begun):
        return
    job = Job.objects.select_related("person").get(uid=uid)
    with translation.override(job.person.language):
        try:
            with Beat(job, stopping) as beat:
                ended = _ran(job, beat)
        except (OperationalError, InterfaceError):
            log.exception("the database does not answer; job %s stays until its lease ends", uid)
            return
    if ended:
        _end(job, **ended)


def _ran(job: Job, beat: Beat) -> dict[str, Any]:
    """What becomes of the job; nothing where it is another's now."""
    try:
        result = kind_named(job.kind).run(Work(job.person, job.arguments, folder_of(job.uid), beat.tell))
        return {"state": Job.State.DONE, "result": result, "per_mille": 1000}
    except Cancelled:
        return {"state": Job.State.CANCELLED}
    except Stopped:
        return {"state": Job.State.QUEUED, "attempts": job.attempts - 1}
    except Lost:
        return {}
    except Problem as problem:
        return {"state": Job.State.FAILED, "problem": told(problem)}
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return {"state": Job.State.FAILED, "problem": told(Problem("disk_full", path="paicha"))}
        number = secrets.token_hex(4)
        log.exception("job %s (%s) failed, no. %s", job.uid, job.kind, number)
        return {"state": Job.State.FAILED, "problem": told(Problem("job_failed", number=number))}


def _end(job: Job, **changes: Any) -> None:
    if changes["state"] in ENDED:
        changes["ended_at"] = now()
    else:  # it waits anew
        changes |= {"what": "", "per_mille": 0, "begun_at": None}
    if mine(job).update(**changes) and changes["state"] in (Job.State.CANCELLED, Job.State.FAILED):
        emptied(job.uid)


def told(problem: Problem) -> dict[str, str]:
    """A problem as a job keeps it, in the language that is spoken."""
    return {"code": problem.code, "sentence": problem.sentence, "mend": problem.mend}


def look_after() -> None:
    """Take up what was broken off. Any worker may do it at any time."""
    for job in Job.objects.filter(state=Job.State.RUNNING, beat_at__lt=now() - LEASE).select_related("person"):
        _take_up(job)
    known = waiting()
    for uid in Job.objects.filter(state=Job.State.QUEUED).order_by("pk").values_list("uid", flat=True)[:1000]:
        if str(uid) not in known:
            wake(uid)


def _take_up(job: Job) -> None:
    changes: dict[str, Any] = {"state": Job.State.QUEUED}
    if job.cancelling:
        changes = {"state": Job.State.CANCELLED}
    elif job.attempts >= ATTEMPTS:
        with translation.override(job.person.language):
            changes = {"state": Job.State.FAILED, "problem": told(Problem("job_lost"))}
    log.warning("job %s (%s) was broken off; now %s", job.uid, job.kind, changes["state"])
    _end(job, **changes)


def mark_seen(job: Job) -> None:
    """Its person has looked at a job that ended: it is no longer news."""
    if not job.seen and job.state in ENDED:
        Job.objects.filter(pk=job.pk).update(seen=True)
