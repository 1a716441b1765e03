"""When scheduled work is due, in the installation's time zone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, Protocol

from django.utils.translation import gettext as _

from paicha.kernel.clock import first_at, local

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class Occurrence(NamedTuple):
    """A due time: the moment in UTC, and the local date that it belongs to."""

    due_at: datetime
    day: date


class Recurrence(Protocol):
    """Endlessly many due times, each a whole minute."""

    def next(self, after: datetime) -> Occurrence:
        """The first one later than `after`."""

    def latest(self, until: datetime) -> Occurrence:
        """The last one not later than `until`."""

    def sentence(self) -> str:
        """When it is due, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Hourly:
    """Whenever local clocks show that minute, 0 to 59: in an hour that they show twice, both times."""

    minute: int

    def __post_init__(self) -> None:
        time(0, self.minute)  # ValueError

    def next(self, after: datetime) -> Occurrence:
        """The first one later than `after`."""
        return self._from(_minute(after) + MINUTE, MINUTE)

    def latest(self, until: datetime) -> Occurrence:
        """The last one not later than `until`."""
        return self._from(_minute(until), -MINUTE)

    def _from(self, moment: datetime, step: timedelta) -> Occurrence:
        """Tried minute by minute: not every time zone is whole hours away, and clocks are not always set by an hour."""
        while local(moment).minute != self.minute:
            moment += step
        return Occurrence(moment, local(moment).date())

    def sentence(self) -> str:
        """When it is due, in the reader's language."""
        return _("every hour at minute %(minute)s") % {"minute": self.minute}


@dataclass(frozen=True, slots=True)
class Daily:
    """Once for each local date, when clocks first show that time or later."""

    hour: int
    minute: int = 0

    def __post_init__(self) -> None:
        time(self.hour, self.minute)  # ValueError

    def next(self, after: datetime) -> Occurrence:
        """The first one later than `after`."""
        # Of dates that become due at one moment, since clocks were set forward over a whole day, it is the last.
        return min(self._near(after, lambda due_at: due_at > after), key=lambda each: (each[0], -each[1].toordinal()))

    def latest(self, until: datetime) -> Occurrence:
        """The last one not later than `until`."""
        return max(self._near(until, lambda due_at: due_at <= until))

    def _near(self, moment: datetime, fits: Callable[[datetime], bool]) -> list[Occurrence]:
        today = local(moment).date()
        days = [today + number * DAY for number in range(-2, 3)]
        found = [Occurrence(first_at(datetime.combine(day, time(self.hour, self.minute))), day) for day in days]
        return [each for each in found if fits(each.due_at)]

    def sentence(self) -> str:
        """When it is due, in the reader's language."""
        return _("every day at %(time)s") % {"time": f"{self.hour:02}:{self.minute:02}"}


def _minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)
