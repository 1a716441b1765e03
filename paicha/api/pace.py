"""How fast one caller may call: a bucket that fills at a steady pace. What is over is told when to come again."""

import math
import threading
import time
from collections.abc import Callable

from paicha.kernel.problems import Problem

REMEMBERED = 10_000  # callers


class Pace:
    """A bucket of `most` calls for each caller, filled with `rate` a second. Each process of the server has its own."""

    def __init__(self, rate: float, most: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.most = rate, most
        self._clock = clock
        self._lock = threading.Lock()
        self._left: dict[str, tuple[float, float]] = {}  # what was left, and when

    def take(self, caller: str, cost: float = 1) -> None:
        """Let a call of this cost through, or raise Problem `too_often` with the seconds to wait."""
        with self._lock:
            moment = self._clock()
            if len(self._left) > REMEMBERED:
                self._left = {each: old for each, old in self._left.items() if self._now(old, moment) < self.most}
            left = self._now(self._left.get(caller, (self.most, moment)), moment)
            if left >= cost:
                self._left[caller] = (left - cost, moment)
                return
        raise Problem("too_often", seconds=math.ceil((cost - left) / self.rate))

    def _now(self, old: tuple[float, float], moment: float) -> float:
        left, then = old
        return min(self.most, left + (moment - then) * self.rate)

    def forget(self) -> None:
        """Let everybody begin with a full bucket."""
        with self._lock:
            self._left.clear()


PACE = Pace(rate=20, most=100)
READ, WRITE = 1, 10  # what a call costs
