"""Lists in words: how many rows there are, how a deadline stands, what a condition is called."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paicha.findings.rules.lifecycle import OPEN, REPORTED
from paicha.kernel.calendar import working_days_between
from paicha.kernel.clock import today
from paicha.listing.declared import Filter, Listing
from paicha.web.templatetags.parts import day

SOON = 3  # days
COUNTABLE = 120  # days: over longer times working days are not counted


def count_words(listing: Listing, number: int, kind: str) -> str:
    """How many rows a list has: `1,234 findings`, or how many there are at least."""
    counted = listing.counted % {"number": number, "shown": f"{number:,}"}
    if kind == "more":
        return _("more than %(counted)s") % {"counted": counted}
    return _("at least %(counted)s") % {"counted": counted} if kind == "tried" else counted


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in words: how far off it is, and the class of its tone: late, soon or neither."""

    words: str
    tone: str

    @property
    def late(self) -> bool:
        """Whether it is over."""
        return self.tone == "pc-late"


def due_of(row: Any) -> Due | None:
    """How a finding that is not settled stands to its deadline; None where that is no question.

    In working days where its grade counts in them and they are not too many to count, else in plain ones.
    """
    if row.state not in (OPEN, REPORTED) or row.deadline is None:
        return None
    working = row.grade is not None and row.grade.day_kind == "working"
    left, unit = _left(row.deadline, working)
    late = row.deadline < today()
    number = abs(left)
    if late and unit == "working":
        words = ngettext("overdue by %(n)s working day", "overdue by %(n)s working days", number)
    elif late:
        words = ngettext("overdue by %(n)s day", "overdue by %(n)s days", number)
    elif number == 0:
        return Due(_("due today"), "pc-soon")
    elif unit == "working":
        words = ngettext("%(n)s working day left", "%(n)s working days left", number)
    else:
        words = ngettext("%(n)s day left", "%(n)s days left", number)
    tone = "pc-late" if late else "pc-soon" if number <= SOON else "pc-2"
    return Due(words % {"n": f"{number:,}"}, tone)


def _left(deadline: date, working: bool) -> tuple[int, str]:
    """Days from today to a deadline, below zero after it. What is over by a weekend only is late by plain days."""
    plain = (deadline - today()).days
    if working and abs(plain) <= COUNTABLE:
        counted = working_days_between(today(), deadline)
        if counted:
            return counted, "working"
    return plain, "plain"


def value_words(each: Filter, by: Any, values: tuple[str, ...]) -> str:
    """The values of a condition as people say them."""
    if each.kind == "day":
        return day(date.fromisoformat(values[0]))
    if each.kind == "choice" and each.choices:
        named = dict(each.choices(by))
        return _(", ").join(str(named.get(value, value)) for value in values)
    if each.words:
        return _(", ").join(each.words(by, value) for value in values)
    return _(", ").join(values)


def condition_words(each: Filter, by: Any, values: tuple[str, ...]) -> str:
    """A condition as its chip says it: `Severity: major`; a flag by its name alone."""
    if each.kind == "flag":
        return str(each.label)
    return _("%(name)s: %(value)s") % {"name": each.label, "value": value_words(each, by, values)}
