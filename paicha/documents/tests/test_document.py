"""The document itself: passages, addresses, titles, the manifest and its signature, charts."""

import dataclasses
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from paicha.documents import charts, drawing, manifest
from paicha.documents.document import Dot, Paragraph, Scale, Slot, Text, Trace, passages, title_lines
from paicha.documents.tests import samples
from paicha.documents.writers.placing import breakable, insets
from paicha.kernel.canonical import canonical


def test_passages_have_running_ids_in_reading_order() -> None:
    found = list(passages(samples.document("zh", rows=2)))
    assert [passage.id for passage in found] == [f"p{n}" for n in range(1, len(found) + 1)]
    assert [passage.kind for passage in found[:6]] == ["issuer", "number", "title", "addressee", "body", "heading"]
    assert {passage.kind for passage in found} >= {
        "item",
        "note",
        "caption",
        "header",
        "row",
        "chart",
        "signature",
        "date",
    }


def test_tables_and_charts_are_numbered_apart() -> None:
    captions = [passage for passage in passages(samples.document("en", rows=1)) if passage.kind == "caption"]
    assert [passage.parts[0][0].text for passage in captions] == ["Table 1. ", "Figure 1. ", "Figure 2. ", "Table 2. "]


def test_the_address_of_a_number() -> None:
    slot = Slot("n7", "5", Trace("findings_total", 1, {"unit": "SL"}, "value", 5))
    assert (
        samples.sealed("zh", rows=1).number_url(slot) == "https://paicha.example.org/reports/0192-sample/numbers/n7#n7"
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("短标题", ["短标题"]),
        ("示例区2026年第三季度\u200b消防安全排查\u200b情况报告", ["示例区2026年第三季度", "消防安全排查情况报告"]),
        ("没有断点的很长很长很长很长很长很长很长的标题", ["没有断点的很长很长很长很长很长很长很长的标题"]),
    ],
)
def test_titles_break_between_phrases(title: str, expected: list[str]) -> None:
    assert title_lines(title, 19) == expected


def test_long_hashes_may_be_broken() -> None:
    assert breakable("根为" + "a" * 24).replace("\u200b", "|") == "根为aaaa|aaaa|aaaa|aaaa|aaaa|aaaa"
    assert breakable("short words stay") == "short words stay"


def test_signature_and_date_stand_one_above_the_other() -> None:
    def placed(name: str) -> list[float]:
        blocks = [Paragraph((Text(name),), "signature"), Paragraph((Text("2026年10月9日"),), "date")]
        return list(insets(samples.of_blocks(blocks).document).values())

    assert placed("示例区应急局") == [4.25, 4]
    assert placed("示例区") == [5.75, 4]


def test_the_manifest_is_canonical_and_signed() -> None:
    sealed = samples.sealed("zh", rows=2)
    assert canonical(sealed.manifest)
    key = samples.KEY.public_key()
    assert manifest.is_signed(sealed.envelope, key)
    assert not manifest.is_signed(sealed.envelope, Ed25519PrivateKey.generate().public_key())
    altered = {**sealed.envelope, "manifest": {**sealed.manifest, "position": 1}}
    assert not manifest.is_signed(altered, key)
    assert not manifest.is_signed({**sealed.envelope, "signature": "!"}, key)
    assert not manifest.is_signed({}, key)
    assert len(manifest.fingerprint(sealed.manifest)) == 64


def test_the_manifest_tells_each_number() -> None:
    first = samples.sealed("zh", rows=2).manifest["numbers"][0]
    assert first == {
        "id": "n1",
        "text": "420",
        "figure": "findings_total",
        "version": 1,
        "field": "value",
        "value": 420,
        "arguments": {"unit": "SL", "line": "territorial", "from": "2026-07-01", "to": "2026-09-30", "group": None},
        "proof": "有问题单位率数值420指标版本1位次171,902",
    }


@pytest.mark.parametrize(
    ("top", "expected"), [(72, (0, 20, 40, 60, 80)), (4.1, (0, 2, 4, 6)), (100, (0, 25, 50, 75, 100)), (0, (0, 1))]
)
def test_ticks_are_few_and_round(top: float, expected: tuple[float, ...]) -> None:
    assert charts.ticks(top) == expected


def test_a_dot_plot_takes_what_a_page_holds() -> None:
    rows = [charts.Dots(f"unit {at}", 1.0) for at in range(charts.MOST_ROWS + 1)]
    with pytest.raises(ValueError, match="do not fit"):
        charts.dot_plot(rows, alternative="")
    drawn = drawing.chart(charts.dot_plot(rows[:-1], alternative=""))
    assert drawn.height < 225 / 156 * drawn.width


def test_two_rows_of_one_name_stay_two_rows() -> None:
    rows = [
        charts.Dots("同名", 10, count="1 / 10"),
        charts.Dots("同名", 20, count="2 / 10"),
        charts.Dots('"引\\号', None),
    ]
    assert drawing.chart(charts.dot_plot(rows, alternative="")).text.count("同名") == 2


def test_months_do_not_depend_on_the_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/Chicago")
    points = [charts.Month(date(2026, month, 1), 50 + month) for month in range(1, 4)]
    drawn = drawing.chart(charts.months(points, language="zh", alternative=""))
    assert [label in drawn.text for label in ("1月", "2月", "3月", "12月")] == [True, True, True, False]


def test_unknown_values_are_not_drawn() -> None:
    scale = Scale((), ((0, "0%"), (10, "10%")))
    assert "circle" not in drawing.dot(Dot(None), scale).svg
    assert drawing.dot(Dot(5), scale).svg.count("circle") == 1
    assert drawing.dot(Dot(5, 2, 8, 4), scale).svg.count("circle") == 2
    assert 'cx="182"' in drawing.dot(Dot(99), scale).svg, "what is beyond the scale stands at its end"


def test_labels_of_a_scale_are_text() -> None:
    scale = Scale((), ((0, "<0"), (10, "a&b")))
    assert drawing.axis(scale).text == "<0a&b"


def test_a_digest_of_a_drawing_survives_a_browser() -> None:
    svg = drawing.axis(Scale((), ((0, "0%"), (10, "10%")))).svg
    rewritten = (
        svg.replace('stroke-width="1" ', "").replace("/>", "></path>").replace("<path ", '<path stroke-width="1" ')
    )
    assert drawing.svg_digest(rewritten.replace("<svg ", '<svg role="img" aria-label="x" ')) == drawing.svg_digest(svg)
    assert drawing.svg_digest(svg.replace("10%", "11%")) != drawing.svg_digest(svg)


def test_pieces_of_a_document_are_values() -> None:
    assert dataclasses.replace(Text("a"), strong=True) == Text("a", strong=True)
