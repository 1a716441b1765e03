"""The pages of jobs, and asking for an export."""

from uuid import uuid4

import pytest

from paicha.jobs.actions import ask_for
from paicha.jobs.files import folder_of
from paicha.jobs.models import Job
from paicha.jobs.tidying import KEPT, tidy
from paicha.kernel.clock import frozen, now
from paicha.orgs.models import Person
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.jobs import run_all
from paicha.testing.visitor import counted, visitor

FORM = {"list": "findings", "query": "sort=number", "format": "csv"}


def asked(by: Person, **changes: str) -> Job:
    """Ask as a form of a list does; the job it leads to."""
    answer = visitor(by).post("/exports/new", {**FORM, **changes})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    job = Job.objects.get(uid=answer["Location"].rpartition("/")[2])
    assert answer["Location"] == f"/jobs/{job.uid}"
    return job


def english(by: Person) -> Person:
    Person.objects.filter(pk=by.pk).update(language="en")
    by.refresh_from_db()
    return by


def test_an_export_is_asked_for_watched_and_downloaded(busy: Busy) -> None:
    by = english(busy.cast.head)
    job = asked(by)
    page = visitor(by).get(f"/jobs/{job.uid}").content.decode()
    assert "waiting" in page and 'hx-trigger="every 1s"' in page and 'http-equiv="refresh"' in page
    run_all()
    page = visitor(by).get(f"/jobs/{job.uid}").content.decode()
    assert "Export: Findings" in page and "hx-trigger" not in page and "http-equiv" not in page
    assert Job.objects.get(pk=job.pk).result["sha256"] in page
    answer = visitor(by).get(f"/jobs/{job.uid}/files/0")
    assert answer["Content-Disposition"].startswith('attachment; filename="findings-')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "private" in answer["Cache-Control"]
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    head = data.decode("utf-8-sig").splitlines()[0].split(",")
    assert data.startswith("\ufeff".encode()) and {"Finding", "No.", "Unit"} <= set(head)
    assert not any(word.encode() in data for word in OUTSIDE)


def test_a_figure_is_exported_as_its_page_shows_it(busy: Busy) -> None:
    job = asked(busy.cast.head, list="", figure="findings_total", query="severity=critical&order=value")
    query = job.arguments["query"]
    for part in ("from=20", "to=20", "by=child", "severity=critical"):
        assert part in query
    (ran,) = run_all()
    assert (ran.state, len(ran.result["tables"])) == (Job.State.DONE, 2)
    refused = visitor(busy.cast.head).post(
        "/exports/new", {"figure": "findings_total", "query": "child=noodles", "format": "csv"}
    )
    assert refused.status_code == 404


