"""Periods that pages speak of: what an address names, what is offered, and what stands there when none is named.

Where nobody chose, a page shows the twelve months up to the newest inspection known: records that were taken in from
elsewhere may end years ago. A few stray ones long after all others do not move it.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from paicha.kernel.clock import today
from paicha.kernel.problems import Problem
from paicha.web.figures.desk import Desk
from paicha.web.templatetags.parts import chinese, day

FEW = 0.05  # of all inspections: those that come after an empty year and are fewer do not move the period
YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of a period, both counted."""

    since: date
    until: date

    @property
    def pair(self) -> tuple[date, date]:
        """As figures take it."""
        return self.since, self.until

    @property
    def before(self) -> "Span | None":
        """The same period a year before; None where the calendar does not reach back so far."""
        if self.since.year == date.min.year:
            return None
        return Span(year_before(self.since), year_before(self.until))

    @property
    def name(self) -> str:
        """The period in words: a year, so many months, or its two days."""
        first, last = self.since, self.until
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return _("year %(year)s") % {"year": first.year}
        months = (last.year - first.year) * YEAR + last.month - first.month + 1
        if first.day == 1 and months == YEAR and last in (month_end(last), today()):
            return _("12 months to %(month)s") % {"month": month_name(last)}
        return _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}


@dataclass(frozen=True, slots=True)
class Known:
    """When inspections are known of: the period shown where none is chosen, and how many lie after it."""

    usual: Span
    months: Mapping[date, int]  # inspections by the first day of their month

    @property
    def later(self) -> int:
        """Inspections known of that lie after the usual period."""
        return sum(number for month, number in self.months.items() if month > self.usual.until)

    @property
    def newest(self) -> date | None:
        """The last day of the newest month that has any."""
        return month_end(max(self.months)) if self.months else None


def known(desk: Desk) -> Known:
    """When the inspections in reach at a place took place; where there are none, when findings were raised."""
    groups = desk.ask("inspections_total", by="month").groups or desk.ask("findings_total", by="month").groups
    months = {date(int(each.key[:4]), int(each.key[5:]), 1): each.numerator or 0 for each in groups if each.key}
    return Known(year_to(min(_end(months), today())), months)


def _end(months: Mapping[date, int]) -> date:
    """The last day of the month with which the usual period ends."""
    order = sorted(months)
    if not order:
        return today()
    whole, after = sum(months.values()), 0
    for earlier, later in zip(order[-2::-1], order[:0:-1], strict=False):
        after += months[later]
        if after > whole * FEW:
            break
        if (later.year - earlier.year) * YEAR + later.month - earlier.month > YEAR:
            return month_end(earlier)
    return month_end(order[-1])


def year_to(last: date) -> Span:
    """The twelve months that end with the month of `last`, up to that day."""
    return Span(months_back(last, YEAR - 1), last)


def months_back(last: date, number: int) -> date:
    """The first day of the month that lies `number` months before that of `last`; never before the calendar begins."""
    months = max(last.year * YEAR + last.month - 1 - number, YEAR)
    return date(months // YEAR, months % YEAR + 1, 1)


def month_end(of: date) -> date:
    """The last day of a month."""
    return of.replace(day=monthrange(of.year, of.month)[1])


def year_before(of: date) -> date:
    """The same day a year before; for 29 February the day before 1 March."""
    try:
        return of.replace(year=of.year - 1)
    except ValueError:
        return of.replace(year=of.year - 1, day=28)


def month_name(of: date) -> str:
    """A month with its year, as the reader writes it."""
    return date_format(of, "Y年n月" if chinese() else "M Y")


def day_named(name: str, text: str) -> date | None:
    """The day that a parameter of an address names; None for none. Problem `value_invalid` for what is no day."""
    if not text:
        return None
    try:
        if len(text) == 10:  # other ways of writing a day are not our addresses'
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Problem("value_invalid", name=name, value=text[:60], help="2026-03-31")


def span_named(parameters: Mapping[str, Any], usual: Span) -> Span:
    """The period of `from` and `to`; an end that is not named is the usual one's, or such that the order holds.

    Problem `figure_period_reversed` where it ends before it begins.
    """
    since, until = day_named("from", parameters.get("from", "")), day_named("to", parameters.get("to", ""))
    if since and until and until < since:
        raise Problem("figure_period_reversed", since=since, until=until)
    if since is None and until is None:
        return usual
    if until is None:
        until = max(usual.until, since or usual.until)
    return Span(since or min(usual.since, year_to(until).since), until)


def offered(usual: Span) -> list[Span]:
    """The periods to choose from: the usual one, and the calendar years around it."""
    year = usual.until.year
    years = [Span(date(each, 1, 1), date(each, 12, 31)) for each in (year, year - 1, year - 2) if each >= date.min.year]
    return [usual, *years]
