"""Due times of every hour and every day, held against a clock on the wall that is read minute by minute."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from paicha.jobs.recurrence import Daily, Hourly, Occurrence, Recurrence
from paicha.kernel.clock import first_at

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
# A place, and a day on which its clocks are set: by an hour at night or around midnight, by half an hour, over a day.
CHANGES = [
    ("Asia/Shanghai", date(2026, 3, 1)),  # never
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("Asia/Kolkata", date(2026, 6, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Nuuk", date(2026, 3, 28)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2026, 11, 1)),
    ("America/St_Johns", date(2010, 11, 7)),  # at one minute past midnight
    ("Pacific/Apia", date(2011, 12, 30)),  # a day that never was
    ("Asia/Pyongyang", date(2018, 5, 4)),
]
changes = st.sampled_from(CHANGES)
minutes, hours = st.integers(0, 59), st.integers(0, 23)


def shown(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def around(day: date) -> tuple[datetime, datetime]:
    """From two days before that day to two days after it, as UTC."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return noon - 2 * DAY, noon + 2 * DAY


def read_hourly(zone: str, minute: int, since: datetime, until: datetime) -> list[datetime]:
    """Every minute at which the clock shows that minute."""
    found, moment = [], since + MINUTE
    while moment <= until:
        found += [moment] if shown(moment, zone).minute == minute else []
        moment += MINUTE
    return found


def read_daily(zone: str, at: timedelta, since: datetime, until: datetime) -> list[datetime]:
    """The minute, for each date, at which the clock first shows that time of it or later."""
    found, moment = [], since - 3 * DAY
    latest = shown(moment, zone)
    while moment < until:
        moment += MINUTE
        now = shown(moment, zone)
        midnight = datetime.combine(latest.date(), datetime.min.time())
        days = [midnight + number * DAY + at for number in range(-1, 4)]
        if any(latest < day <= now for day in days) and moment > since:
            found.append(moment)
        latest = max(latest, now)
    return found


def listed(recurrence: Recurrence, since: datetime, until: datetime) -> list[Occurrence]:
    found, each = [], recurrence.next(since)
    while each.due_at <= until:
        found.append(each)
        each = recurrence.next(each.due_at)
    return found


@settings(max_examples=60)
@given(change=changes, minute=minutes, second=st.integers(0, 3_000))
def test_hourly_is_whenever_the_clock_shows_that_minute(
    monkeypatch: pytest.MonkeyPatch, change: tuple[str, date], minute: int, second: int
) -> None:
    zone, day = change
    monkeypatch.setenv("PAICHA_TIME_ZONE", zone)
    since, until = around(day)
    found = [each.due_at for each in listed(Hourly(minute), since, until)]
    assert found == read_hourly(zone, minute, since, until)
    for before, after in pairwise(found):
        between = min(before + timedelta(seconds=second), after - timedelta(seconds=1))
        assert Hourly(minute).latest(between).due_at == before
        assert Hourly(minute).next(between).due_at == after


@settings(max_examples=60)
@given(change=changes, hour=hours, minute=minutes, second=st.integers(0, 80_000))
def test_daily_is_when_the_clock_first_shows_that_time_or_later(
    monkeypatch: pytest.MonkeyPatch, change: tuple[str, date], hour: int, minute: int, second: int
) -> None:
    zone, day = change
    monkeypatch.setenv("PAICHA_TIME_ZONE", zone)
    daily, (since, until) = Daily(hour, minute), around(day)
    found = [each.due_at for each in listed(daily, since, until)]
    assert found == read_daily(zone, timedelta(hours=hour, minutes=minute), since, until)
    for before, after in pairwise(found):
        between = min(before + timedelta(seconds=second), after - timedelta(seconds=1))
        assert (daily.latest(between).due_at, daily.next(between).due_at) == (before, after)


@given(change=changes, at=st.times())
def test_every_date_is_due_once(monkeypatch: pytest.MonkeyPatch, change: tuple[str, date], at: time) -> None:
    zone, day = change
    monkeypatch.setenv("PAICHA_TIME_ZONE", zone)
    days = [each.day for each in listed(Daily(at.hour, at.minute), *around(day))]
    gaps = {later - earlier for earlier, later in pairwise(days)}
    assert gaps <= ({DAY, 2 * DAY} if zone == "Pacific/Apia" and at.hour == at.minute == 0 else {DAY})


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "wanted", "moment"),
    [
        ("Asia/Shanghai", "2026-03-01T02:30", "2026-02-28T18:30"),
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00"),  # from 2:00 to 3:00: as soon as it is 3:00
        ("America/New_York", "2026-03-08T03:00", "2026-03-08T07:00"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),  # from 2:00 to 1:00: the first 1:30
        ("America/Nuuk", "2026-03-28T23:30", "2026-03-29T01:00"),
        ("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T10:00"),
    ],
)
def test_a_time_that_clocks_never_show_or_show_twice(
    zone: str, wanted: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAICHA_TIME_ZONE", zone)
    assert first_at(datetime.fromisoformat(wanted)) == utc(moment)


def test_it_belongs_to_its_own_date_even_where_clocks_jump_over_the_end_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAICHA_TIME_ZONE", "America/Nuuk")
    assert Daily(23, 30).next(utc("2026-03-28T12:00")) == (utc("2026-03-29T01:00"), date(2026, 3, 28))


@pytest.mark.parametrize("make", [lambda: Hourly(60), lambda: Hourly(-1), lambda: Daily(24), lambda: Daily(0, 60)])
def test_a_time_that_no_clock_shows_is_refused(make: type) -> None:
    with pytest.raises(ValueError, match="must be in"):
        make()


def test_it_says_when_it_is_due_in_both_languages() -> None:
    with translation.override("en"):
        assert (Hourly(5).sentence(), Daily(3).sentence()) == ("every hour at minute 5", "every day at 03:00")
    with translation.override("zh-hans"):
        assert (Hourly(5).sentence(), Daily(3).sentence()) == ("每小时第5分", "每天03:00")
