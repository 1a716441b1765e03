"""The pages of reports: asked for, read, traced to their figures, and seen by those alone who may."""

import contextlib
import re
from uuid import uuid4

import pytest
from django.test import Client

from paicha.findings.actions.single import withdraw_finding
from paicha.findings.models import Finding
from paicha.jobs.models import Job
from paicha.orgs.actions.people import give_post
from paicha.orgs.actions.units import move_unit, rename_unit
from paicha.orgs.models import Person
from paicha.reports.keeping import kept
from paicha.reports.models import Report
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.jobs import run_all
from paicha.testing.visitor import counted, visitor

FORM = {
    "unit": "north",
    "line": "territorial",
    "since": "2025-03-01",
    "until": "2026-02-28",
    "languages": ["en"],
    "formats": ["docx"],
    "issuer": "Office of the North",
    "number": "No. 7",
}


def english(by: Person) -> Person:
    Person.objects.filter(pk=by.pk).update(language="en")
    by.refresh_from_db()
    return by


def made(by: Person, **changes: object) -> Report:
    """A report that was asked for by its form."""
    answer = visitor(by).post("/reports/new", {**FORM, **changes})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    (job,) = run_all()
    assert job.state == Job.State.DONE, job.problem
    return Report.objects.get(uid=job.result["reports"][0]["uid"])


def reached(client: Client, path: str) -> int:
    """The status of an answer, which is closed: it may be an open file."""
    with contextlib.closing(client.get(path)) as answer:
        return answer.status_code


def test_a_report_is_asked_for_read_and_downloaded(busy: Busy) -> None:
    by = english(busy.cast.head)
    assert "Make the report" in visitor(by).get("/reports/new").content.decode()
    report = made(by)
    client = visitor(by)
    job = Job.objects.get()
    assert f'href="/reports/{report.uid}"' in client.get(f"/jobs/{job.uid}").content.decode()
    assert f'href="/reports/{report.uid}"' in client.get("/reports").content.decode()
    page = client.get(f"/reports/{report.uid}").content.decode()
    assert "Office of the North" in page and "No. 7" in page
    numbers = re.findall(rf'class="pc-tr" href="/reports/{report.uid}/numbers/(n\d+)"', page)
    assert len(numbers) == len(report.manifest["numbers"]) > 50
    assert "style=" not in page and "onclick" not in page and "<script>" not in page
    for form, kind in (("docx", "wordprocessing"), ("html", "text/html")):
        answer = client.get(f"/reports/{report.uid}/file.{form}")
        assert answer["Content-Disposition"].startswith("attachment")
        assert kind in answer["Content-Type"]
        assert len(b"".join(answer.streaming_content)) > 10_000  # type: ignore[attr-defined]
    assert client.get(f"/reports/{report.uid}/file.pdf").status_code == 404, "not asked for"
    assert report.manifest["address"].startswith("http://127.0.0.1")


def test_a_number_tells_what_it_rests_on_and_what_it_would_be_today(busy: Busy) -> None:
    by = english(busy.cast.head)
    report = made(by)
    number = next(n for n in report.manifest["numbers"] if n["figure"] == "findings_total" and n["field"] == "value")
    page = visitor(by).get(f"/reports/{report.uid}/numbers/{number['id']}").content.decode()
    for words in ("Findings", "North (Territory)", "2025-03-01 – 2026-02-28", "unchanged", f"{report.at:,}"):
        assert words in page
    assert re.search(rf'href="/figures/findings_total\?[^"]*at={report.at}', page)
    part = visitor(by).get(f"/reports/{report.uid}/numbers/{number['id']}", headers={"HX-Request": "true"})
    assert part.content.decode().startswith("<div><b>")
    assert visitor(by).get(f"/reports/{report.uid}/numbers/n99999").status_code == 404
    assert not any(word in page for word in OUTSIDE)


def test_every_number_opens(busy: Busy) -> None:
    by = english(busy.cast.coordinator)
    report = made(by, unit="city")
    client = visitor(by)
    for number in report.manifest["numbers"]:
        answer = client.get(f"/reports/{report.uid}/numbers/{number['id']}", headers={"HX-Request": "true"})
        assert answer.status_code == 200, number


def test_what_changed_since(busy: Busy) -> None:
    by = english(busy.cast.coordinator)
    report = made(by, unit="north")
    client = visitor(by)
    page = client.get(f"/reports/{report.uid}/changes").content.decode()
    assert "would be printed as they are" in page
    finding = Finding.objects.filter(unit=busy.cast.canteen).first()
    assert finding is not None
    withdraw_finding(by, finding=finding, on=finding.raised_on, reason="It stood there by mistake.")
    page = client.get(f"/reports/{report.uid}/changes").content.decode()
    assert "would be printed otherwise today" in page
    assert page.count('class="pc-numlink"') >= 1


