"""paicha schedule: what the workers do by themselves."""

import json
from datetime import UTC, datetime

import pytest

from paicha.cli.tests.terminal import Call
from paicha.jobs import schedule
from paicha.jobs.recurrence import Daily, Occurrence
from paicha.jobs.schedule import Progress, scheduled
from paicha.kernel.clock import frozen
from paicha.kernel.problems import Problem
from paicha.testing.house import House

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)  # in Shanghai


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test schedules is gone after it."""
    monkeypatch.setattr(schedule, "_tasks", dict(schedule._tasks))


def test_what_is_scheduled_is_listed(sqlite_house: House, paicha: Call) -> None:
    with frozen(NOON):
        listed = json.loads(paicha("schedule", "list", "--json").out)
        assert listed == [
            {
                "name": "tidy",
                "title": "Remove files that are no longer kept",
                "when": "every hour at minute 10",
                "catch_up": "latest",
                "last": None,
                "next": "2026-03-10T03:10:00+00:00",
            }
        ]
        assert "last run: never" in paicha("schedule", "list").out
        assert paicha("schedule", "run", "tidy").out == "Done, as due 2026-03-10 11:10.\n"
        (tidy,) = json.loads(paicha("schedule", "list", "--json").out)
        assert tidy["last"] == {"due_at": "2026-03-10T03:10:00+00:00", "state": "done"}
        assert tidy["next"] == "2026-03-10T04:10:00+00:00"
        assert paicha("schedule", "list").out == (
            "tidy  Remove files that are no longer kept\n"
            "  every hour at minute 10; last run: 2026-03-10 11:10 done; next run: 2026-03-10 12:10\n"
        )
        assert "每小时第10分；上次执行：2026-03-10 11:10 完成" in paicha("schedule", "list", language="zh-hans").out


def test_it_is_run_once_more_until_it_succeeds(sqlite_house: House, paicha: Call) -> None:
    full = [True, False]

    def write(_occurrence: Occurrence, _progress: Progress) -> None:
        if full.pop(0):
            raise Problem("file_unwritable", path="there", reason="it is full")

    scheduled("write", "Write", Daily(8), write, catch_up="each")
    with frozen(NOON):
        refused = paicha("schedule", "run", "write")
        assert (refused.code, refused.out) == (1, "") and "it is full" in refused.err
        assert paicha("schedule", "run", "write").code == 0


def test_an_unknown_one_is_absent(sqlite_house: House, paicha: Call) -> None:
    done = paicha("schedule", "run", "weekly")
    assert done.code == 1 and "weekly" in done.err
