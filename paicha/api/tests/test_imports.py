"""Imports: a file and its mapping, kept and taken in by a job."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from paicha.api.tests.calling import Program, problem
from paicha.exchange.tests.town import MAPPINGS, random_rows, write
from paicha.exchange.uploads import uploads_of
from paicha.jobs.actions import MOST, ask_for
from paicha.testing.cast import Cast
from paicha.testing.jobs import run_all


def sent(program: Program, folder: Path, mapping: str | None = None, name: str = "town.csv") -> Any:
    """What the API says to a small town's file."""
    content = write(folder, random_rows(Random(1), 40)).read_bytes()
    file = SimpleUploadedFile(name, content)
    return program.send("/imports", {"file": file, "mapping": MAPPINGS["text"] if mapping is None else mapping})


def test_an_import_from_the_file_to_the_summary(people: Cast, tmp_path: Path) -> None:
    program = Program(people.terminal)
    asked = sent(program, tmp_path)
    assert asked.status_code == 202, asked.content
    run_all()
    job = program.read(asked.headers["Location"])
    assert job["state"] == "done", job
    summary = job["result"]["summary"]
    assert summary["rows"] == 40 and summary["inspections"]["added"] > 0
    listed = program.read("/inspections?limit=500")["items"]
    assert len(listed) == summary["inspections"]["added"]
    again = sent(program, tmp_path)
    run_all()
    assert program.read(again.headers["Location"])["result"]["summary"]["inspections"]["added"] == 0


def test_who_may_not_import_is_refused(people: Cast, tmp_path: Path) -> None:
    for person in (people.head, people.coordinator):
        problem(sent(Program(person), tmp_path), 403, "import_everywhere")
    problem(sent(Program(people.terminal, read_only=True), tmp_path), 403, "api_read_only")


def test_what_is_wrong_with_a_mapping_is_said_at_once(people: Cast, tmp_path: Path) -> None:
    program = Program(people.terminal)
    said = problem(sent(program, tmp_path, mapping="source = "), 422, "mapping_syntax")
    assert "mapping.toml" in said["detail"] and str(tmp_path.anchor + "tmp") not in said["detail"]
    assert sent(program, tmp_path, mapping="").status_code == 422
    assert sent(program, tmp_path, mapping="a = 1\0").status_code == 422
    assert program.read("/jobs")["items"] == []


def test_a_file_whose_import_is_refused_is_not_kept(people: Cast, tmp_path: Path) -> None:
    for _each in range(MOST):
        ask_for(people.terminal, kind="export", arguments={"list": "units", "format": "csv"})
    problem(sent(Program(people.terminal), tmp_path), 429, "jobs_too_many")
    assert uploads_of(people.terminal) == []


@pytest.mark.parametrize("fields", [{}, {"mapping": "x"}, {"file": "not a file", "mapping": "x"}])
def test_a_form_without_a_file(people: Cast, fields: dict[str, Any]) -> None:
    said = problem(Program(people.terminal).send("/imports", fields), 422, "api_parameter")
    assert said["detail"] == "file: is needed."


@pytest.mark.parametrize("name", ["../../evil.csv", "page.html", "\u0000", "a" * 400 + ".csv"])
def test_a_file_with_a_strange_name_does_no_harm(people: Cast, tmp_path: Path, name: str) -> None:
    program = Program(people.terminal)
    asked = sent(program, tmp_path, name=name)
    assert asked.status_code in (202, 400, 422)
    run_all()
    for job in program.read("/jobs")["items"]:
        assert job["ended"] and "/tmp" not in str(job), job  # noqa: S108  no folder of this machine is told
