"""Asking for a job, running it, and what becomes of it."""

import contextlib
import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from paicha.jobs.actions import MOST, ask_for, cancel
from paicha.jobs.files import folder_of
from paicha.jobs.leasing import ATTEMPTS, LEASE, Leases, take
from paicha.jobs.models import Job
from paicha.jobs.queries import job_of, jobs_of, unseen
from paicha.jobs.tests.trials import PATIENCE, begun
from paicha.jobs.tidying import KEPT, tidy
from paicha.jobs.working import JOBS, mark_seen, run_next_job
from paicha.kernel.clock import frozen, now
from paicha.kernel.home import room
from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.testing.cast import Cast
from paicha.testing.jobs import outlast_leases, run_all, work_until_idle

pytestmark = pytest.mark.usefixtures("trials")


def asked(people: Cast, kind: str = "trial-done") -> Job:
    return ask_for(people.head, kind=kind, arguments={"word": "hello"})


@contextlib.contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Problem) as caught:
        yield
    assert caught.value.code == code


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_a_job_is_run_once_with_its_result_and_entry(people: Cast) -> None:
    before = head()
    job = asked(people)
    assert (job.state, head()) == (Job.State.QUEUED, before + 1)
    (ran,) = run_all()
    assert (ran.state, ran.result, ran.per_mille, ran.attempts) == ("done", {"word": "hello", "by": "head"}, 1000, 1)
    assert (folder_of(job.uid) / "said.txt").read_text() == "hello"
    assert folder_of(job.uid).stat().st_mode & 0o77 == 0
    assert ran.begun_at and ran.ended_at and not ran.seen
    assert run_all() == []
    assert list(check()) == []


def test_workers_take_one_each_in_the_order_in_which_they_were_asked_for(people: Cast) -> None:
    jobs = [asked(people) for _ in range(3)]
    assert [take(JOBS) for _ in range(4)] == [*jobs, None]
    assert run_all() == []


def test_a_job_that_another_worker_takes_at_the_same_moment_is_left_to_it(people: Cast) -> None:
    first, second = asked(people), asked(people)
    overtaken: list[Job | None] = []

    def overtake(execute: Any, sql: str, *more: Any) -> Any:
        """The other one takes the first job when this one has seen it and is about to take it."""
        if sql.startswith("UPDATE") and not overtaken:
            overtaken.append(None)
            overtaken[0] = take(Job.objects.filter(pk=first.pk))
        return execute(sql, *more)

    with connection.execute_wrapper(overtake):
        assert take(JOBS) == second
    assert overtaken == [first]


def test_a_problem_is_told_in_the_persons_language(people: Cast) -> None:
    asked(people, "trial-refused")
    (ran,) = run_all()
    assert (ran.state, ran.problem["code"]) == ("failed", "value_missing")
    assert "reason" in ran.problem["sentence"] and "trial" in ran.problem["sentence"]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in ran.problem["sentence"])


def test_a_mistake_of_ours_has_a_number_and_tells_nothing_else(people: Cast, caplog: pytest.LogCaptureFixture) -> None:
    job = asked(people, "trial-broken")
    (ran,) = run_all()
    assert (ran.state, ran.problem["code"]) == ("failed", "job_failed")
    assert "mistake of ours" not in str(ran.problem)
    assert "a mistake of ours" in caplog.text and str(job.uid) in caplog.text
    assert not any(folder_of(job.uid).iterdir())


def test_cancelled_before_it_begins(people: Cast) -> None:
    job = asked(people)
    before = head()
    assert cancel(people.head, job=job).state == Job.State.CANCELLED
    cancel(people.head, job=job)
    assert head() == before + 1
    assert run_all() == []
    assert fresh(job).state == Job.State.CANCELLED


def test_cancelled_while_it_runs(people: Cast) -> None:
    job = asked(people, "trial-waiting")
    before = head()

    def stop() -> None:
        from paicha.testing.house import leave_database

        assert begun.wait(PATIENCE)
        cancel(people.head, job=job)
        cancel(people.head, job=job)
        leave_database()

    other = threading.Thread(target=stop)
    other.start()
    (ran,) = run_all()
    other.join()
    assert (ran.state, ran.problem, head()) == (Job.State.CANCELLED, {}, before + 1)
    assert not any(folder_of(job.uid).iterdir())


