"""Reports: asked for as a job, listed, read and downloaded as far as one's posts go."""

import hashlib
from typing import Any
from uuid import uuid4

import pytest

from paicha.api.tests.calling import Program, problem
from paicha.testing.busy import Busy
from paicha.testing.jobs import run_all

WISH = {"unit": "north", "from": "2025-01-01", "to": "2025-12-31", "languages": ["en"], "formats": ["html"]}


def made(program: Program) -> dict[str, Any]:
    """A report, made."""
    asked = program.post("/reports", WISH)
    assert asked.status_code == 202, asked.content
    run_all()
    job = program.read(asked.json()["url"])
    assert job["state"] == "done", job
    found: dict[str, Any] = program.read(f"/reports/{job['result']['reports'][0]['uid']}")
    return found


def test_a_report_from_the_wish_to_the_file(busy: Busy) -> None:
    program = Program(busy.cast.head)
    report = made(program)
    assert (report["unit"]["code"], report["line"], report["since"]) == ("north", "territorial", "2025-01-01")
    assert report["manifest"]["numbers"]
    file = report["files"][0]
    response = program.get(file["url"])
    assert hashlib.sha256(b"".join(response.streaming_content)).hexdigest() == file["sha256"]
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    listed = program.read("/reports")["items"]
    assert [each["uid"] for each in listed] == [report["uid"]] and "manifest" not in listed[0]
    assert program.read("/reports?unit=north")["items"] == listed
    assert program.read("/reports?unit=bakery")["items"] == []


def test_a_report_is_absent_for_who_may_not_see_it(busy: Busy) -> None:
    report = made(Program(busy.cast.head))
    other = Program(busy.cast.outsider)
    assert other.read("/reports")["items"] == []
    for uid in (report["uid"], uuid4()):
        problem(other.get(f"/reports/{uid}"), 404, "absent")
        problem(other.get(f"/reports/{uid}/files/html"), 404, "absent")
    problem(Program(busy.cast.head).get(f"/reports/{report['uid']}/files/pdf"), 404, "absent")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"unit": "nowhere"}, 404, "absent"),
        ({"unit": "south"}, 404, "absent"),
        ({"line": "food"}, 404, "unit_not_placed"),
        ({"kind": "poem"}, 404, "report_unknown"),
        ({"from": "2026-01-01"}, 422, "figure_period_reversed"),
        ({"from": "soon"}, 422, "api_parameter"),
        ({"languages": []}, 422, "api_parameter"),
        ({"languages": ["la"]}, 422, "api_parameter"),
        ({"colour": "red"}, 422, "api_parameter"),
    ],
)
def test_what_cannot_be_made(busy: Busy, change: dict[str, Any], status: int, code: str) -> None:
    answer = Program(busy.cast.head).post("/reports", WISH | change)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_who_makes_no_reports_is_refused(busy: Busy) -> None:
    problem(Program(busy.cast.owner).post("/reports", WISH | {"unit": "bakery"}), 403, "not_allowed")
    problem(Program(busy.cast.head, read_only=True).post("/reports", WISH), 403, "api_read_only")
