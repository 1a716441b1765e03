"""Scheduled work: due once, made up, taken up again, failed, and tidied away."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from paicha.jobs import schedule
from paicha.jobs.leasing import ATTEMPTS, State, let_go, take
from paicha.jobs.models import ScheduledRun
from paicha.jobs.recurrence import Daily, Hourly, Occurrence
from paicha.jobs.schedule import CatchUp, Progress, Run, Task, scheduled, task_named
from paicha.jobs.scheduled_runs import FURTHEST, RUNS, enqueue_due, forget, plan, problem_of, run_next_due, run_now
from paicha.kernel.clock import frozen
from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.testing.house import House
from paicha.testing.jobs import outlast_leases

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)  # in Shanghai
DAY = timedelta(days=1)
PATIENCE = 60.0  # seconds


@pytest.fixture(autouse=True)
def emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is scheduled but what a test schedules."""
    monkeypatch.setattr(schedule, "_tasks", {})


@pytest.fixture
def noon() -> Iterator[None]:
    with frozen(NOON):
        yield


class Diary:
    """Scheduled work that writes down what it was called for."""

    def __init__(self) -> None:
        self.days: list[date] = []

    def __call__(self, occurrence: Occurrence, progress: Progress) -> None:
        progress(0.5)
        self.days.append(occurrence.day)


def daily(run: Run, catch_up: CatchUp = "each", name: str = "daily") -> Task:
    return scheduled(name, name.title(), Daily(8), run, catch_up=catch_up)


def run_all() -> list[ScheduledRun]:
    """Do what is due, and what then is; returns the runs as they ended."""
    enqueue_due()
    ran = []
    while run := run_next_due():
        ran.append(run.pk)
    return [RUNS.get(pk=key) for key in ran]


def test_a_task_that_is_new_begins_with_the_due_time_that_passed_last(house: House, noon: None) -> None:
    diary, before = Diary(), head()
    daily(diary)
    (ran,) = run_all()
    assert (ran.task, ran.due_at, ran.day) == ("daily", datetime(2026, 3, 10, tzinfo=UTC), date(2026, 3, 10))
    assert (ran.state, ran.attempts, ran.per_mille) == (State.DONE, 1, 1000)
    assert diary.days == [date(2026, 3, 10)]
    assert run_all() == []
    assert head() == before, "nobody did it, so it has no entry"


@pytest.mark.parametrize(("catch_up", "made_up"), [("each", [11, 12, 13]), ("latest", [13])])
def test_what_was_missed_is_made_up_in_its_order(house: House, catch_up: CatchUp, made_up: list[int]) -> None:
    diary = Diary()
    daily(diary, catch_up)
    for at in (NOON, NOON + 3 * DAY):
        with frozen(at):
            run_all()
    assert [day.day for day in diary.days] == [10, *made_up]


def test_nothing_is_made_up_from_years_ago(house: House, noon: None) -> None:
    diary = Diary()
    daily(diary)
    with frozen(NOON - FURTHEST - 100 * DAY):
        run_all()
    enqueue_due()
    assert RUNS.get(state=State.QUEUED).due_at == NOON.replace(hour=0) + DAY - FURTHEST


def test_a_clock_that_is_set_back_does_nothing_twice(house: House) -> None:
    diary = Diary()
    daily(diary)
    for step in (0, -2, 1, 0, 1, 2):
        with frozen(NOON + step * DAY):
            run_all()
    assert sorted(day.day for day in diary.days) == [8, 9, 10, 11, 12]
    assert len(set(diary.days)) == len(diary.days)


def test_several_workers_at_the_same_moment_do_it_once(house: House) -> None:
    diary, ready = Diary(), threading.Barrier(4)
    for name in ("first", "second", "third"):
        daily(diary, "latest", name)

    def work() -> None:
        from paicha.testing.house import leave_database

        with frozen(NOON):
            ready.wait(PATIENCE)
            run_all()
        leave_database()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(diary.days) == RUNS.filter(state=State.DONE).count() == 3


def test_one_due_time_of_a_task_is_at_work_at_a_time(house: House, noon: None) -> None:
    daily(Diary())
    enqueue_due()
    assert take(RUNS) is not None
    with frozen(NOON + DAY):
        enqueue_due()
    with frozen(NOON - DAY):  # set back to before the one that is at work
        enqueue_due()
    assert RUNS.count() == 1


def test_a_worker_that_was_only_slow_lets_its_run_go(house: House, noon: None) -> None:
    daily(Diary())
    enqueue_due()
    slow = take(RUNS)
    assert slow is not None
    outlast_leases()
    other = take(RUNS)
    assert other == slow
    assert not let_go(slow, {"state": State.DONE})
    assert let_go(other, {"state": State.FAILED})
    assert RUNS.get().state == State.FAILED


