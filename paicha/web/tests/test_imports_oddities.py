"""What else may be sent to the import pages: bombs, disguises, too much, and nonsense. Nothing of it is kept."""

import gzip
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from paicha.exchange.uploads import LONGEST_NAME, safe_name
from paicha.kernel.home import room
from paicha.ledger.appending import head
from paicha.orgs.models import Person
from paicha.testing.cast import Cast
from paicha.testing.scale import examples
from paicha.testing.visitor import visitor
from paicha.web.bodies import MOST_FORM, MOST_UPLOAD
from paicha.web.tests.importing import MAPPING, rows, table, toml, uploaded
from paicha.web.tests.reading import english, text_of


def workbook() -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["id", "date"])
    book.save(content)
    return content.getvalue()


def with_password() -> bytes:
    content = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook())).encrypt("secret", content)
    return content.getvalue()


def zip_bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        for number in range(12):
            parts.writestr(f"xl/worksheets/sheet{number}.xml", bytes(64 * 1024**2))
    return content.getvalue()


def gzip_bomb() -> bytes:
    return gzip.compress(b"id,date\n" + b"1,2\n" * 16_000_000)


def send(person: Person, name: str, content: bytes, **more: Any) -> Any:
    return english(person).post("/imports/new", {"file": SimpleUploadedFile(name, content), **more})


@pytest.mark.parametrize(
    ("name", "made", "status", "code"),
    [
        ("page.csv", lambda: b"<!DOCTYPE html><html><script>alert(1)</script></html>", 422, "kind_wrong"),
        ("page.xlsx", lambda: b"<html></html>", 422, "kind_wrong"),
        ("book.csv", workbook, 422, "kind_wrong"),
        ("empty.csv", lambda: b"", 422, "table_empty"),
        ("blank.csv", lambda: b"\n\n", 422, "table_empty"),
        ("words.txt", lambda: b"id,date\n", 422, "kind_unknown"),
        ("noname", lambda: b"id,date\n", 422, "kind_unknown"),
        ("locked.xlsx", with_password, 422, "workbook_password"),
        ("bomb.xlsx", zip_bomb, 413, "workbook_too_large"),
        ("cut.csv.gz", lambda: gzip.compress(b"id,date\n1,2\n")[:-9], 422, "gzip_cut"),
        ("twice.csv", lambda: b"id,id\n1,2\n", 422, "header_twice"),
        ("quotes.csv", lambda: b'id,date\n"1,2\n', 422, "quote_broken"),
    ],
)
def test_what_is_no_table_is_refused_beside_the_form_and_not_kept(
    name: str, made: Callable[[], bytes], status: int, code: str, people: Cast
) -> None:
    page = send(people.terminal, name, made(), mapping="chicago-food")
    assert page.status_code == status
    assert code in text_of(page)
    assert 'value="chicago-food" selected' in text_of(page), "the choice is kept"
    assert str(room("uploads")) not in text_of(page), "no folder of the machine is told"
    assert not list(room("uploads").iterdir())


def test_a_packed_bomb_is_noticed_when_it_is_looked_at(people: Cast) -> None:
    answer = send(people.terminal, "bomb.csv.gz", gzip_bomb(), toml=toml())
    where = answer["Location"]
    client = english(people.terminal)
    client.post(where, {"step": "preview", "mapping": MAPPING})
    page = client.post(where, {"step": "confirm"})
    assert page.status_code == 422


def test_what_another_mapping_can_read_waits_for_it(people: Cast) -> None:
    chinese = "\n".join(["编号,单位名称,检查日期,检查结果", *["1,北京路第一小学食堂,2024-01-01,合格"] * 5]).encode(
        "gb18030"
    )
    answer = send(people.terminal, "检查.csv", chinese)
    assert answer.status_code == 302
    page = text_of(english(people.terminal).get(answer["Location"]))
    assert 'encoding = "gb18030"' in page
    assert 'name = "单位名称"' in page


def test_no_file_is_told(people: Cast) -> None:
    for fields in ({}, {"file": "text instead"}, {"file": ""}):
        page = english(people.terminal).post("/imports/new", fields)
        assert page.status_code == 422
        assert "No file was chosen" in text_of(page)


@pytest.mark.parametrize(("text", "code"), [(b"\xff\xfe\xfa", "mapping_not_utf8"), (b"#" * 1_100_000, "too_big")])
def test_a_mapping_file_that_is_none_is_told(text: bytes, code: str, people: Cast) -> None:
    sent = {"file": table(rows(1)), "toml": SimpleUploadedFile("x.toml", text)}
    page = english(people.terminal).post("/imports/new", sent)
    assert page.status_code in (413, 422)
    assert code in text_of(page)
    assert not list(room("uploads").iterdir())


@pytest.mark.parametrize(
    ("address", "size"),
    [
        ("/imports/new", 2 * 1024**3),
        ("/imports/new", MOST_UPLOAD + 1),
        ("/units/open", MOST_FORM + 1),
        ("/no/such/page", 2 * 1024**3),
    ],
)
def test_too_much_is_refused_before_a_byte_of_it_is_read(address: str, size: int, people: Cast) -> None:
    read = []

    class Never(io.BytesIO):
        def read(self, *_size: Any) -> bytes:
            read.append(1)
            return b""

    sent: Any = {"CONTENT_LENGTH": str(size), "wsgi.input": Never()}
    for client in (english(people.terminal), visitor()):
        page = client.generic("POST", address, content_type="multipart/form-data; boundary=x", **sent)
        assert page.status_code == 413
        assert "upload_too_big" in page.content.decode()
    assert read == []
    assert not list(room("uploads").iterdir())


def test_who_is_not_signed_in_may_send_no_more_than_a_form(people: Cast) -> None:
    page = visitor().generic(
        "POST", "/imports/new", content_type="multipart/form-data", CONTENT_LENGTH=str(MOST_FORM + 1)
    )
    assert page.status_code == 413


def test_a_zero_character_in_an_address_is_no_address(people: Cast) -> None:
    assert english(people.terminal).get("/findings?unit=a%00b").status_code == 400


@examples(10)
@given(name=st.text(max_size=200), suffix=st.sampled_from(["", ".csv", ".csv.gz", ".XLSX", "/../x.csv"]))
def test_every_name_becomes_one_that_can_be_kept(name: str, suffix: str) -> None:
    kept = safe_name(name + suffix)
    assert kept
    assert kept not in (".", "..")
    assert "/" not in kept
    assert "\0" not in kept
    assert len(kept.encode()) <= LONGEST_NAME


@examples(10)
@given(
    text=st.text(max_size=200) | st.sampled_from([MAPPING[:400], MAPPING.replace("town", "\u2028")]),
    step=st.text(max_size=8),
)
def test_no_mapping_that_is_typed_breaks_the_page(text: str, step: str, people: Cast) -> None:
    client = visitor(people.terminal)
    where = uploaded(client, rows(1))
    before = head()
    for at in (step, "preview"):
        assert client.post(where, {"step": at, "mapping": text}).status_code < 500
        assert client.get(where).status_code in (200, 404)
    assert head() == before


@examples(10)
@given(content=st.binary(max_size=300), name=st.sampled_from(["a.csv", "a.csv.gz", "a.xlsx", "a"]))
def test_no_file_breaks_the_page(content: bytes, name: str, people: Cast) -> None:
    page = visitor(people.terminal).post("/imports/new", {"file": SimpleUploadedFile(name, content)})
    assert page.status_code < 500
