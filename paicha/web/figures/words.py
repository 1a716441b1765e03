"""Figures in words on pages: what a change is called, why a value is not said, what a unit of measure is called.

A rate rose or fell only where the two intervals do not overlap; only then is its change set apart, and in colour where
it is known which way is the better one (LOOK.md, principle 2).
"""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paicha.figures.answers import FEWEST, Counted
from paicha.figures.definitions import Figure
from paicha.figures.intervals import apart
from paicha.figures.words import DASH, printed, rounded

Tone = Literal["", "good", "bad"]

UNITS = {
    "share": gettext_lazy("share"),
    "finding": gettext_lazy("findings"),
    "inspection": gettext_lazy("inspections"),
    "unit": gettext_lazy("units"),
    "case": gettext_lazy("cases"),
    "day": gettext_lazy("days"),
    "per_inspection": gettext_lazy("findings per inspection"),
}
AFTER = {"day": gettext_lazy("days"), "per_inspection": gettext_lazy("findings")}
MEASURES = {
    "count": gettext_lazy("number of records"),
    "sum": gettext_lazy("sum"),
    "share": gettext_lazy("share with its 95% interval (Wilson)"),
    "ratio": gettext_lazy("ratio"),
    "median": gettext_lazy("median"),
    "survival": gettext_lazy("median of a survival curve (Kaplan-Meier)"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """How a value stands to that of the same period a year before.

    `lead` is the difference with its sign, `rest` what it is a difference to. `clear`: it may be spoken of as a change.
    """

    lead: str
    rest: str
    clear: bool = False
    tone: Tone = ""


def tone(figure: Figure, higher: bool) -> Tone:
    """Whether it is better or worse for the value to be higher (or lower), where the figure has a better side."""
    if figure.better == "neither":
        return ""
    return "good" if higher == (figure.better == "higher") else "bad"


def change(figure: Figure, now: Counted, before: Counted) -> Change:
    """The change since the same period a year before."""
    if now.value is None or before.value is None:
        said = printed(before.value, figure.unit)
        return Change("", _("%(value)s a year before") % {"value": said} if before.value is not None else "")
    told = {"value": printed(before.value, figure.unit)}
    if figure.measure in ("count", "sum"):
        lead = signed((now.value - before.value) / before.value * 100, 1, "%") if before.value else ""
        return Change(lead, _("%(value)s a year before") % told, bool(lead) and now.value != before.value)
    if now.value == before.value:
        return Change("", _("%(value)s a year before, no change") % told)
    if figure.measure == "share":
        lead = _("%(points)s pts") % {"points": signed((now.value - before.value) * 100, 1)}
        if apart(now, before):
            return Change(lead, _("%(value)s a year before") % told, True, tone(figure, now.value > before.value))
        return Change(lead, _("%(value)s a year before, intervals overlap") % told)
    lead = signed(now.value - before.value, 2 if figure.measure == "ratio" else 0)
    return Change(lead, _("%(value)s a year before") % told)


def in_words(figure: Figure, now: Counted, before: Counted) -> str:
    """A share's change as a sentence; nothing where the two cannot be compared."""
    if figure.measure != "share" or now.value is None or before.value is None:
        return ""
    points = {"points": rounded(abs(now.value - before.value) * 100, 1)}
    if not apart(now, before):
        return _("no clear change")
    if now.value > before.value:
        return _("rose by %(points)s percentage points") % points
    return _("fell by %(points)s percentage points") % points


def signed(difference: float, places: int, unit: str = "") -> str:
    """A difference with its sign, a true minus; `±0` for none."""
    found = rounded(difference, places)
    sign = "+" if found > 0 else "−" if found < 0 else "±"
    return f"{sign}{abs(found):,}{unit}"


def reason(figure: Figure, found: Counted) -> str:
    """Why no value is said; nothing where one is."""
    if found.value is not None:
        return ""
    if figure.measure in ("share", "ratio"):
        if not found.denominator:
            return _("nothing to count")
        return _("fewer than %(fewest)s: counts only") % {"fewest": FEWEST}
    if figure.measure == "survival" and found.denominator:
        return _("more than half not closed yet")
    return _("nothing to count")


def counts(figure: Figure, found: Counted) -> str:
    """What the value rests on: `31 / 52`, or the number of days a median is of; nothing for a number of records."""
    if figure.measure == "median" and found.denominator is not None:
        return _("median of %(count)s") % {"count": f"{found.denominator:,}"}
    if figure.measure == "survival" and found.denominator is not None:
        return _("%(closed)s of %(count)s closed") % {
            "closed": f"{found.numerator or 0:,}",
            "count": f"{found.denominator:,}",
        }
    if found.numerator is None or found.denominator is None:
        return ""
    return f"{found.numerator:,} / {found.denominator:,}"


def bounds(found: Counted) -> str:
    """The 95 % interval of a share without per cent signs, `38.7–48.3`; nothing where there is none."""
    if found.low is None or found.high is None:
        return ""
    return f"{rounded(found.low * 100, 1)}{DASH}{rounded(found.high * 100, 1)}"


def parted(figure: Figure, found: Counted) -> tuple[str, str]:
    """A value and the sign or word that is set smaller after it: `43.4` and `%`, `343` and `days`."""
    text = printed(found.value, figure.unit)
    if found.value is None:
        return text, ""
    if text.endswith("%"):
        return text[:-1], "%"
    if figure.unit in AFTER:
        return text, str(AFTER[figure.unit])
    return text, ""