def test_a_run_that_is_lost_again_and_again_has_failed(house: House, noon: None) -> None:
    daily(Diary())
    enqueue_due()
    for attempt in range(1, ATTEMPTS + 1):
        run = take(RUNS)
        assert run is not None and run.attempts == attempt
        outlast_leases()
    run = RUNS.get()
    assert (run.state, run.problem["code"]) == (State.FAILED, "job_lost")
    assert run_all() == []


def test_a_worker_that_is_to_stop_gives_it_back(house: House, noon: None) -> None:
    diary, stopping = Diary(), threading.Event()
    daily(diary)
    enqueue_due()
    stopping.set()
    assert run_next_due(stopping) is not None
    assert (RUNS.get().state, RUNS.get().attempts, diary.days) == (State.QUEUED, 0, [])
    run_all()
    assert len(diary.days) == 1


def test_a_problem_is_kept_and_read_in_the_language_of_the_reader(house: House, noon: None) -> None:
    def refused(_occurrence: Occurrence, _progress: Progress) -> None:
        raise Problem("file_unwritable", path="there", reason="it is full")

    daily(refused)
    (ran,) = run_all()
    problem = problem_of(ran)
    assert (ran.state, ran.problem["code"]) == (State.FAILED, "file_unwritable")
    assert problem is not None
    with translation.override("en"):
        assert "it is full" in problem.sentence and "written" in problem.sentence
    with translation.override("zh-hans"):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in problem.sentence)
    ran.problem["code"] = "of-old"
    assert problem_of(ran) is None
    assert run_all() == [], "the next due time is tomorrow's"


def test_a_mistake_of_ours_has_a_number(house: House, noon: None, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_occurrence: Occurrence, _progress: Progress) -> None:
        raise ZeroDivisionError("a mistake of ours")

    daily(broken)
    (ran,) = run_all()
    assert (ran.state, ran.problem["code"]) == (State.FAILED, "job_failed")
    assert "a mistake of ours" not in str(ran.problem)
    assert "a mistake of ours" in caplog.text and ran.problem["words"]["number"] in caplog.text


def test_the_last_one_can_be_run_again(house: House, noon: None) -> None:
    diary = Diary()
    task = daily(diary)
    assert run_now(task).state == State.DONE
    assert (run_now(task).attempts, len(diary.days), RUNS.count()) == (1, 2, 1)
    RUNS.update(state=State.RUNNING)
    with pytest.raises(Problem) as caught:
        run_now(task)
    assert caught.value.code == "wrong_state"


def test_what_is_planned(house: House, noon: None) -> None:
    daily(Diary(), name="b")
    scheduled("a", "A", Hourly(30), Diary(), catch_up="latest")
    assert [(each.task.name, each.last) for each in plan()] == [("a", None), ("b", None)]
    assert all(each.next.due_at < NOON for each in plan())
    run_all()
    assert [each.last and each.last.state for each in plan()] == [State.DONE, State.DONE]
    assert [each.next.due_at - NOON for each in plan()] == [timedelta(minutes=30), timedelta(hours=20)]


def test_runs_of_work_that_is_gone_are_left(house: House, noon: None) -> None:
    daily(Diary())
    enqueue_due()
    schedule._tasks.clear()
    assert (run_next_due(), RUNS.get().state) == (None, State.QUEUED)


def test_old_runs_are_forgotten(house: House) -> None:
    daily(Diary())
    for number in range(5):
        with frozen(NOON + number * DAY):
            run_all()
    forget(kept=3)
    forget(kept=3)
    assert [run.day.day for run in RUNS.order_by("due_at")] == [12, 13, 14]


def test_a_name_is_registered_once_and_an_unknown_one_is_absent() -> None:
    daily(Diary())
    with pytest.raises(ValueError, match="twice"):
        daily(Diary())
    with pytest.raises(Problem) as caught:
        task_named("weekly")
    assert caught.value.code == "absent"


HANGS = """
import threading, django
django.setup()
from paicha.jobs import schedule
from paicha.jobs.recurrence import Daily
from paicha.jobs.worker import serve

def hang(occurrence, progress):
    progress(0.5)
    print("at work", flush=True)
    threading.Event().wait()

schedule.scheduled("daily", "Daily", Daily(8), hang, catch_up="each")
serve(threading.Event())
"""


def test_a_worker_that_is_killed_leaves_its_run_to_another(house: House) -> None:
    with subprocess.Popen([sys.executable, "-c", HANGS], env=house.env, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout and worker.stdout.readline() == "at work\n"
        worker.kill()
    diary = Diary()
    daily(diary)
    assert run_all() == [], "its lease has not ended yet"
    outlast_leases()
    (ran,) = run_all()
    assert (ran.state, ran.attempts, len(diary.days)) == (State.DONE, 2, 1)
