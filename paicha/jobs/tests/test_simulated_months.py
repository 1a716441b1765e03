"""Months of an office with several workers, in which clocks are set and workers are killed, hang, fail and stop."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paicha.jobs import schedule
from paicha.jobs.recurrence import Daily, Hourly
from paicha.jobs.schedule import scheduled
from paicha.jobs.scheduled_runs import RUNS
from paicha.jobs.tests.offices import Office, due_between
from paicha.testing.house import House

DAILY, HOURLY = Daily(2, 30), Hourly(10)  # half past two is where New York's clocks are set forward over it
MONTHS = ("2026-02-20T12:00", "2026-10-20T12:00")
ZONES = ("Asia/Shanghai", "America/New_York")


@pytest.fixture
def both_ways(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two tasks: each day of one is made up, and only the latest hour of the other."""
    monkeypatch.setattr(schedule, "_tasks", {})
    scheduled("daily", "Daily", DAILY, lambda _occurrence, _progress: None, catch_up="each")
    scheduled("hourly", "Hourly", HOURLY, lambda _occurrence, _progress: None, catch_up="latest")
    yield


def settled(office: Office, task: str) -> list[datetime]:
    """The due times of a task that have ended, in workers' hands or since three workers were lost on them."""
    lost = RUNS.filter(task=task, problem__code="job_lost").values_list("due_at", flat=True)
    return [*(due_at for name, due_at in office.ended if name == task), *lost]


Step = tuple[str, int, int]
which = st.integers(0, 2)
work = st.tuples(st.sampled_from(("look", "take", "done")), which, st.just(0))
trouble = st.tuples(st.sampled_from(("kill", "hang", "stop", "failed")), which, st.just(0))
hours = st.tuples(st.just("pass"), which, st.integers(1, 5_000))
clock = st.tuples(st.just("set"), which, st.integers(-8_000, 8_000))  # minutes
steps = st.lists(st.one_of(work, work, work, hours, trouble, clock), min_size=30, max_size=60)


def test_each_due_time_is_done_once_and_none_is_missed(
    house: House, both_ways: None, scale: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    @settings(max_examples=6 * scale)
    @given(zone=st.sampled_from(ZONES), since=st.sampled_from(MONTHS), workers=st.integers(1, 3), steps=steps, at=clock)
    def live(zone: str, since: str, workers: int, steps: list[Step], at: Step) -> None:
        monkeypatch.setenv("PAICHA_TIME_ZONE", zone)
        RUNS.delete()
        office = Office(datetime.fromisoformat(since).replace(tzinfo=UTC), workers)
        for step in [at, *steps]:
            office.step(*step)
        for ahead in (
            timedelta(),
            max(timedelta(), office.furthest - office.true),
        ):  # put right; and when it is so late
            shown = office.finish(ahead)
            assert RUNS.exclude(state__in=("done", "failed")).count() == 0
            days = sorted(due_at for due_at in settled(office, "daily") if due_at <= shown)
            assert days == [each.due_at for each in due_between(DAILY, days[0], shown)]
            assert HOURLY.latest(shown).due_at in settled(office, "hourly")

    live()
