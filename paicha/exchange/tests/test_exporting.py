"""Exports of lists and figures: all that a person may see, nothing else, with what is needed to check it."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from paicha.exchange.exporting import run_export
from paicha.figures.asking import ask
from paicha.jobs.actions import ask_for
from paicha.jobs.files import file_of, folder_of
from paicha.jobs.kinds import Cancelled, Work
from paicha.jobs.models import Job
from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.orgs.actions.people import end_post
from paicha.orgs.actions.units import move_unit
from paicha.orgs.models import Person, Post
from paicha.orgs.scopes import asked_scope
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.jobs import run_all


def exported(by: Person, **arguments: str) -> Job:
    """The job of an export that is done."""
    ask_for(by, kind="export", arguments={"format": "csv", **arguments})
    (job,) = run_all()
    assert job.state == Job.State.DONE, job.problem
    return job


def text_of(job: Job, number: int = 0) -> str:
    return file_of(job, number)[0].read_text(encoding="utf-8-sig")


def rows_of(job: Job, number: int = 0) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(job, number))))


def about(job: Job) -> Mapping[str, str]:
    return dict(job.result["about"])


def speaking_english(by: Person) -> Person:
    Person.objects.filter(pk=by.pk).update(language="en")
    by.refresh_from_db()
    return by


def test_a_list_is_exported_whole(busy: Busy) -> None:
    by = speaking_english(busy.cast.coordinator)
    position = head()
    job = exported(by, list="findings", query="sort=number&columns=number,unit,unit_code")
    found = rows_of(job)
    units = (busy.cast.bakery, busy.cast.canteen, busy.cast.noodles)
    assert [int(row["No."]) for row in found] == sorted(n for unit in units for n in busy.findings(unit))
    assert {row["Unit code"] for row in found} == {"bakery", "canteen", "noodles"}
    said = about(job)
    assert said["Rows: Findings"] == str(len(found)) == str(job.result["rows"])
    assert said["SHA-256 of the rows: Findings"] == job.result["sha256"]
    assert said["Unit"] == "City (city)"
    assert said["Filters"] == "none"
    assert said["Made by"] == "Coordinator (coordinator)"
    assert job.result["position"] == position + 1, "the entry of asking"
    assert [each["name"][-9:] for each in job.result["files"]][1] == "about.csv"
    assert said["SHA-256 of the rows: Findings"] in text_of(job, 1)


def test_both_formats_say_the_same(busy: Busy) -> None:
    query = "state=open&sort=-raised"
    one = exported(busy.cast.coordinator, list="findings", query=query)
    other = exported(speaking_english(busy.cast.coordinator), list="findings", query=query, format="xlsx")
    assert one.result["sha256"] == other.result["sha256"]
    assert about(other)["State"] == "in correction"
    assert about(other)["Address"] == f"?{query}"


@pytest.mark.parametrize("name", ["findings", "inspections", "units"])
def test_nothing_out_of_reach_is_in_it(busy: Busy, name: str) -> None:
    for form in ("csv", "xlsx"):
        job = exported(busy.cast.head, list=name, query="", format=form)
        for number in range(len(job.result["files"])):
            data = file_of(job, number)[0].read_bytes()
            assert not any(word.encode() in data for word in OUTSIDE)
        assert not any(word in str(job.result) for word in OUTSIDE)


def test_a_figure_is_exported_with_its_groups_and_records(busy: Busy) -> None:
    by = speaking_english(busy.cast.coordinator)
    job = exported(by, figure="findings_total", query="unit=city&by=child")
    answer = ask("findings_total", scope=asked_scope(by, None, "city"), by="child")
    groups, behind = rows_of(job, 0), rows_of(job, 1)
    assert int(groups[0]["value"]) == answer.value == len(behind)
    assert {row["code"]: int(row["value"]) for row in groups[1:]}["north"] == len(
        busy.findings(busy.cast.bakery) + busy.findings(busy.cast.canteen)
    )
    assert [table["rows"] for table in job.result["tables"]] == [len(groups), len(behind)]
    assert about(job)["Figure"].startswith("findings_total v")
    filtered = exported(by, figure="findings_total", query="unit=city&by=child&group=south&severity=critical")
    assert len(rows_of(filtered, 1)) == 1


def test_a_figure_tells_nothing_out_of_reach(busy: Busy) -> None:
    job = exported(busy.cast.head, figure="findings_total", query="by=child")
    assert not any(word in text_of(job, number) for word in OUTSIDE for number in range(3))
    assert len(rows_of(job, 1)) == len(busy.findings(busy.cast.bakery) + busy.findings(busy.cast.canteen))


def test_a_unit_that_left_ones_reach_has_no_name(busy: Busy) -> None:
    cast = busy.cast
    position = head()
    move_unit(cast.terminal, unit=cast.canteen, line=cast.territory, parent=cast.south)
    job = exported(speaking_english(cast.head), figure="findings_total", query=f"unit=north&by=child&at={position}")
    assert "Canteen" not in text_of(job) and "canteen" not in text_of(job)
    assert "Canteen" not in str(job.result)
    assert len(rows_of(job, 1)) == len(busy.findings(cast.bakery))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"list": "findings", "query": "unit=noodles"}, "absent"),
        ({"list": "findings", "query": "unit=nowhere"}, "absent"),
        ({"list": "secrets", "query": ""}, "list_unknown"),
        ({"list": "findings", "query": "state=purple"}, "list_value_invalid"),
        ({"list": "findings", "query": "columns=secret"}, "list_column_unknown"),
        ({"list": "findings", "query": "x" * 9_000}, "value_invalid"),
        ({"list": "findings", "query": "", "format": "exe"}, "value_invalid"),
        ({"figure": "no_such", "query": ""}, "figure_unknown"),
        ({"figure": "findings_total", "query": "from=yesterday"}, "date_invalid"),
        ({"figure": "findings_total", "query": "at=-1"}, "value_invalid"),
        ({"figure": "findings_total", "query": "unit=noodles"}, "absent"),
        ({"figure": "findings_total", "query": "child=noodles"}, "absent"),
        ({"figure": "findings_total", "query": "child=nowhere"}, "absent"),
        ({"figure": "findings_total", "query": "by=child&group=noodles"}, "absent"),
    ],
)
def test_what_cannot_be_exported_is_refused_at_once(busy: Busy, arguments: dict[str, Any], code: str) -> None:
    with pytest.raises(Problem) as refused:
        ask_for(busy.cast.head, kind="export", arguments={"format": "csv", **arguments})
    assert refused.value.code == code
    assert run_all() == []


def test_rights_count_when_it_is_made_not_when_it_was_asked_for(busy: Busy) -> None:
    by = busy.cast.head
    job = ask_for(by, kind="export", arguments={"list": "findings", "query": "unit=north", "format": "csv"})
    end_post(busy.cast.terminal, post=Post.objects.get(person=by))
    (ran,) = run_all()
    assert (ran.state, ran.problem["code"]) == (Job.State.FAILED, "not_allowed")
    assert not any(folder_of(job.uid).iterdir())


def test_somebody_without_a_post_exports_nothing(busy: Busy) -> None:
    by = Person.objects.create(username="nobody", name="Nobody")
    with pytest.raises(Problem) as refused:
        ask_for(by, kind="export", arguments={"list": "units", "query": "", "format": "csv"})
    assert refused.value.code == "not_allowed"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_cancelled_half_way_and_run_again(busy: Busy, tmp_path: Path, form: str) -> None:
    """What an attempt left is removed by the next, which is whole."""
    arguments = {"list": "findings", "query": "", "format": form}

    def stop(what: str, _part: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        run_export(Work(busy.cast.head, arguments, tmp_path, stop))
    (tmp_path / "left.csv").write_text("half")
    done = run_export(Work(busy.cast.head, arguments, tmp_path))
    assert done["rows"] == len(busy.findings(busy.cast.bakery) + busy.findings(busy.cast.canteen))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(each["name"] for each in done["files"])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_cancelled_while_it_is_packed(busy: Busy, tmp_path: Path, form: str) -> None:
    packing: list[float] = []

    def stop(_what: str, part: float) -> None:
        if part:
            packing.append(part)
        if len(packing) > 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        run_export(Work(busy.cast.head, {"list": "findings", "query": "", "format": form}, tmp_path, stop))
