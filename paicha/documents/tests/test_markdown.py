"""From a section's text to blocks."""

import pytest

from paicha.documents.document import Cite, Heading, PageBreak, Paragraph, Slot, Table, Text, Trace, plain
from paicha.documents.markdown import Pieces, parse
from paicha.kernel.problems import Problem

SLOT = Slot("n1", "420", Trace("units_total", 1, {}, "value", 420))


def blocks(text: str, pieces: Pieces | None = None) -> list[object]:
    return list(parse(text, pieces or Pieces(), "01-test.zh.md"))


def test_headings_paragraphs_and_new_pages() -> None:
    assert blocks("# 一、情况\n\n正文。\n\n---\n\n### 1.细目") == [
        Heading(1, (Text("一、情况"),)),
        Paragraph((Text("正文。"),)),
        PageBreak(),
        Heading(3, (Text("1.细目"),)),
    ]


def test_line_breaks_vanish_beside_chinese_and_are_spaces_between_latin_words() -> None:
    assert blocks("甲乙\n丙丁\n\nfirst\nsecond\n\n甲\nlatin\n乙") == [
        Paragraph((Text("甲乙丙丁"),)),
        Paragraph((Text("first second"),)),
        Paragraph((Text("甲latin乙"),)),
    ]


def test_strong_words_beside_chinese_punctuation() -> None:
    assert blocks("**统一标准。**全区一致") == [Paragraph((Text("统一标准。", strong=True), Text("全区一致")))]


def test_lists_keep_their_markers() -> None:
    found = blocks("3. 甲\n4. 乙\n\n- 丙\n- 丁")
    assert [(block.kind, block.marker, plain(block.content)) for block in found if isinstance(block, Paragraph)] == [
        ("item", "3.", "甲"),
        ("item", "4.", "乙"),
        ("item", "•", "丙"),
        ("item", "•", "丁"),
    ]


def test_a_quotation_mark_makes_a_note() -> None:
    assert blocks("> 注：说明") == [Paragraph((Text("注：说明"),), "note")]


def test_pieces_stand_where_their_marks_are() -> None:
    pieces = Pieces()
    number, name = pieces.inline(SLOT), pieces.inline(Cite("unit", "1", "*A|B* #1"))
    assert blocks(f"共有{number}家，见{name}。", pieces) == [
        Paragraph((Text("共有"), SLOT, Text("家，见"), Cite("unit", "1", "*A|B* #1"), Text("。")))
    ]
    (table,) = blocks(f"| 名称 | 数 |\n|---|--:|\n| {name} | {number} |", pieces)
    assert isinstance(table, Table)
    assert table.rows[0].cells == ((Cite("unit", "1", "*A|B* #1"),), (SLOT,))
    assert [column.align for column in table.columns] == ["left", "right"]


def test_a_number_may_be_strong_with_the_words_around_it() -> None:
    pieces = Pieces()
    (paragraph,) = blocks(f"**共{pieces.inline(SLOT)}家**", pieces)
    assert paragraph == Paragraph((Text("共", strong=True), SLOT, Text("家", strong=True)))


def test_a_block_of_code_stands_alone() -> None:
    pieces = Pieces()
    given = Paragraph((Text("各单位："),), "addressee")
    assert blocks(f"前{pieces.block(given)}后", pieces) == [Paragraph((Text("前"),)), given, Paragraph((Text("后"),))]


@pytest.mark.parametrize(
    "text", ["[a](https://example.org)", "![a](b.png)", "*slanted*", "`code`", "```\ncode\n```", "<b>x</b>\n\n    code"]
)
def test_what_a_report_cannot_carry_is_refused(text: str) -> None:
    with pytest.raises(Problem) as caught:
        blocks(f"一行\n\n{text}")
    assert caught.value.code == "report_markup"
    assert "01-test.zh.md" in str(caught.value)


def test_a_table_inside_a_sentence_is_refused() -> None:
    pieces = Pieces()
    mark = pieces.block(Table((), ())).strip()
    with pytest.raises(Problem, match="Table cannot stand in a report"):
        blocks(f"见{mark}。", pieces)
