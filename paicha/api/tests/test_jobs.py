"""Jobs and exports: asked for, watched, downloaded; everybody their own only."""

import csv
import hashlib
import io
from uuid import UUID, uuid4

import pytest

from paicha.api.tests.calling import Program, problem
from paicha.jobs.files import emptied
from paicha.jobs.models import Job
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.jobs import run_all


def test_an_export_from_the_wish_to_the_file(busy: Busy) -> None:
    program = Program(busy.cast.head)
    asked = program.post("/exports", {"list": "findings", "query": "severity=minor", "format": "csv"})
    assert asked.status_code == 202
    job = asked.json()
    assert asked.headers["Location"] == job["url"] == f"/api/v1/jobs/{job['uid']}"
    assert (job["state"], job["ended"], job["files"]) == ("queued", False, [])
    run_all()
    done = program.read(job["url"])
    assert (done["state"], done["ended"], done["problem"]) == ("done", True, None)
    file = program.get(done["files"][0]["url"])
    content = b"".join(file.streaming_content)
    assert hashlib.sha256(content).hexdigest() == done["files"][0]["sha256"]
    assert file.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    listed = program.read("/findings?severity=minor")["items"]
    assert len(rows) - 1 == len(listed) == done["result"]["rows"] > 0
    assert [word for word in OUTSIDE if word in content.decode()] == []


def test_a_figure_can_be_exported(busy: Busy) -> None:
    program = Program(busy.cast.head)
    asked = program.post("/exports", {"figure": "findings_total", "query": "by=severity", "format": "xlsx"})
    assert asked.status_code == 202
    run_all()
    assert program.read(asked.json()["url"])["state"] == "done"


def test_what_cannot_be_exported(busy: Busy) -> None:
    program = Program(busy.cast.head)
    problem(program.post("/exports", {"list": "moods"}), 404, "list_unknown")
    problem(program.post("/exports", {"figure": "happiness"}), 404, "figure_unknown")
    problem(program.post("/exports", {"list": "findings", "query": "sort=mood"}), 400, "list_sort_unknown")
    problem(program.post("/exports", {"list": "findings", "format": "docx"}), 422, "api_parameter")
    assert program.read("/jobs")["items"] == []


def test_jobs_the_newest_first(busy: Busy) -> None:
    program = Program(busy.cast.head)
    uids = [program.post("/exports", {"list": "units", "format": "csv"}).json()["uid"] for _each in range(3)]
    first = program.read("/jobs?limit=2")
    rest = program.read(first["next"])
    assert [job["uid"] for job in first["items"] + rest["items"]] == uids[::-1]
    assert rest["next"] is None and program.read(rest["previous"])["items"] == first["items"]


def test_a_job_can_be_stopped_once(busy: Busy) -> None:
    program = Program(busy.cast.head)
    job = program.post("/exports", {"list": "units", "format": "csv"}).json()
    for _again in range(2):
        stopped = program.post(f"/jobs/{job['uid']}/cancel")
        assert (stopped.status_code, stopped.json()["state"]) == (200, "cancelled")
    run_all()
    assert program.read(job["url"])["state"] == "cancelled" and program.read(job["url"])["files"] == []


@pytest.mark.parametrize("path", ["", "/cancel", "/files/units.csv"])
def test_anothers_job_is_absent(busy: Busy, path: str) -> None:
    job = Program(busy.cast.head).post("/exports", {"list": "units", "format": "csv"}).json()
    run_all()
    other = Program(busy.cast.coordinator)
    for uid in (job["uid"], uuid4()):
        answer = other.post(f"/jobs/{uid}{path}") if path == "/cancel" else other.get(f"/jobs/{uid}{path}")
        problem(answer, 404, "absent")
    assert other.read("/jobs")["items"] == []


def test_files_that_are_no_longer_kept_are_not_offered(busy: Busy) -> None:
    program = Program(busy.cast.head)
    job = program.post("/exports", {"list": "units", "format": "csv"}).json()
    run_all()
    assert len(program.read(job["url"])["files"]) == 2
    emptied(UUID(job["uid"]))
    assert program.read(job["url"])["files"] == []


def test_a_job_of_a_kind_that_is_gone_is_told_by_its_name(busy: Busy) -> None:
    program = Program(busy.cast.head)
    job = program.post("/exports", {"list": "units", "format": "csv"}).json()
    Job.objects.filter(uid=job["uid"]).update(kind="long-gone")
    assert [each["title"] for each in program.read("/jobs")["items"]] == ["long-gone"]


def test_a_file_that_is_none_is_absent(busy: Busy) -> None:
    program = Program(busy.cast.head)
    job = program.post("/exports", {"list": "units", "format": "csv"}).json()
    run_all()
    for name in ("nothing", "..%2F..%2Fpaicha.sqlite3", "%00"):
        assert program.get(f"/jobs/{job['uid']}/files/{name}").status_code in (404, 422)
