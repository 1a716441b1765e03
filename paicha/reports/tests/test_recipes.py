"""The recipes for a section and for a kind of report, followed to the letter: their examples are made and shown."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from paicha.api.reports import wish_of
from paicha.cli.commands.report import command
from paicha.jobs.models import Job
from paicha.kernel.problems import Problem
from paicha.orgs.models import Person
from paicha.reports import kinds as modules
from paicha.reports import registry
from paicha.reports.jobs import check_report
from paicha.reports.keeping import kept
from paicha.reports.kinds.inspection_report import INSPECTION_REPORT
from paicha.reports.models import Report
from paicha.reports.registry import kind_named, kinds, load
from paicha.reports.verifying import verify
from paicha.testing.busy import Busy
from paicha.testing.jobs import run_all
from paicha.testing.visitor import visitor

RECIPES = Path(__file__).parents[3] / "docs" / "how-to"
FIRST = {"01-overview.en.md", "01-overview.zh.md"}  # the only section beside the new one: the others cost seconds
FORM = {"unit": "north", "line": "territorial", "since": "2025-03-01", "until": "2026-02-28", "languages": ["zh", "en"]}


def example(page: str, name: str) -> str:
    """The text that a recipe gives for the file `name`."""
    found = re.search(rf"`{name}`:\n\n((?:(?: {{4}}.*)?\n)+)", (RECIPES / page).read_text(encoding="utf-8"))
    assert found, f"{page} has no {name}"
    return textwrap.dedent(found[1])


def put(folder: Path, page: str, *names: str) -> None:
    """Write files as a recipe gives them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(example(page, name), encoding="utf-8")


@pytest.fixture
def head(busy: Busy) -> Person:
    """The head of a busy town, who reads English."""
    person = busy.cast.head
    Person.objects.filter(pk=person.pk).update(language="en")
    person.refresh_from_db()
    return person


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the folders that a kind of report has, from which kinds are loaded besides."""
    load()
    monkeypatch.setattr(registry, "_kinds", dict(kinds()))
    monkeypatch.setattr(modules, "__path__", [*modules.__path__, str(tmp_path / "kinds")])
    load.cache_clear()
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.startswith(modules.__name__):
            del sys.modules[name]


def made(by: Person, address: str, **more: str) -> list[Report]:
    """The reports that were asked for by the form at an address: in Chinese, in English."""
    answer = visitor(by).post(address, FORM | more)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    (job,) = run_all()
    assert job.state == Job.State.DONE, job.problem
    return [Report.objects.get(uid=each["uid"]) for each in job.result["reports"]]


def is_true(by: Person, report: Report) -> bool:
    """Whether the report's page as it is kept is what the figures say."""
    path = kept(report, "html")
    assert path
    return verify(by, path).ok


def test_a_section_needs_its_two_files(head: Person, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sections = room / "templates" / "inspection-report"
    shutil.copytree(INSPECTION_REPORT.sections, sections, ignore=lambda _folder, names: {*names} - FIRST)
    put(sections, "add-a-report-section.md", "07-coverage.en.md", "07-coverage.zh.md")
    monkeypatch.setitem(registry._kinds, INSPECTION_REPORT.name, replace(INSPECTION_REPORT, sections=sections))
    for report, heading in zip(made(head, "/reports/new"), ("七、未检查的单位", "7. Units not inspected"), strict=True):
        assert heading in visitor(head).get(f"/reports/{report.uid}").content.decode()
        assert is_true(head, report)


def test_a_kind_needs_its_file_and_its_folder(head: Person, room: Path) -> None:
    put(room / "kinds", "add-a-report-kind.md", "closures.py")
    put(room / "templates" / "closures", "add-a-report-kind.md", "01-closures.en.md", "01-closures.zh.md")
    client = visitor(head)

    form = client.get("/reports/new").content.decode()
    assert "Report on closures" in form and 'name="addressee"' not in form
    assert 'name="addressee"' in client.get("/reports/new?kind=closures").content.decode()
    assert client.get("/reports/new?kind=poem").status_code == 404
    reports = made(head, "/reports/new?kind=closures", addressee="the mayor", number="No. 7")

    listed = client.get("/reports").content.decode()
    assert listed.count("<td>Report on closures</td>") == len(reports) == 2
    for report, titled, addressed in zip(
        reports, ("销号情况报告", "ClosuresinNorth"), ("the mayor：", "To: the mayor"), strict=True
    ):
        page = client.get(f"/reports/{report.uid}")
        text = page.content.decode()
        assert page.status_code == 200 and addressed in text and "No. 7" in text
        assert titled in report.manifest["title"] and "Closures in North, 2025-03-01" in text
        assert client.get(f"/reports/{report.uid}/changes").status_code == 200
        assert client.get(f"/reports/{report.uid}/numbers/n1").status_code == 200
        assert {each["figure"] for each in report.manifest["numbers"]} == {"findings_total", "closure_rate_all"}
        assert is_true(head, report)


def test_a_kind_is_offered_by_the_terminal_and_the_api(room: Path) -> None:
    put(room / "kinds", "add-a-report-kind.md", "closures.py")
    terminal = typer.Typer()
    terminal.command()(command(kind_named("closures")))
    assert "Whom the report is addressed to." in CliRunner().invoke(terminal, ["--help"]).output
    body = wish_of(kinds().values()).model_json_schema()
    assert list(body["properties"])[-3:] == ["issuer", "number", "addressee"]


def test_a_parameter_of_another_kind_is_refused(head: Person, room: Path) -> None:
    put(room / "kinds", "add-a-report-kind.md", "closures.py")
    wanted = FORM | {"addressee": "the mayor"}
    with pytest.raises(Problem, match="addressee cannot be the mayor") as refused:
        check_report(head, wanted)
    assert refused.value.code == "value_invalid"
    check_report(head, wanted | {"kind": "closures"})


def test_what_is_typed_into_a_parameter_is_guarded(head: Person, room: Path) -> None:
    put(room / "kinds", "add-a-report-kind.md", "closures.py")
    put(room / "templates" / "closures", "add-a-report-kind.md", "01-closures.en.md", "01-closures.zh.md")
    said = {"languages": ["en"], "addressee": "43% of all mayors"}
    visitor(head).post("/reports/new?kind=closures", FORM | said)
    (job,) = run_all()
    assert job.problem["code"] == "report_guarded"
