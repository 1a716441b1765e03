"""`paicha demo`: what somebody sees first, on a twentieth of its data."""

import csv
import gzip
import shutil
from pathlib import Path

import pytest

from paicha.cli.commands import demo
from paicha.cli.tests.terminal import Call
from paicha.testing.house import House


@pytest.fixture
def few_licences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples, of the larger one every twentieth licence only."""
    folder = tmp_path / "examples"
    shutil.copytree(demo.EXAMPLES, folder)
    file = folder / "chicago-food" / "inspections.csv.gz"
    with gzip.open(file, "rt", encoding="utf-8", newline="") as whole:
        header, *rows = csv.reader(whole)
    licence = header.index("license")
    with gzip.open(file, "wt", encoding="utf-8", newline="") as part:
        csv.writer(part).writerows([header, *(row for row in rows if int(row[licence]) % 20 == 0)])
    monkeypatch.setattr(demo, "EXAMPLES", folder)


def test_the_demo_imports_asks_and_reports_once(sqlite_house: House, few_licences: None, paicha: Call) -> None:
    first = paicha("demo")
    assert (first.code, first.err) == (0, "")
    reports = sorted((sqlite_house.home / "reports").iterdir())
    assert [path.suffix for path in reports].count(".pdf") == 2
    assert len(reports) == 6
    for shown in (*map(str, reports), "chicago-food-text", "paicha figure ask", "paicha check"):
        assert shown in first.out
    for number in ("inspections added", "findings raised"):
        assert first.out.count(number) == 2
    written = [path.stat().st_mtime_ns for path in reports]
    for words in ("Demo Head of Ward 42", "Demo Inspector", "passwords are shown this once", "paicha run"):
        assert words in first.out
    second = paicha("demo")
    assert (second.code, second.err) == (0, "")
    assert "paicha user password" in second.out and "Demo Inspector" not in second.out
    assert sorted((sqlite_house.home / "reports").iterdir()) == reports
    assert [path.stat().st_mtime_ns for path in reports] == written
    assert paicha("check").code == 0


def test_without_the_examples_it_says_what_is_missing(
    sqlite_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paicha: Call
) -> None:
    monkeypatch.setattr(demo, "EXAMPLES", tmp_path / "nowhere")
    done = paicha("demo")
    assert (done.code, done.out) == (2, "")
    assert "nowhere" in done.err
