"""The DOCX against GB/T 9704-2012 and its package."""

import io
import zipfile
from functools import cache
from typing import Any

import docx
import pytest
from docx.shared import Mm
from lxml import etree

from paicha.documents.document import Heading, Paragraph, Text
from paicha.documents.tests import samples
from paicha.documents.writers import WRITERS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def written(language: str) -> bytes:
    return WRITERS["docx"](samples.sealed(language))  # type: ignore[arg-type]


def part(language: str, name: str) -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(written(language))).read(name))


def style(name: str) -> dict[str, str]:
    """The settings of a style, flat: `sz`, `spacing.line`, `ind.firstLineChars` and so on."""
    root = part("zh", "word/styles.xml")
    (found,) = [element for element in root.iter(f"{W}style") if element.get(f"{W}styleId") == name]
    flat = {}
    for element in found.iter():
        tag = etree.QName(element).localname
        for key, value in element.attrib.items():
            flat[tag if key == f"{W}val" else f"{tag}.{etree.QName(key).localname}"] = value
    return flat


def test_the_page_and_its_grid() -> None:
    section = docx.Document(io.BytesIO(written("zh"))).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    sizes = (section.page_width, section.page_height, *margins)
    assert [round((size or Mm(0)).mm) for size in sizes] == [210, 297, 37, 35, 28, 26]
    grid = part("zh", "word/document.xml").find(f".//{W}docGrid")
    assert {etree.QName(key).localname: value for key, value in grid.attrib.items()} == {
        "type": "linesAndChars",
        "linePitch": "579",
        "charSpace": "-848",
    }


def test_the_body() -> None:
    body = style("Body")
    assert (body["sz"], body["rFonts.eastAsia"], body["ind.firstLineChars"]) == ("32", "仿宋_GB2312", "200")
    assert (body["spacing.line"], body["spacing.lineRule"]) == ("579", "exact")
    assert 22 * int(body["spacing.line"]) / 20 <= 225 * 72 / 25.4
    assert 28 * (16 + int(body["spacing"]) / 20) <= 156 * 72 / 25.4 < 29 * (16 + int(body["spacing"]) / 20)


@pytest.mark.parametrize(
    ("name", "face", "size"),
    [
        ("Title", "方正小标宋简体", "44"),
        ("Heading1", "黑体", "32"),
        ("Heading2", "楷体_GB2312", "32"),
        ("Heading3", "仿宋_GB2312", "32"),
        ("Footer", "宋体", "28"),
        ("Number", "仿宋_GB2312", "32"),
    ],
)
def test_faces_and_sizes(name: str, face: str, size: str) -> None:
    assert (style(name)["rFonts.eastAsia"], style(name)["sz"]) == (face, size)


def test_the_issuing_body_is_red_above_a_red_rule() -> None:
    assert style("Issuer")["color"] == "D00000"
    assert float(style("Issuer")["spacing.before"]) == pytest.approx(35 * 72 / 25.4 * 20, abs=1)
    assert style("Number")["bottom.color"] == "D00000"
    assert style("Number")["bottom.space"] == "11"


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    assert part("zh", "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    sides = {}
    for number in (1, 2):
        root = part("zh", f"word/footer{number}.xml")
        sides[root.find(f".//{W}jc").get(f"{W}val")] = "".join(root.itertext())
    assert sides == {"right": "—  PAGE 1 —", "left": "—  PAGE 1 —"}


def test_table_heads_are_repeated_and_rows_stay_whole() -> None:
    root = part("zh", "word/document.xml")
    rows = list(root.iter(f"{W}tr"))
    assert len(list(root.iter(f"{W}tblHeader"))) == len(list(root.iter(f"{W}tbl"))) == 2
    assert len(list(root.iter(f"{W}cantSplit"))) == len(rows)


def test_each_number_has_a_bookmark_and_a_link() -> None:
    sealed = samples.sealed("zh")
    root = part("zh", "word/document.xml")
    names = [element.get(f"{W}name") for element in root.iter(f"{W}bookmarkStart")]
    assert names == [f"paicha_{number['id']}" for number in sealed.manifest["numbers"]]
    relations = zipfile.ZipFile(io.BytesIO(written("zh"))).read("word/_rels/document.xml.rels").decode()
    assert "https://paicha.example.org/reports/0192-sample/numbers/n1#n1" in relations
    assert relations.count("#n") == len(names) == len(list(root.iter(f"{W}hyperlink")))


def test_the_package_says_what_it_is() -> None:
    document = docx.Document(io.BytesIO(written("zh")))
    core = document.core_properties
    assert (core.title, core.author) == ("示例区2026年第三季度消防安全排查情况报告", "示例区安全生产委员会办公室")
    assert (core.language, core.identifier) == ("zh-CN", "0192-sample")
    names = zipfile.ZipFile(io.BytesIO(written("zh"))).namelist()
    assert len(names) == len(set(names))
    assert not any("thumbnail" in name for name in names)
    assert "0192-sample" in "".join(part("zh", "docProps/custom.xml").itertext())


def test_every_style_that_is_used_is_there() -> None:
    for language in ("zh", "en"):
        known = {element.get(f"{W}styleId") for element in part(language, "word/styles.xml").iter(f"{W}style")}
        used = {element.get(f"{W}val") for element in part(language, "word/document.xml").iter(f"{W}pStyle")}
        assert used <= known


def test_pictures_have_a_sentence_or_are_decoration() -> None:
    root = part("zh", "word/document.xml")
    drawn = [element for element in root.iter() if etree.QName(element).localname == "docPr"]
    described = [element.get("descr") for element in drawn if element.get("descr")]
    assert len(described) == 2
    assert len(drawn) - len(described) == len([e for e in root.iter() if etree.QName(e).localname == "decorative"])


def test_a_long_name_is_not_pushed_off_the_page() -> None:
    """A name longer than its date stands two characters from the edge, the date begins two further in."""
    blocks = (
        Heading(1, (Text("一、情况"),)),
        Paragraph((Text("示例市人民政府安全生产委员会办公室消防专项工作领导小组"),), "signature"),
        Paragraph((Text("2026年10月9日"),), "date"),
    )
    root = etree.fromstring(
        zipfile.ZipFile(io.BytesIO(WRITERS["docx"](samples.of_blocks(blocks)))).read("word/document.xml")
    )
    rights = [element.get(f"{W}rightChars") for element in root.iter(f"{W}ind") if element.get(f"{W}rightChars")]
    assert rights == ["200", "2050"]
