"""The PDF against GB/T 9704-2012: 22 lines of 28 characters, faces, tags."""

import io
from functools import cache

import pypdfium2 as pdfium
import pytest

from paicha.documents.document import Block, Chart, Heading, PageBreak, Paragraph, Text
from paicha.documents.tests import samples
from paicha.documents.writers import WRITERS
from paicha.kernel.problems import Problem

MM = 72 / 25.4
HAN = "排查单位逐项核对记录整改复查销号督办通报考核责任措施资金时限预案现场自查抽签回避签字"


@cache
def written(language: str) -> bytes:
    return WRITERS["pdf"](samples.sealed(language))  # type: ignore[arg-type]


@cache
def of_text() -> bytes:
    """A report of running text only; its second page is full."""
    text = (HAN * 8)[:300]
    blocks: list[Block] = [PageBreak(), *(Paragraph((Text(text),)) for _ in range(8))]
    return WRITERS["pdf"](samples.of_blocks(blocks))


def full_page() -> pdfium.PdfPage:
    return pdfium.PdfDocument(of_text())[1]


def lines(page: pdfium.PdfPage) -> list[str]:
    return [line for line in page.get_textpage().get_text_range().split("\r\n") if line]


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    *text, number = lines(full_page())
    assert len(text) == 22
    assert {len(line) for line in text if not line.endswith(text[10][-1])} | {28} == {28, 26}
    assert text[0].startswith(HAN[:26])
    assert number == "— 2 —"


def test_the_text_fills_its_block() -> None:
    text = full_page().get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
    body = boxes[:-3]  # the rest is the page number
    assert min(box[0] for box in body) == pytest.approx(28 * MM, abs=2)
    assert max(box[2] for box in body) == pytest.approx((210 - 26) * MM, abs=2)
    assert max(box[3] for box in body) <= (297 - 37) * MM
    assert min(box[1] for box in body) >= 35 * MM - 1


def test_page_numbers_change_sides() -> None:
    document = pdfium.PdfDocument(written("zh"))
    for at in (0, 1):
        text = document[at].get_textpage()
        left = text.get_charbox(text.count_chars() - 1)[0]
        assert (left > 105 * MM) == (at % 2 == 0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_tagged_archival_and_in_our_faces(language: str) -> None:
    data = written(language)
    document = pdfium.PdfDocument(data)
    assert document.is_tagged()
    metadata = data[data.index(b"<?xpacket begin") : data.index(b"<?xpacket end")].decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    fonts = {obj.get_font().get_family_name() for page in document for obj in page.get_objects() if obj.type == 1}
    assert fonts <= {"Noto Serif SC", "Noto Sans SC", "Paicha Kai"}
    assert document.get_metadata_dict()["Title"].startswith("示例区" if language == "zh" else "Fire-safety")


def test_the_manifest_is_attached() -> None:
    document = pdfium.PdfDocument(written("zh"))
    assert [document.get_attachment(at).get_name() for at in range(document.count_attachments())] == [
        "paicha-manifest.json"
    ]


def test_a_chart_stands_in_the_text_as_lines_not_as_pixels() -> None:
    document = pdfium.PdfDocument(written("zh"))
    assert not [obj for page in document for obj in page.get_objects(filter=[3], max_depth=8)]
    assert "全区43.4%" in "".join("".join(lines(page)) for page in document).replace(" ", "")


def test_headings_that_skip_a_level_are_set() -> None:
    blocks = [Heading(1, (Text("一、情况"),)), Heading(3, (Text("1.细目"),)), Heading(2, (Text("（一）其他"),))]
    assert WRITERS["pdf"](samples.of_blocks(blocks)).startswith(b"%PDF-1.7")


def test_a_chart_that_cannot_be_drawn_is_a_problem() -> None:
    with pytest.raises(Problem) as caught:
        samples.of_blocks([Chart({"mark": {"type": "no such mark"}, "encoding": 3}, "图")])
    assert caught.value.code == "report_chart_failed"


def test_what_is_read_of_a_page_is_what_is_printed() -> None:
    kept = io.BytesIO()
    pdfium.PdfDocument(written("en")).save(kept)
    assert lines(pdfium.PdfDocument(kept.getvalue())[0]) == lines(pdfium.PdfDocument(written("en"))[0])
