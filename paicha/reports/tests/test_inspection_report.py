"""The inspection report, made from real records and held against them again."""

import dataclasses
import hashlib
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from paicha.cli.installation import opened
from paicha.exchange.importing import import_inspections
from paicha.figures import registry
from paicha.kernel.problems import Problem
from paicha.ledger.queries import newest
from paicha.orgs.actions.people import add_person, give_post
from paicha.orgs.models import Person
from paicha.orgs.queries import unit_coded
from paicha.orgs.scopes import line_named
from paicha.reports.models import Report
from paicha.reports.rendering import Wish, make_report
from paicha.reports.verifying import verify
from paicha.testing.house import House

EXAMPLE = Path(__file__).parents[3] / "examples" / "lifecycle"
FORMATS = ("docx", "pdf", "html")


@pytest.fixture
def by(sqlite_house: House) -> Person:
    """Somebody in an installation with the made-up city's inspections."""
    person = opened()
    import_inspections(person, EXAMPLE / "lifecycle.csv", EXAMPLE / "mapping.toml")
    return person


def wish(folder: Path, code: str = "sample-city", **changes: Any) -> Wish:
    """A report on the whole of 2024."""
    said: dict[str, Any] = {
        "kind": "inspection-report",
        "unit": unit_coded(code),
        "line": line_named(None),
        "since": date(2024, 1, 1),
        "until": date(2024, 12, 31),
        "language": "zh",
        "formats": FORMATS,
        "folder": folder,
    }
    return Wish(**{**said, **changes})


def put(page: Path, identity: str, text: str) -> None:
    """Write another text where a number stands."""
    changed, times = re.subn(rf'(<data id="{identity}"[^>]*>)[^<]*', rf"\g<1>{text}", page.read_text(encoding="utf-8"))
    assert times == 1
    page.write_text(changed, encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_is_true_in_every_format(by: Person, tmp_path: Path, language: str) -> None:
    report, paths = make_report(by, wish(tmp_path, language=language))
    for path in paths:
        found = verify(by, path)
        assert found.ok, found.as_json()["details"]
        assert len(found.numbers) == len(report.manifest["numbers"]) > 200
    assert [path.suffix for path in paths] == [".docx", ".pdf", ".html"]


def test_a_report_stays_true_when_more_becomes_known(by: Person, tmp_path: Path) -> None:
    _, paths = make_report(by, wish(tmp_path))
    more = tmp_path / "more.csv"
    rows = (EXAMPLE / "lifecycle.csv").read_text(encoding="utf-8").splitlines()
    more.write_text("\n".join([rows[0], rows[1].replace("A1-1,2024-03-04", "A1-9,2024-06-04")]), encoding="utf-8")
    import_inspections(by, more, EXAMPLE / "mapping.toml")
    assert all(verify(by, path).ok for path in paths)


def test_a_changed_digit_is_found(by: Person, tmp_path: Path) -> None:
    report, paths = make_report(by, wish(tmp_path, formats=("html",)))
    number = next(each for each in report.manifest["numbers"] if each["field"] == "value" and len(each["text"]) > 2)
    put(paths[0], number["id"], str((int(number["text"][0]) + 1) % 10) + number["text"][1:])
    found = verify(by, paths[0])
    assert not found.ok
    assert [each.id for each in found.numbers if each.judgement == "false"] == [number["id"]]


def test_another_districts_true_number_is_found(by: Person, tmp_path: Path) -> None:
    """Each district's report is true, and is not the other's: its text under the other's number is false."""
    ours, paths = make_report(by, wish(tmp_path / "one", "sample-city/district-1", formats=("html",)))
    others, _ = make_report(by, wish(tmp_path / "two", "sample-city/district-2", formats=("html",)))
    mine = {each["id"]: each["text"] for each in ours.manifest["numbers"]}
    theirs = {each["id"]: each["text"] for each in others.manifest["numbers"]}
    identity = next(each for each in mine if each in theirs and mine[each] != theirs[each])
    put(paths[0], identity, theirs[identity])
    assert [each.id for each in verify(by, paths[0]).numbers if each.judgement == "false"] == [identity]


def test_a_figure_defined_anew_since_is_said_to_be(by: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, paths = make_report(by, wish(tmp_path, formats=("html",)))
    known = dict(registry.figures())
    known["findings_total"] = dataclasses.replace(known["findings_total"], version=2)
    monkeypatch.setattr(registry, "_figures", known)
    judged = verify(by, paths[0]).as_json()
    assert judged["numbers"]["definition_changed"] > 0
    assert judged["ok"] is False


def test_the_ledger_holds_what_was_made(by: Person, tmp_path: Path) -> None:
    report, paths = make_report(by, wish(tmp_path))
    entry = newest(1)[0]
    assert entry.kind == "reports.rendered"
    assert entry.words["report"] == str(report.uid)
    hashes = {path.suffix[1:]: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    assert entry.words["files"] == hashes


def test_the_same_question_gives_the_same_numbers(by: Person, tmp_path: Path) -> None:
    first, _ = make_report(by, wish(tmp_path, formats=("html",)))
    second, _ = make_report(by, wish(tmp_path, formats=("html",)))
    said = [[(each["id"], each["text"]) for each in report.manifest["numbers"]] for report in (first, second)]
    assert said[0] == said[1]
    assert Report.objects.count() == 2


def test_a_report_is_only_for_those_in_reach(by: Person, tmp_path: Path) -> None:
    person = add_person(by, username="sample-head", name="示例负责人")
    give_post(by, person=person, role="head", line=line_named(None), unit=unit_coded("sample-city/district-1"))
    report, paths = make_report(person, wish(tmp_path, "sample-city/district-1", formats=("html",)))
    assert report.manifest["scope"]["reach"] == [["territorial", "sample-city/district-1", "all"]]
    assert verify(by, paths[0]).ok
    with pytest.raises(Problem, match="no unit sample-city/district-2") as refused:
        make_report(person, wish(tmp_path, "sample-city/district-2"))
    assert refused.value.code == "absent"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "no-such-report"}, "report_unknown"),
        ({"formats": ("odt",)}, "value_invalid"),
        ({"since": date(2025, 1, 1)}, "figure_period_reversed"),
    ],
)
def test_what_cannot_be_made_is_refused(by: Person, tmp_path: Path, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Problem) as refused:
        make_report(by, wish(tmp_path, **changes))
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_refused(by: Person, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(Problem) as refused:
        make_report(by, wish(tmp_path / "taken", formats=("html",)))
    assert refused.value.code == "file_unwritable"
    assert Report.objects.count() == 0


def test_another_installations_report_is_not_ours(by: Person, tmp_path: Path) -> None:
    report, paths = make_report(by, wish(tmp_path, formats=("docx",)))
    stranger = tmp_path / "stranger.docx"
    with zipfile.ZipFile(paths[0]) as old, zipfile.ZipFile(stranger, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(str(report.uid).encode(), b"01a20000-0000-7000-8000-000000000000"))
    with pytest.raises(Problem) as refused:
        verify(opened(), stranger)
    assert refused.value.code == "report_not_ours"


def test_an_empty_period_makes_a_report_without_rates(by: Person, tmp_path: Path) -> None:
    empty = wish(tmp_path, since=date(2010, 1, 1), until=date(2010, 12, 31))
    _, paths = make_report(by, empty)
    assert all(verify(by, path).ok for path in paths)