def test_a_worker_that_is_to_stop_gives_its_job_back(people: Cast) -> None:
    job, stopping = asked(people, "trial-waiting"), threading.Event()
    stopping.set()
    assert run_next_job(stopping) == job
    assert (fresh(job).state, fresh(job).attempts) == (Job.State.QUEUED, 0)
    assert (fresh(job).what, fresh(job).per_mille, fresh(job).begun_at) == ("", 0, None), "it waits anew"
    assert lost(job).attempts == 1, "it waits, and that it was begun does not count"


def lost(job: Job) -> Job:
    """What is left of a job whose worker was killed just now."""
    found = take(Job.objects.filter(pk=job.pk))
    assert found is not None
    return found


def test_a_job_whose_worker_died_is_taken_up_when_its_lease_ends(people: Cast) -> None:
    job, seconds = lost(asked(people)), iter((0.0, LEASE, LEASE + 1))
    leases = Leases(JOBS, lambda: next(seconds))
    assert [list(leases.ended()) for _look in range(3)] == [[], [], [job]]
    outlast_leases()
    (ran,) = run_all()
    assert (ran.state, ran.attempts) == (Job.State.DONE, 2)


def test_a_job_that_is_lost_again_and_again_has_failed(people: Cast) -> None:
    job = asked(people)
    for attempt in range(1, ATTEMPTS + 1):
        job = lost(job)
        assert job.attempts == attempt
        outlast_leases()
        job = fresh(job)
    assert (job.state, job.problem["code"]) == (Job.State.FAILED, "job_lost")
    assert run_all() == []


def test_a_job_that_was_to_stop_when_its_worker_died_is_cancelled(people: Cast) -> None:
    job = lost(asked(people))
    cancel(people.head, job=job)
    outlast_leases()
    assert fresh(job).state == Job.State.CANCELLED


def test_a_job_that_is_worked_on_is_left_alone_however_the_clock_is_set(people: Cast) -> None:
    """Its beat goes on; that the time of day is another one does not end its lease."""
    job, seconds = lost(asked(people)), iter(range(0, 1_000, 20))
    leases = Leases(JOBS, lambda: float(next(seconds)))
    for step in (timedelta(0), timedelta(hours=3), timedelta(days=-400), timedelta(days=9)):
        with frozen(now() + step):
            Job.objects.filter(pk=job.pk).update(beat_at=now())
            assert list(leases.ended()) == []
    assert [list(leases.ended()) for _look in range(2)] == [[], [job]]


def test_another_persons_job_is_absent(people: Cast) -> None:
    job = asked(people)
    assert list(jobs_of(people.outsider)) == []
    with refused("absent"):
        job_of(people.outsider, job.uid)
    with refused("not_allowed"):
        cancel(people.outsider, job=job)


def test_nobody_has_more_than_so_many_under_way(people: Cast) -> None:
    for _ in range(MOST):
        asked(people)
    with refused("jobs_too_many"):
        asked(people)
    ask_for(people.outsider, kind="trial-done", arguments={"word": "mine"})


def test_an_unknown_kind_is_refused(people: Cast) -> None:
    with refused("value_invalid"):
        ask_for(people.head, kind="trial-unknown", arguments={})


def test_what_ended_is_news_until_it_is_looked_at(people: Cast) -> None:
    asked(people)
    assert unseen(people.head) == []
    run_all()
    (job,) = unseen(people.head)
    assert unseen(people.outsider) == []
    mark_seen(job)
    assert unseen(people.head) == []


def test_files_go_after_a_month_and_the_job_stays(people: Cast) -> None:
    job = asked(people)
    run_all()
    (room("jobs") / "a stranger's file").touch()
    with frozen(now() + KEPT - timedelta(hours=1)):
        tidy()
    assert (folder_of(job.uid) / "said.txt").exists()
    with frozen(now() + KEPT + timedelta(hours=1)):
        tidy()
    assert not any(room("jobs").iterdir())
    assert fresh(job).state == Job.State.DONE


def test_a_worker_does_what_waits_and_then_tidies(people: Cast) -> None:
    job = asked(people)
    old, new = room("scratch") / "old", room("scratch") / "new"
    for path in (old, new):
        path.mkdir()
    long_ago = (now() - timedelta(days=2)).timestamp()
    os.utime(old, (long_ago, long_ago))
    work_until_idle()
    assert fresh(job).state == Job.State.DONE
    assert (old.exists(), new.exists()) == (False, True)


def test_what_a_job_may_want_is_kept_as_long_as_it_waits(people: Cast) -> None:
    asked(people)
    upload = room("uploads") / "upload"
    upload.mkdir()
    with frozen(now() + timedelta(days=8)):
        tidy()
        assert upload.exists()
        run_all()
        tidy()
        assert not upload.exists()
