"""Words of change: a rate rose or fell only where the two intervals do not overlap (LOOK.md, principle 2)."""

from typing import Protocol

from paicha.documents.document import Language
from paicha.figures.intervals import Interval, apart
from paicha.figures.words import rounded

WORDS = {
    "zh": {"rose": "上升", "fell": "下降", "same": "区间重叠", "unknown": "无法比较"},
    "en": {
        "rose": "rose",
        "fell": "fell",
        "same": "intervals overlap",
        "unknown": "cannot be compared",
    },
}


class Measured(Interval, Protocol):
    """A value with its interval."""

    @property
    def value(self) -> float | None: ...


def change_word(now: Measured, before: Measured, language: Language) -> str:
    """`rose` or `fell` where the intervals are apart, `same` where they overlap, `unknown` where one has none."""
    words = WORDS[language]
    if now.low is None or now.high is None or before.low is None or before.high is None:
        return words["unknown"]
    if not apart(now, before):
        return words["same"]
    return words["rose"] if now.low > before.high else words["fell"]


def points(now: Measured, before: Measured) -> str:
    """The difference of two shares in percentage points with its sign (a true minus), a dash where one is unknown."""
    if now.value is None or before.value is None:
        return "–"
    difference = rounded((now.value - before.value) * 100, 1)
    return f"{'+' if difference > 0 else '−' if difference < 0 else '±'}{abs(difference)}"
