"""Figures in words: how values are printed, and how a figure is introduced, in the reader's language."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import get_language

from paicha.figures.answers import Answer, Group
from paicha.figures.definitions import Figure
from paicha.figures.dimensions import dimensions
from paicha.figures.facts import facts

DASH = "–"


def printed(value: float | None, unit: str) -> str:
    """A value in its unit of measure: `43.4%`, `1,234`, `23.5`; a dash where nothing may be said."""
    if value is None:
        return DASH
    if unit == "share":
        return f"{rounded(value * 100, 1)}%"
    if unit == "per_inspection":
        return f"{rounded(value, 2)}"
    whole = rounded(value, 1)
    return f"{whole:,.0f}" if whole == whole.to_integral_value() else f"{whole:,}"


def rounded(value: float, places: int) -> Decimal:
    """Half up, as offices round; the value's shortest text is what is rounded, so 0.125 is not 0.12499999."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def counts(answer: Answer | Group) -> str:
    """Numerator and denominator, `31 / 52`; nothing for a figure that has none."""
    if answer.numerator is None or answer.denominator is None:
        return ""
    return f"{answer.numerator:,} / {answer.denominator:,}"


def interval(answer: Answer | Group, unit: str) -> str:
    """The 95 % interval, `38.7%–48.3%`; nothing where there is none."""
    if answer.low is None or answer.high is None:
        return ""
    return f"{printed(answer.low, unit)}{DASH}{printed(answer.high, unit)}"


def name_of(figure: Figure) -> str:
    """The figure's name in the reader's language."""
    return figure.zh if _chinese() else figure.en


def sentence_of(figure: Figure) -> str:
    """The figure's sentence in the reader's language."""
    return figure.sentence_zh if _chinese() else figure.sentence_en


def described(figure: Figure) -> dict[str, Any]:
    """All that defines a figure, under stable names; texts in the reader's language."""
    return {
        "name": figure.name,
        "title": name_of(figure),
        "sentence": sentence_of(figure),
        "version": figure.version,
        "number": figure.number,
        "measure": figure.measure,
        "unit": figure.unit,
        "grain": figure.grain,
        "dimensions": list(dimensions(figure, facts())),
        "query": figure.sql,
    }


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")
