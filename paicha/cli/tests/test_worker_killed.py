"""A worker that is killed, stopped or told to cancel half-way through a report or an export: the job ends right."""

import contextlib
import signal
import subprocess
import time
from collections.abc import Callable
from typing import Any

import pytest

from paicha.jobs.actions import ask_for, cancel
from paicha.jobs.files import file_of, folder_of
from paicha.jobs.models import Job
from paicha.ledger.checking import check
from paicha.reports.keeping import kept
from paicha.reports.models import Report
from paicha.testing.busy import Busy
from paicha.testing.house import House
from paicha.testing.jobs import outlast_leases, run_all

PATIENCE = 60.0  # seconds
MOMENTS = (0, 1, 300, 600)  # thousandths of the job; 0: it has begun
REPORT = {
    "unit": "north",
    "line": "territorial",
    "since": "2025-03-01",
    "until": "2026-02-28",
    "languages": ["en"],
    "formats": ["docx", "pdf"],
}
EXPORT = {"list": "findings", "query": "", "format": "xlsx"}


def worker(house: House) -> "subprocess.Popen[bytes]":
    """A worker, under way."""
    return subprocess.Popen(
        house.command("worker"), env=house.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=house.home
    )


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def until(true: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert process.poll() is None, "the worker ended"
        assert time.monotonic() < deadline
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.02)


def begun(job: Job, moment: int) -> bool:
    found = fresh(job)
    return found.state not in (Job.State.QUEUED, Job.State.RUNNING) or (
        found.state == Job.State.RUNNING and found.per_mille >= moment
    )


def broken_off(house: House, job: Job, moment: int, number: int) -> None:
    """A worker takes the job and gets the signal when it has come so far."""
    process = worker(house)
    try:
        until(lambda: begun(job, moment), process)
        process.send_signal(number)
        process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()


def taken_up() -> None:
    """What the next worker does when the lease is over."""
    outlast_leases()
    run_all()


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_report_whose_worker_is_killed(busy_house: House, busy: Busy, moment: int) -> None:
    before = list(check())
    job = ask_for(busy.cast.head, kind="report", arguments=REPORT)
    broken_off(busy_house, job, moment, signal.SIGKILL)
    taken_up()
    done = fresh(job)
    assert (done.state, done.problem) == (Job.State.DONE, {})
    (report,) = Report.objects.all()
    assert [each["uid"] for each in done.result["reports"]] == [str(report.uid)]
    assert all(kept(report, form) for form in ("docx", "pdf", "html"))
    assert list(check()) == before


@pytest.mark.parametrize("arguments", [EXPORT, {**EXPORT, "format": "csv"}], ids=["xlsx", "csv"])
def test_an_export_whose_worker_is_killed(busy_house: House, busy: Busy, arguments: dict[str, Any]) -> None:
    job = ask_for(busy.cast.head, kind="export", arguments=arguments)
    broken_off(busy_house, job, 0, signal.SIGKILL)
    taken_up()
    done = fresh(job)
    assert (done.state, done.problem) == (Job.State.DONE, {})
    assert all(file_of(done, number)[0].exists() for number in range(len(done.result["files"])))
    assert len(list(folder_of(job.uid).iterdir())) == len(done.result["files"])


def test_a_worker_that_is_told_to_stop_gives_its_job_back(busy_house: House, busy: Busy) -> None:
    """At once, and without counting it as an attempt; or it was done by then."""
    job = ask_for(busy.cast.head, kind="report", arguments=REPORT)
    broken_off(busy_house, job, 1, signal.SIGTERM)
    assert fresh(job).state in (Job.State.QUEUED, Job.State.DONE)
    run_all()
    assert (fresh(job).state, fresh(job).attempts) == (Job.State.DONE, 1)
    assert Report.objects.count() == 1


def test_a_report_is_cancelled_while_another_process_makes_it(busy_house: House, busy: Busy) -> None:
    before = list(check())
    job = ask_for(busy.cast.head, kind="report", arguments={**REPORT, "languages": ["zh", "en"]})
    process = worker(busy_house)
    try:
        until(lambda: begun(job, 0), process)
        for _ in range(2):
            cancel(busy.cast.head, job=fresh(job))
        until(lambda: fresh(job).ended_at is not None, process)
    finally:
        process.terminate()
        process.wait(PATIENCE)
    assert fresh(job).state == Job.State.CANCELLED
    assert not any(folder_of(job.uid).iterdir())
    assert Report.objects.count() < 2
    assert list(check()) == before
