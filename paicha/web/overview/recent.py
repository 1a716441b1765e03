"""Overviews a few seconds old: shown at once, and said to be, while a thread of the process counts newer ones.

Every entry that changes a fact would otherwise make whoever looks next wait for all figures of an overview. So the
newest complete count of each overview is remembered by the facts that it stood on, and shown while it is not older than
`OLDEST`. Counting anew takes at most a `SHARE` of the time, however often something is written.
"""

import logging
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from django.db import connection

from paicha.figures.engines import State
from paicha.kernel.clock import now
from paicha.ledger.queries import first_after
from paicha.web.figures.desk import Desk, Pinned
from paicha.web.place import Place

OLDEST = timedelta(seconds=60)
SHARE = 0.1
REMEMBERED = 500  # overviews of a process

T = TypeVar("T")
log = logging.getLogger("paicha.web")


@dataclass(frozen=True, slots=True)
class Behind:
    """How far figures are behind the ledger: their position, and for how long there has been a newer one."""

    position: int
    lag: timedelta

    @property
    def seconds(self) -> int:
        """The lag in whole seconds, at least one."""
        return max(1, round(self.lag.total_seconds()))


class _Remembered:
    """By overview the facts that it was last counted on, and what waits to be counted anew."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.states: OrderedDict[Hashable, State] = OrderedDict()
        self.counting: dict[Hashable, Future[None]] = {}
        self.rests: dict[Hashable, float] = {}  # until when not to count anew, on the monotonic clock
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="overview")


_remembered = _Remembered()


def _forget() -> None:
    global _remembered
    _remembered = _Remembered()


os.register_at_fork(after_in_child=_forget)


def newest(key: Hashable, place: Place, make: Callable[[Desk], T]) -> tuple[T | None, Behind | None]:
    """What `make` makes of a place's figures without counting any, and how far behind it is (None: it is up to date).

    None where nothing was counted lately; then the caller counts and calls `remember`. `key` stands for all that `make`
    asks figures. Where it is behind, counting anew has begun or is about to.
    """
    desk = Desk(place)
    found = desk.if_kept(lambda: make(desk))
    if found is not None:
        remember(key, desk)
        return found, None
    with _remembered.lock:
        state = _remembered.states.get(key)
    if state is None or state.identity != desk.engine.identity:
        return None, None
    missing = first_after(state.position)
    behind = Behind(state.position, now() - missing.at if missing else timedelta(0))
    if behind.lag > OLDEST:
        return None, None
    old = Desk(place, engine=Pinned(state))
    found = old.if_kept(lambda: make(old))
    if found is None:
        return None, None
    _count(key, place, make)
    return found, behind


def remember(key: Hashable, desk: Desk) -> None:
    """Take note that everything was counted on the facts of a desk."""
    with _remembered.lock:
        known, state = _remembered.states.get(key), desk.engine.facts_then
        if known is None or known.identity != state.identity or known.position < state.position:
            _remembered.states[key] = state
        _remembered.states.move_to_end(key)
        while len(_remembered.states) > REMEMBERED:
            oldest, _state = _remembered.states.popitem(last=False)
            _remembered.rests.pop(oldest, None)


def _count(key: Hashable, place: Place, make: Callable[[Desk], object]) -> None:
    """Have an overview counted anew, unless that is under way or was so a moment ago."""
    with _remembered.lock:
        if key in _remembered.counting or _remembered.rests.get(key, 0.0) > time.monotonic():
            return
        _remembered.counting[key] = _remembered.thread.submit(_counted, key, place, make)


def _counted(key: Hashable, place: Place, make: Callable[[Desk], object]) -> None:
    begun = time.monotonic()
    try:
        desk = Desk(place)
        make(desk)
        remember(key, desk)
    except Exception:
        log.exception("an overview could not be counted anew")
    finally:
        connection.close()
        ended = time.monotonic()
        with _remembered.lock:
            _remembered.rests[key] = ended + (ended - begun) / SHARE
            del _remembered.counting[key]


def finish() -> None:
    """Wait until nothing is being counted, and let anything be counted anew at once."""
    with _remembered.lock:
        under_way = list(_remembered.counting.values())
    for each in under_way:
        each.result()
    with _remembered.lock:
        _remembered.rests.clear()


def leave() -> None:
    """Wait until nothing is being counted, and forget everything with the thread: before another installation."""
    finish()
    _remembered.thread.shutdown()
    _forget()
