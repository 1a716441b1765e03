"""An office whose clock is set and whose workers are killed, without a second of waiting.

Its workers do what `paicha.jobs.worker` does, step by step, so that anything may happen between two steps. Two clocks
go: the one of the day, which somebody may set, and the steady one by which leases are watched.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from paicha.jobs.leasing import LEASE, Leases, State, held, let_go, take
from paicha.jobs.models import ScheduledRun
from paicha.jobs.recurrence import Occurrence, Recurrence
from paicha.jobs.scheduled_runs import RUNS, enqueue_due, take_up
from paicha.kernel.clock import frozen, now


@dataclass
class Worker:
    """One worker: what it watches, and what it holds. One that hangs does not beat."""

    leases: Leases[ScheduledRun]
    hand: ScheduledRun | None = None
    hangs: bool = False


@dataclass
class Office:
    """Some workers, the true time, by how much the clock is ahead of it, and what was done so far, in its order."""

    true: datetime
    number: int
    ahead: timedelta = timedelta()
    steady: float = 0.0
    furthest: datetime = field(init=False)
    workers: list[Worker] = field(default_factory=list)
    ended: list[tuple[str, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.furthest = self.true
        self.workers = [self._worker() for _ in range(self.number)]

    def _worker(self) -> Worker:
        return Worker(Leases(RUNS, lambda: self.steady))

    def step(self, what: str, which: int, minutes: int) -> None:
        """Let one thing happen: `pass` minutes of time, `set` the clock by some, or let one worker do something."""
        worker = self.workers[which % self.number]
        if what == "pass":
            self._look_all()
            self.true += timedelta(minutes=minutes)
            self.steady += minutes * 60.0
            self._look_all()
        elif what == "set":
            self.ahead += timedelta(minutes=minutes)
        with self.clock():
            self._beat()
            if what == "look":
                self._look(worker)
            elif what == "take" and worker.hand is None:
                worker.hand = take(RUNS)
            elif what in ("done", "failed") and worker.hand is not None:
                self._end(worker, State.DONE if what == "done" else State.FAILED)
            elif what == "stop" and worker.hand is not None:
                let_go(worker.hand, {"state": State.QUEUED, "attempts": worker.hand.attempts - 1})
                worker.hand = None
            elif what == "hang":
                worker.hangs = worker.hand is not None
            elif what == "kill":
                self.workers[which % self.number] = self._worker()
            assert self.is_sound(), (what, which, minutes)

    def clock(self) -> contextlib.AbstractContextManager[None]:
        """For the block it is what the clock shows."""
        at = self.true + self.ahead
        self.furthest = max(self.furthest, at)
        return frozen(at)

    def _look_all(self) -> None:
        with self.clock():
            self._beat()
            for worker in self.workers:
                self._look(worker)

    def _beat(self) -> None:
        for number, worker in enumerate(self.workers):
            if worker.hand is not None and not worker.hangs:
                held(worker.hand).update(beat_at=now() + timedelta(microseconds=number))

    def _look(self, worker: Worker) -> None:
        if worker.hand is None:
            for run in worker.leases.ended():
                take_up(run)
            enqueue_due()

    def _end(self, worker: Worker, state: State) -> None:
        run = worker.hand
        assert run is not None
        if let_go(run, {"state": state}):
            self.ended.append((run.task, run.due_at))
        worker.hand, worker.hangs = None, False

    def is_sound(self) -> bool:
        """Whether of each task at most one run is at work, none was begun early or has ended twice, and no worker that
        says it is at work has lost its run."""
        hands = [worker.hand for worker in self.workers if worker.hand is not None and held(worker.hand).exists()]
        return (
            len({run.task for run in hands}) == len(hands)
            and all(run.due_at <= self.furthest for run in hands)
            and all(worker.hand in hands for worker in self.workers if worker.hand and not worker.hangs)
            and len(set(self.ended)) == len(self.ended)
        )

    def finish(self, ahead: timedelta) -> datetime:
        """Set the clock, and let one worker do all that is left, and die once more before; what the clock shows."""
        self.ahead = ahead
        self.number, self.workers = 1, [self._worker()]
        for _look in range(2):
            self.step("look", 0, 0)
            self.steady += LEASE + 1
        self.step("look", 0, 0)
        while RUNS.filter(state=State.QUEUED).exists():
            for what in ("take", "done", "look"):
                self.step(what, 0, 0)
        return self.true + ahead


def due_between(recurrence: Recurrence, first: datetime, last: datetime) -> Iterator[Occurrence]:
    """All due times from `first` to `last`, both counted."""
    each = recurrence.next(first - timedelta(seconds=1))
    while each.due_at <= last:
        yield each
        each = recurrence.next(each.due_at)
