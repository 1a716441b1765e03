"""Working days and deadlines.

Rule: the starting day is not counted, and a last day that is a holiday moves to the next working day, ending at 24:00,
unless the days are stated as plain ones. Holidays of mainland China come from the chinesecalendar package, which knows
the years that have been published; beyond them Monday to Friday count as working days, and the answer says that it is
provisional.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import chinese_calendar

DayKind = Literal["plain", "calendar", "working"]  # plain: calendar days that do not move off a holiday


@dataclass(frozen=True, slots=True)
class Due:
    """A last day; `provisional` when it rests on a year whose holidays are not yet published."""

    on: date
    provisional: bool


def is_working_day(day: date) -> tuple[bool, bool]:
    """Whether `day` is a working day, and whether that is provisional."""
    try:
        return bool(chinese_calendar.is_workday(day)), False
    except NotImplementedError:
        return day.weekday() < 5, True


def is_published(year: int) -> bool:
    """Whether the holidays of that year are known."""
    return not is_working_day(date(year, 7, 1))[1]


def due(start: date, days: int, kind: DayKind) -> Due:
    """The last day of a period of `days` days (0 or more) that begins the day after `start`."""
    day, provisional = start, False
    if kind == "plain":
        return Due(start + timedelta(days=days), False)
    if kind == "calendar":
        day += timedelta(days=days)
    else:
        left = days
        while left:
            day += timedelta(days=1)
            works, unsure = is_working_day(day)
            provisional |= unsure
            left -= works
    while True:
        works, unsure = is_working_day(day)
        provisional |= unsure
        if works or days == 0:
            return Due(day, provisional)
        day += timedelta(days=1)


def working_days_between(first: date, last: date) -> int:
    """Working days after `first` up to and including `last`; negative when `last` is earlier."""
    if last < first:
        return -working_days_between(last, first)
    return sum(is_working_day(first + timedelta(days=n))[0] for n in range(1, (last - first).days + 1))