def test_a_unit_that_left_the_readers_reach_has_no_name_of_today(busy: Busy) -> None:
    cast, by = busy.cast, english(busy.cast.head)
    report = made(by)
    of_it = {"by": "child", "group": str(cast.canteen.pk)}
    number = next(n for n in report.manifest["numbers"] if of_it.items() <= n["arguments"].items())
    path = f"/reports/{report.uid}/numbers/{number['id']}"
    page = visitor(by).get(path).content.decode()
    assert "Canteen" in page and "Open the figure" in page
    move_unit(cast.terminal, unit=cast.canteen, line=cast.territory, parent=cast.south)
    rename_unit(cast.terminal, unit=cast.canteen, name="Elsewhere")
    for page in (
        visitor(by).get(path).content.decode(),
        visitor(by).get(f"/reports/{report.uid}/changes").content.decode(),
    ):
        assert "Elsewhere" not in page and "Canteen" not in page and "canteen" not in page
        assert "outside your reach" in page and "Open the figure" not in page


def test_without_other_files_the_page_is_made_alone(busy: Busy) -> None:
    assert set(made(busy.cast.head, formats=[]).files) == {"html"}


def test_who_may_see_it(busy: Busy) -> None:
    cast = busy.cast
    report = made(cast.head)
    for by, status in (
        (cast.head, 200),
        (cast.coordinator, 200),
        (cast.terminal, 200),
        (cast.verifier, 200),
        (cast.liaison, 200),
        (cast.outsider, 404),
        (cast.owner, 404),
        (cast.inspector, 404),
    ):
        client = visitor(by)
        paths = ("", "/changes", "/numbers/n1", "/file.docx")
        assert [reached(client, f"/reports/{report.uid}{path}") for path in paths] == [status] * 4, by
        listed = str(report.uid) in client.get("/reports").content.decode()
        assert listed == (status == 200)
    assert visitor(cast.head).get(f"/reports/{uuid4()}").status_code == 404


def test_a_sectoral_post_sees_no_report_that_counts_other_lines(busy: Busy) -> None:
    """An administrator's report in the line of food counts all inspections there; the food office's own, its own."""
    cast = busy.cast
    of_all = made(cast.terminal, unit="food-office", line="food")
    give_post(cast.terminal, person=cast.verifier, role="head", line=cast.food, unit=cast.food_office)
    head = Person.objects.create(username="food-head", name="Food Head", language="en")
    give_post(cast.terminal, person=head, role="head", line=cast.food, unit=cast.food_office)
    of_food = made(head, unit="food-office", line="food")
    client = visitor(cast.inspector)
    assert client.get(f"/reports/{of_all.uid}").status_code == 404
    assert client.get(f"/reports/{of_food.uid}").status_code == 200
    listed = client.get("/reports").content.decode()
    assert str(of_food.uid) in listed and str(of_all.uid) not in listed


def test_what_is_typed_stays_beside_what_is_wrong(busy: Busy) -> None:
    client = visitor(english(busy.cast.head))
    for changes, status, words in (
        ({"unit": "noodles"}, 404, "There is no unit noodles"),
        ({"unit": "city"}, 404, "There is no unit city"),
        ({"since": "2026-03-01"}, 422, "before it begins"),
        ({"languages": []}, 422, "Choose one or both"),
        ({"until": "31.2.2026"}, 422, "id_until"),
        ({"issuer": "x" * 500}, 422, "id_issuer"),
        ({"line": "food"}, 404, "has no place in line food"),
    ):
        answer = client.post("/reports/new", {**FORM, **changes})
        page = answer.content.decode()
        assert (answer.status_code, words in page) == (status, True), changes
        assert "No. 7" in page
    assert not Job.objects.exists()
    assert visitor(busy.cast.owner).post("/reports/new", {**FORM, "unit": "bakery"}).status_code == 403


def test_a_changed_file_is_not_given_out(busy: Busy) -> None:
    by = english(busy.cast.head)
    report = made(by)
    file = kept(report, "html")
    assert file is not None
    file.write_bytes(file.read_bytes().replace(b"North", b"South"))
    assert visitor(by).get(f"/reports/{report.uid}/file.html").status_code == 404
    page = visitor(by).get(f"/reports/{report.uid}").content.decode()
    assert "kept elsewhere" in page and "/numbers/n1" in page


@pytest.mark.parametrize("path", ["/reports", "/reports/{uid}", "/reports/{uid}/numbers/n1"])
def test_the_number_of_queries_is_bounded(busy: Busy, path: str) -> None:
    report = made(busy.cast.head, formats=[])
    client, number = visitor(busy.cast.head), []
    for _ in range(2):
        client.get(path.format(uid=report.uid))
        with counted() as queries:
            assert client.get(path.format(uid=report.uid)).status_code == 200
        number.append(len(queries))
        made(busy.cast.head, formats=[], languages=["zh", "en"])
    assert number[0] == number[1] <= 45
