"""Files that cannot be verified: each is refused with a problem that says why."""

import io
import zipfile
from pathlib import Path

import pytest

from paicha.documents import readers
from paicha.documents.readers import docx
from paicha.documents.tests import samples
from paicha.documents.writers import WRITERS
from paicha.kernel.problems import Problem

DAMAGED = {
    "cut.docx": WRITERS["docx"],
    "cut.pdf": WRITERS["pdf"],
}


def refused(path: Path, data: bytes) -> Problem:
    path.write_bytes(data)
    with pytest.raises(Problem) as caught:
        readers.read(path)
    return caught.value


def zipped(**parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return packed.getvalue()


@pytest.mark.parametrize("name", ["empty.docx", "empty.pdf", "empty.html"])
def test_an_empty_file(name: str, tmp_path: Path) -> None:
    assert refused(tmp_path / name, b"").code in ("report_unreadable", "report_no_trace")


@pytest.mark.parametrize("name", ["text.docx", "text.pdf"])
def test_something_else_under_that_name(name: str, tmp_path: Path) -> None:
    problem = refused(tmp_path / name, b"just a text\n" * 40)
    assert problem.code == "report_unreadable"
    assert problem.exit == 1
    assert name in str(problem)


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_file_cut_short(form: str, share: float, tmp_path: Path) -> None:
    whole = WRITERS[form](samples.sealed("zh", rows=2))
    problem = refused(tmp_path / f"cut.{form}", whole[: int(len(whole) * share)])
    assert problem.code in ("report_unreadable", "report_no_trace")


def test_a_zip_that_is_no_docx(tmp_path: Path) -> None:
    assert refused(tmp_path / "other.docx", zipped(**{"a.txt": "x"})).code == "report_unreadable"


def test_a_docx_whose_xml_is_broken(tmp_path: Path) -> None:
    assert refused(tmp_path / "broken.docx", zipped(word__document="<w:p>", **{"word/document.xml": "<a"})).code == (
        "report_unreadable"
    )


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
    found = docx.read(zipped(**{"word/document.xml": bomb}), "bomb.docx")
    assert found.passages == ()


def test_a_docx_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "UNPACKED", 1000)
    data = zipped(**{"word/document.xml": "<a>" + " " * 5000 + "</a>"})
    assert refused(tmp_path / "bomb.docx", data).code == "report_too_large"


def test_a_huge_file(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(readers.LARGEST + 1)
    with pytest.raises(Problem) as caught:
        readers.read(path)
    assert caught.value.code == "report_too_large"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        readers.read(tmp_path / "none.docx")
    assert (caught.value.code, caught.value.exit) == ("report_file_missing", 2)


def test_another_kind_of_file(tmp_path: Path) -> None:
    problem = refused(tmp_path / "report.odt", b"x")
    assert (problem.code, problem.exit) == ("report_format_unknown", 2)


def test_a_page_without_trace(tmp_path: Path) -> None:
    assert refused(tmp_path / "page.html", b"<!doctype html><p>420 units").code == "report_no_trace"
    broken = b'<!doctype html><p>420</p><script type="application/json" id="paicha-manifest">{"manifest": 3}</script>'
    assert refused(tmp_path / "page.html", broken).code == "report_no_trace"


def test_a_page_that_is_not_text(tmp_path: Path) -> None:
    assert refused(tmp_path / "page.html", b"\xff\x00\xfa\xfb\x81" * 10).code in (
        "report_unreadable",
        "report_no_trace",
    )


def test_a_docx_without_trace(tmp_path: Path) -> None:
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
    )
    assert refused(tmp_path / "plain.docx", zipped(**{"word/document.xml": document})).code == "report_no_trace"


def test_upper_case_endings_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "REPORT.DOCX"
    path.write_bytes(WRITERS["docx"](samples.sealed("en", rows=2)))
    assert readers.read(path).report == "0192-sample"
