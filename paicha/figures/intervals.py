"""Intervals around a share."""

from math import sqrt
from typing import Protocol

Z = 1.959963984540054  # the 97.5 % point of the normal distribution


def wilson(hits: int, n: int, z: float = Z) -> tuple[float, float]:
    """The score interval of `hits` out of `n` (at least 1), 95 % unless `z` says otherwise, as two shares.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
    Statistical Association 22 (1927), 209-212. It stays within 0 and 1 and holds for shares near them.
    """
    if not 0 <= hits <= n or n == 0:
        raise ValueError(f"{hits} out of {n} is no share")
    share = hits / n
    middle = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    below = 1 + z * z / n
    # At the ends the formula is exact; rounding must not carry it past them.
    low = 0.0 if hits == 0 else max(0.0, (middle - half) / below)
    high = 1.0 if hits == n else min(1.0, (middle + half) / below)
    return low, high


class Interval(Protocol):
    """Anything with the bounds of an interval; None where it has none."""

    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...


def apart(one: Interval, other: Interval) -> bool:
    """Whether both have an interval and the two do not overlap: only then is a difference spoken of as one."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low > other.high or one.high < other.low