def test_only_what_changes_is_sent_to_a_page_that_asks(busy: Busy) -> None:
    job = asked(busy.cast.head)
    part = visitor(busy.cast.head).get(f"/jobs/{job.uid}", headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="job"') and "<html" not in part


def test_the_list_shows_ones_own_and_news(busy: Busy) -> None:
    by = english(busy.cast.head)
    job = asked(by)
    asked(busy.cast.outsider)
    run_all()
    page = visitor(by).get("/jobs").content.decode()
    assert page.count("/jobs/0") == 1 and str(job.uid) in page
    assert "pc-dot-new" in page
    visitor(by).get(f"/jobs/{job.uid}")
    assert "pc-dot-new" not in visitor(by).get("/jobs").content.decode()
    assert "No jobs yet" in visitor(english(busy.cast.owner)).get("/jobs").content.decode()


def test_another_persons_job_is_absent(busy: Busy) -> None:
    job = asked(busy.cast.head)
    run_all()
    for other in (busy.cast.outsider, busy.cast.coordinator, busy.cast.terminal):
        client = visitor(other)
        for path in (f"/jobs/{job.uid}", f"/jobs/{job.uid}/files/0", f"/jobs/{uuid4()}", f"/jobs/{uuid4()}/files/0"):
            assert client.get(path).status_code == 404
        assert client.post(f"/jobs/{job.uid}/cancel").status_code == 404
    assert visitor().get(f"/jobs/{job.uid}/files/0").status_code == 302, "sign in first"


@pytest.mark.parametrize(
    "path", ["files/2", "files/99", "files/-1", "files/about.csv", "files/0/", "files/..%2F..%2Fpaicha.sqlite3", "half"]
)
def test_no_other_file_can_be_had(busy: Busy, path: str) -> None:
    job = asked(busy.cast.head)
    run_all()
    (folder_of(job.uid) / "half").write_text("not a result")
    assert visitor(busy.cast.head).get(f"/jobs/{job.uid}/{path}").status_code == 404


def test_a_result_that_names_a_path_leads_nowhere(busy: Busy) -> None:
    """Whatever stands in a result, only the job's own folder is read."""
    job = asked(busy.cast.head)
    run_all()
    Job.objects.filter(pk=job.pk).update(result={"files": [{"name": "../../paicha.sqlite3", "title": "x"}]})
    assert visitor(busy.cast.head).get(f"/jobs/{job.uid}/files/0").status_code == 404


def test_cancelled_twice(busy: Busy) -> None:
    by = english(busy.cast.head)
    job = asked(by)
    client = visitor(by)
    for _ in range(2):
        assert client.post(f"/jobs/{job.uid}/cancel")["Location"] == f"/jobs/{job.uid}"
    run_all()
    page = client.get(f"/jobs/{job.uid}").content.decode()
    assert "cancelled" in page and "hx-trigger" not in page
    assert client.get(f"/jobs/{job.uid}/cancel").status_code == 405


def test_a_problem_is_shown_with_its_mend(busy: Busy) -> None:
    by = english(busy.cast.head)
    job = asked(by, query="unit=north")
    by.posts.update(ended=True)
    run_all()
    page = visitor(by).get(f"/jobs/{job.uid}").content.decode()
    assert "not_allowed" in page and "failed" in page


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"list": "nothing"}, 404),
        ({"query": "unit=noodles"}, 404),
        ({"query": "state=<script>"}, 400),
        ({"format": "exe"}, 422),
        ({"query": "state=%00"}, 422),
        ({"list": "", "figure": "nothing"}, 404),
        ({"query": "unit=%00"}, 422),
        ({"list": "", "figure": "findings_total", "query": "unit=%00"}, 422),
        ({"list": "", "figure": "findings_total", "query": "severity=%00"}, 422),
        ({"list": "", "figure": "findings_total", "query": "by=child&group=%00"}, 422),
    ],
)
def test_what_cannot_be_exported_is_refused(busy: Busy, changes: dict[str, str], status: int) -> None:
    answer = visitor(busy.cast.head).post("/exports/new", {**FORM, **changes})
    assert answer.status_code == status
    assert "<script>" not in answer.content.decode().replace('<script src="', "")
    assert not Job.objects.exists()


def test_a_job_of_a_kind_that_is_gone_is_still_shown(busy: Busy) -> None:
    job = asked(busy.cast.head)
    Job.objects.filter(pk=job.pk).update(kind="of-old")
    for path in ("/jobs", f"/jobs/{job.uid}"):
        assert "of-old" in visitor(busy.cast.head).get(path).content.decode()
    assert [ran.problem["code"] for ran in run_all()] == ["value_invalid"]


def test_files_that_are_no_longer_kept(busy: Busy) -> None:
    by = english(busy.cast.head)
    job = asked(by)
    run_all()
    with frozen(now() + 2 * KEPT):
        tidy()
    assert "removed after 30 days" in visitor(by).get(f"/jobs/{job.uid}").content.decode()
    assert visitor(by).get(f"/jobs/{job.uid}/files/0").status_code == 404


def test_pages_ask_as_much_of_the_database_for_few_jobs_as_for_many(busy: Busy) -> None:
    client, number = visitor(busy.cast.head), []
    for _ in range(2):
        for _ in range(6):
            ask_for(busy.cast.head, kind="export", arguments=FORM)
        client.get("/jobs")
        with counted() as queries:
            assert client.get("/jobs").status_code == 200
        number.append(len(queries))
    assert number[0] == number[1] <= 25
