"""The guard: what running text may not say without a figure, and what it may."""

import pytest

from paicha.documents import charts, guard
from paicha.documents.document import Cite, Column, Heading, Language, Paragraph, Row, Slot, Table, Text, Trace
from paicha.documents.tests import samples

SLOT = Slot("n1", "43.4%", Trace("units_with_findings_rate", 1, {}, "value", "0.434"))

REFUSED = [
    ("zh", "共有179家单位", ["179 number"]),
    ("zh", "占43.4%，或４３％", ["43.4% percentage", "４３％ percentage"]),
    ("zh", "占百分之四十三点五", ["百分之四十三点五 percentage"]),
    ("zh", "约三分之一的单位", ["三分之一 percentage"]),
    ("zh", "发现十二条、两项、三百余家", ["十二条 number", "两项 number", "三百余家 number"]),
    ("zh", "青禾街道最高，居首位", ["最 superlative", "居首 superlative"]),
    (
        "zh",
        "绝大多数单位合格，少数、个别单位部分不合格",
        [
            "绝大多数 quantity",
            "少数 quantity",
            "个别 quantity",
            "部分 quantity",
        ],
    ),
    ("zh", "几乎所有单位，几十家，数百条", ["几乎所有 quantity", "几十家 quantity", "数百条 quantity"]),
    ("zh", "问题数明显下降", ["明显 change", "下降 change"]),
    ("zh", "检查表3份", ["3 number"]),
    ("zh", "按时整改率 %", ["% percentage"]),
    ("en", "There were 1,387 findings", ["1,387 number"]),
    ("en", "43.4% or 43 per cent of units", ["43.4% percentage", "43 per cent percentage"]),
    (
        "en",
        "The great majority of units; most units; most of them",
        [
            "The great majority quantity",
            "most quantity",
            "most quantity",
        ],
    ),
    ("en", "Some, many, a few and several", ["Some quantity", "many quantity", "a few quantity", "several quantity"]),
    ("en", "Almost all units, half of them, a handful", ["Almost all quantity", "half quantity", "a handful quantity"]),
    (
        "en",
        "The highest share and the worst, the most serious",
        [
            "highest superlative",
            "worst superlative",
            "most superlative",
        ],
    ),
    (
        "en",
        "Twenty-three units, two dozen, one inspection",
        [
            "Twenty-three number",
            "two number",
            "dozen number",
            "one  number",
        ],
    ),
    ("en", "The rate rose significantly", ["rose change", "significantly change"]),
]

ALLOWED = [
    ("zh", "一、基本情况"),
    ("zh", "（二）数据来源"),
    ("zh", "1.整改与销号"),
    ("zh", "2026年第三季度，截至9月30日，10月1日至9日，2025年度，2013年上半年"),
    ("zh", "2026-09-30 24:00"),
    ("zh", "《安全生产法（2021年）》第四十一条、第41条，示安办〔2026〕12号"),
    ("zh", "GB/T 9704-2012和AQ 3013-2008的要求"),
    ("zh", "见图1、表2和附件3"),
    ("zh", "95%区间，95%的置信区间"),
    ("zh", "现场记录写明“三处通道被占”"),
    ("zh", "一是加强自查，二是抽签复查；其一，统一标准"),
    ("zh", "进一步统一一般问题的判定，每一家单位均应逐一核对，最近一次检查，最后由双随机、一公开抽取"),
    ("en", "1. Units inspect themselves"),
    ("en", "Annex 1. Items"),
    ("en", "By 30 September 2026, in 2013, from May 2013 to 4 June, the third quarter of 2026"),
    ("en", "see figure 1 and tables 2 and 3, section 2.1, article 41"),
    ("en", "the 95% interval, a 95% confidence interval"),
    ("en", "at least, the most recent inspection, one another, each one, somebody, sometimes"),
    ("en", 'the record says "two exits blocked"'),
    ("en", "ISO 19011:2018"),
]


@pytest.mark.parametrize(("language", "text", "expected"), REFUSED)
def test_refused(language: Language, text: str, expected: list[str]) -> None:
    assert [f"{text[start:end]} {kind}" for start, end, kind in guard.scan(text, language)] == expected


@pytest.mark.parametrize(("language", "text"), ALLOWED)
def test_allowed(language: Language, text: str) -> None:
    assert guard.scan(text, language) == []


def test_quoted_words_are_quotations_and_others_are_not() -> None:
    text = "上升一词见“上升”"
    assert [(start, end) for start, end, _ in guard.scan(text, "zh")] == [(0, 2)]


def test_numbers_and_records_are_passed_over() -> None:
    content = (Text("共有"), SLOT, Text("，见"), Cite("unit", "u1", "第43街道88号"), Text("。"))
    assert guard.check(samples.of_blocks([Paragraph(content)]).document) == []


def test_an_offence_says_where_it_stands() -> None:
    content = (Text("共有"), SLOT, Text("，另有"), Text("12家", strong=True))
    (offence,) = guard.check(samples.of_blocks([Heading(1, (Text("一、情况"),)), Paragraph(content)]).document)
    assert (offence.passage, offence.cell, offence.text, offence.kind) == ("p5", 0, "12", "number")
    assert "共有43.4%，另有12家"[offence.start : offence.end] == "12"
    assert "12" in offence.sentence


def test_cells_and_captions_are_read_too() -> None:
    table = Table(
        (Column((Text("镇街"),)), Column((Text("数量"),))), (Row(((Text("甲"),), (Text("5"),))),), (Text("共3个"),)
    )
    offences = guard.check(samples.of_blocks([table]).document)
    assert [(offence.passage, offence.cell, offence.text) for offence in offences] == [("p4", 0, "3"), ("p6", 1, "5")]


def test_the_sentence_of_a_chart_is_read_too() -> None:
    chart = charts.dot_plot([charts.Dots("甲", 59.0)], alternative="最高为59%。")
    kinds = [offence.kind for offence in guard.check(samples.of_blocks([chart]).document)]
    assert kinds == ["superlative", "percentage"]
