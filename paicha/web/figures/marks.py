"""Where values, intervals and the year before stand on a scale, in per cent of its width, for SVG attributes."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from paicha.documents.charts import ticks
from paicha.figures.answers import Counted
from paicha.figures.words import printed

WINDOWS = (0.05, 0.1, 0.2, 0.4, 0.6, 1.0)  # of a share: how wide the scale of a single value is
ROOM = 4  # times as wide as what is shown on it


@dataclass(frozen=True, slots=True)
class Scale:
    """From the first value of a scale to its last, with the values at which it is labelled."""

    first: float
    last: float
    unit: str = "share"
    marks: tuple[float, ...] = ()

    def at(self, value: float | None) -> str | None:
        """Where a value stands, `48.17%`; at an end what lies beyond it, None for none."""
        if value is None:
            return None
        part = (value - self.first) / ((self.last - self.first) or 1)
        return f"{min(max(part, 0), 1) * 100:.2f}%"

    @property
    def labels(self) -> list[tuple[str, str, str]]:
        """Each label with its place and which end of it stands there; the unit only at the last."""
        found = []
        for number, value in enumerate(self.marks):
            text = printed(value, self.unit)
            last = number == len(self.marks) - 1
            if self.unit == "share":
                text = f"{value * 100:g}%" if last or len(self.marks) == 2 else f"{value * 100:g}"
            anchor = "start" if number == 0 else "end" if last else "middle"
            found.append((self.at(value) or "", anchor, text))
        return found


WHOLE = Scale(0.0, 1.0, marks=(0.0, 1.0))
"""All that a share can be."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value with its interval, the value a year before and the whole's, on a scale. None: not known."""

    value: str | None
    low: str | None = None
    high: str | None = None
    before: str | None = None
    whole: str | None = None
    clear: bool = False  # set apart: the whole interval lies on the worse side of the whole's value
    words: str = ""


def mark(
    scale: Scale,
    now: Counted,
    before: Counted | None = None,
    whole: float | None = None,
    *,
    clear: bool = False,
    words: str = "",
) -> Mark | None:
    """The mark of a value; None where there is no value."""
    if now.value is None:
        return None
    earlier = None if before is None else scale.at(before.value)
    return Mark(scale.at(now.value), scale.at(now.low), scale.at(now.high), earlier, scale.at(whole), clear, words)


def window(found: Iterable[Counted]) -> Scale:
    """The scale of a single share and its year before: a part of the way from 0 to 100 % that shows them apart."""
    shown = [value for each in found for value in (each.low, each.value, each.high) if value is not None]
    low, high = min(shown, default=0.0), max(shown, default=1.0)
    wide = next((each for each in WINDOWS if each >= (high - low) * ROOM), 1.0)
    step = wide / 4
    first = max(0.0, min(math.floor(((low + high) / 2 - wide / 2) / step + 0.5) * step, 1 - wide))
    return Scale(round(first, 6), round(first + wide, 6), marks=(round(first, 6), round(first + wide, 6)))


def common(found: Iterable[Counted | None], unit: str, whole: float | None = None) -> Scale:
    """The scale of many values, from nought; its labels are few and round. Shares are in per cent."""
    shown = [value for each in found if each is not None for value in (each.value, each.high) if value is not None]
    top = max([*shown, whole or 0.0], default=0.0)
    if unit == "share":
        marks = tuple(each / 100 for each in ticks(min(top, 1.0) * 100) if each <= 100) or (0.0, 1.0)
    else:
        marks = ticks(top)
    return Scale(marks[0], marks[-1], unit, marks)
