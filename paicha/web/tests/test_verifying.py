"""Verifying an uploaded report: what is true, what was changed, and files that are no reports."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from paicha.orgs.models import Person
from paicha.reports.keeping import kept
from paicha.reports.models import Report
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.house import House
from paicha.testing.jobs import run_all
from paicha.testing.visitor import visitor

FORM = {
    "unit": "north",
    "line": "territorial",
    "since": "2025-03-01",
    "until": "2026-02-28",
    "languages": ["en"],
    "formats": ["docx", "pdf"],
}


def made(by: Person, **changes: object) -> Report:
    Person.objects.filter(pk=by.pk).update(language="en")
    by.refresh_from_db()
    assert visitor(by).post("/reports/new", {**FORM, **changes}).status_code == 302
    return Report.objects.get(uid=run_all()[0].result["reports"][0]["uid"])


def data_of(report: Report, form: str) -> bytes:
    path = kept(report, form)
    assert path is not None
    return path.read_bytes()


def verified(by: Person, name: str, data: bytes) -> tuple[int, str]:
    answer = visitor(by).post("/reports/verify", {"file": SimpleUploadedFile(name, data)})
    return answer.status_code, answer.content.decode()


def test_every_format_of_a_report_is_true(busy: Busy, busy_house: House) -> None:
    by = busy.cast.head
    report = made(by)
    for form in ("docx", "pdf", "html"):
        status, page = verified(by, f"report.{form}", data_of(report, form))
        assert (status, "The report is true." in page) == (200, True), form
        assert f'href="/reports/{report.uid}"' in page
    assert not list((busy_house.home / "scratch").iterdir()), "nothing is kept"


def test_a_changed_number_is_shown_with_what_was_written(busy: Busy) -> None:
    by = busy.cast.head
    report = made(by)
    number = next(n for n in report.manifest["numbers"] if n["field"] == "value" and n["text"].isdecimal())
    text = data_of(report, "html").decode()
    start = text.index(">", text.index(f'<data id="{number["id"]}"')) + 1
    changed = text[:start] + "987" + text[text.index("<", start) :]
    status, page = verified(by, "Q3 报告.html", changed.encode())
    assert status == 200
    for words in ("The report is not true.", "987", f">{number['id']}</a>", "Q3 报告.html"):
        assert words in page


def test_a_number_that_the_report_does_not_have_leads_nowhere(busy: Busy) -> None:
    by = busy.cast.head
    report = made(by)
    page = data_of(report, "html").decode().replace("</article>", '<p><data id="n１">7</data></p></article>')
    status, said = verified(by, "more.html", page.encode())
    assert (status, "n１" in said, "/numbers/n１" in said) == (200, True, False)


def test_a_report_out_of_reach_is_none_of_ours(busy: Busy) -> None:
    report = made(busy.cast.outsider, unit="south")
    status, page = verified(busy.cast.head, "theirs.html", data_of(report, "html"))
    assert (status, "report_not_ours" in page) == (404, True)
    assert not any(word in page for word in OUTSIDE)
    stranger = data_of(report, "html").replace(str(report.uid).encode(), b"01a20000-0000-7000-8000-000000000000")
    assert verified(busy.cast.head, "theirs.html", stranger)[0] == status, "absent and out of reach look alike"


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"0" * 300_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("report.docx", b"", "report_unreadable"),
        ("report.docx", b"PK\x03\x04 no zip", "report_unreadable"),
        ("report.pdf", b"%PDF-1.7 nothing", "report_unreadable"),
        ("report.html", b"<p>not ours</p>", "report_no_trace"),
        ("report.exe", b"MZ", "report_format_unknown"),
        ("report", b"x", "report_format_unknown"),
        ("../../etc/passwd.html", b"<p>", "report_no_trace"),
        ("<img src=x onerror=alert(1)>.html", b"\xff\xfe\x00", "report_"),
        ("x" * 500 + ".html", b"<p>", "report_no_trace"),
    ],
)
def test_what_is_no_report_is_said_to_be_none(busy: Busy, name: str, data: bytes, code: str) -> None:
    Person.objects.update(language="en")
    status, page = verified(busy.cast.head, name, data)
    assert (status, code in page) == (422, True), page[-2000:]
    assert "<img" not in page and "/scratch/" not in page and "upload." not in page


def test_a_bomb_is_not_unpacked(busy: Busy) -> None:
    status, page = verified(busy.cast.head, "report.docx", bomb())
    assert 400 <= status < 500 and "report_" in page


def test_without_a_file_it_asks_for_one(busy: Busy) -> None:
    answer = visitor(busy.cast.head).post("/reports/verify", {})
    assert answer.status_code == 422


def test_too_large_a_file_is_refused_before_it_is_read(busy: Busy) -> None:
    answer = visitor(busy.cast.head).post(
        "/reports/verify", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 * 2**30)
    )
    assert (answer.status_code, b"upload_too_big" in answer.content) == (413, True)


def test_the_forms_token_is_asked_for(busy: Busy) -> None:
    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    client.force_login(busy.cast.head, backend="allauth.account.auth_backends.AuthenticationBackend")
    file = SimpleUploadedFile("report.html", b"<p>")
    assert client.post("/reports/verify", {"file": file}).status_code == 403
