"""The queue: rows that workers take, hold and let go. It is the table of the work itself, of jobs or of scheduled runs.

Nothing gets lost: whoever works on a row says so again and again (its beat), and where that stops for the time of a
lease, another worker takes the row up. `attempts` tells one hold from the next: a worker that was only slow finds its
row taken and lets it go. What a row says of itself while it runs is no act of a person and has no entry in the ledger.
"""

import errno
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.db.models import F, QuerySet

from paicha.jobs.kinds import Cancelled
from paicha.jobs.models import Leased
from paicha.kernel.clock import now
from paicha.kernel.problems import Problem

LEASE = 30.0  # seconds without a beat after which a row is taken up
BEAT, TICK = 5.0, 0.5  # seconds between two beats; between two looks at what changed
ATTEMPTS = 3
State = Leased.State
ENDED = (State.DONE, State.FAILED, State.CANCELLED)
Changes = dict[str, Any]  # of columns
Kept = Callable[[Problem], Changes]
"""A problem as the column `problem` keeps it."""

log = logging.getLogger("paicha.jobs")
never = threading.Event()
L = TypeVar("L", bound=Leased)


class Stopped(Exception):
    """The worker is to stop: the row goes back to the queue."""


class Lost(Exception):
    """Another worker has the row."""


def take(rows: QuerySet[L]) -> L | None:
    """Hold the row of these that waits longest; None where none waits.

    The state is compared and set in one statement, so only one of several workers gets a row, on either database.
    """
    waiting = rows.filter(state=State.QUEUED)
    while key := waiting.order_by("pk").values_list("pk", flat=True).first():
        begun = {"state": State.RUNNING, "attempts": F("attempts") + 1, "begun_at": now(), "beat_at": now()}
        if waiting.filter(pk=key).update(**begun):
            return rows.get(pk=key)
    return None


def held(row: L) -> QuerySet[L]:
    """The row, as long as it is in this very attempt."""
    return type(row)._default_manager.filter(pk=row.pk, state=State.RUNNING, attempts=row.attempts)


def let_go(row: Leased, changes: Changes) -> bool:
    """Let a row go, to an end or back to the queue; False where another worker has it."""
    more = {"ended_at": now()} if changes["state"] in ENDED else row.WAITING_ANEW
    return bool(held(row).update(**changes, **more))


class Beat:
    """Says in a thread of its own, on a connection of its own, that a row is worked on, and how far it is.

    So nothing of it waits for a transaction of the work, which may say how far it is as often as it likes.
    """

    def __init__(self, row: Leased, stopping: threading.Event, is_cancelled: Callable[[], bool]) -> None:
        self._row, self._stopping, self._is_cancelled = row, stopping, is_cancelled
        self._said: Changes = {}
        self._cancelled = self._lost = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name=f"beat of {row}", daemon=True)

    def __enter__(self) -> "Beat":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join()

    def tell(self, part: float, **more: Any) -> None:
        """Take note of the part that is done, 0 to 1, and of other columns; raises what ends the work."""
        self._said = {"per_mille": round(max(0.0, min(1.0, part)) * 1000), **more}
        if self._lost:
            raise Lost
        if self._cancelled:
            raise Cancelled
        if self._stopping.is_set():
            raise Stopped

    def _go_on(self) -> None:
        written, last = self._said, time.monotonic()
        try:
            while not self._ended.wait(TICK):
                due = time.monotonic() - last >= BEAT
                try:
                    if due or self._said != written:
                        written, last = self._write(), time.monotonic()
                    self._cancelled = self._is_cancelled()
                except (OperationalError, InterfaceError):
                    log.warning("the database does not take the beat of %s", self._row, exc_info=True)
                    connection.close()
        finally:
            connection.close()

    def _write(self) -> Changes:
        said = self._said
        self._lost = not held(self._row).update(**said, beat_at=now())
        return said


def work_on(
    row: Leased,
    work: Callable[[Beat], Changes],
    kept: Kept,
    stopping: threading.Event = never,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Changes:
    """Do the work of a row that is held; returns how it ends, to be passed to `let_go`.

    `work` gives the columns of its result. Nothing is returned where another worker has the row now, or where the
    database does not answer: then the row stays until its lease ends.
    """
    try:
        with Beat(row, stopping, is_cancelled) as beat:
            return _outcome(row, lambda: work(beat), kept)
    except (OperationalError, InterfaceError):
        log.exception("the database does not answer; %s stays until its lease ends", row)
        return {}


def _outcome(row: Leased, work: Callable[[], Changes], kept: Kept) -> Changes:
    try:
        return {**work(), "state": State.DONE, "per_mille": 1000}
    except Cancelled:
        return {"state": State.CANCELLED}
    except Stopped:
        return {"state": State.QUEUED, "attempts": row.attempts - 1}
    except Lost:
        return {}
    except Problem as problem:
        return {"state": State.FAILED, "problem": kept(problem)}
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return {"state": State.FAILED, "problem": kept(Problem("disk_full", path="paicha"))}
        number = secrets.token_hex(4)
        log.exception("%s failed, no. %s", row, number)
        return {"state": State.FAILED, "problem": kept(Problem("job_failed", number=number))}


def taken_up(row: Leased, kept: Kept) -> Changes:
    """What becomes of a row whose worker is lost: it waits anew, or has failed where that happened too often."""
    if row.attempts < ATTEMPTS:
        return {"state": State.QUEUED}
    return {"state": State.FAILED, "problem": kept(Problem("job_lost"))}


class Leases(Generic[L]):
    """Watches the beats of rows that are worked on, by a clock that nobody sets.

    The moment of a beat is not compared with the time of day: set forward, that clock would end every lease at once,
    and set back none. A beat that has not changed for the time of a lease has ended. `steady` gives seconds.
    """

    def __init__(self, rows: QuerySet[L], steady: Callable[[], float] = time.monotonic) -> None:
        self._rows, self._steady = rows.filter(state=State.RUNNING), steady
        self._seen: dict[int, tuple[object, float]] = {}  # by row: its beat, and since when it has been that one

    def ended(self) -> Iterator[L]:
        """The rows whose lease has ended, as far as was seen in the calls before."""
        at, before, self._seen = self._steady(), self._seen, {}
        for row in self._rows.all():
            beat = (row.attempts, row.beat_at)
            was, since = before.get(row.pk, (None, at))
            self._seen[row.pk] = (beat, since if was == beat else at)
            if at - self._seen[row.pk][1] > LEASE:
                yield row
