"""What verifying says of each way in which a file may differ."""

import json
import re
from functools import cache
from typing import Any

import pytest

from paicha.documents import readers
from paicha.documents.comparing import Recomputed, Verification, compare
from paicha.documents.readers.found import Found
from paicha.documents.sealing import Sealed
from paicha.documents.tests import samples
from paicha.documents.tests.docx_files import changed_xml, resaved
from paicha.documents.writers import WRITERS


@cache
def sealed() -> Sealed:
    return samples.sealed("zh", rows=4)


@cache
def written(form: str) -> bytes:
    return WRITERS[form](sealed())


def found(form: str, data: bytes | None = None) -> Found:
    return readers.READERS[f".{form}"](data or written(form), f"report.{form}")


def judged(form: str, data: bytes | None = None, **now: Any) -> Verification:
    return compare(found(form, data), sealed().manifest, {**samples.recomputed(sealed()), **now})


def counts(result: Verification) -> tuple[dict[str, int], dict[str, int]]:
    """The counts of what is not true, without the zeros."""
    told = result.as_json()
    numbers = {name: n for name, n in told["numbers"].items() if n and name != "true"}
    return numbers, {name: n for name, n in told["paragraphs"].items() if n}


def html(old: str, new: str) -> bytes:
    text = written("html").decode()
    assert text.count(old) >= 1
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize("form", WRITERS)
def test_a_figure_that_answers_otherwise_makes_a_number_false(form: str) -> None:
    assert counts(judged(form, n1="421")) == ({"false": 1}, {})


@pytest.mark.parametrize("form", WRITERS)
def test_a_changed_definition_is_said_so(form: str) -> None:
    assert counts(judged(form, n1=Recomputed.DEFINITION_CHANGED)) == ({"definition_changed": 1}, {})


def test_a_changed_digit_is_false_even_where_the_definition_changed() -> None:
    forged = html('<data id="n1" value="420">420</data>', '<data id="n1" value="420">421</data>')
    assert counts(judged("html", forged, n1=Recomputed.DEFINITION_CHANGED)) == ({"false": 1}, {})


def test_a_number_that_cannot_be_computed_again_is_not_true() -> None:
    recomputed = samples.recomputed(sealed())
    del recomputed["n1"]
    assert counts(compare(found("html"), sealed().manifest, recomputed)) == ({"false": 1}, {})


def test_a_changed_word_of_quantity_is_false() -> None:
    assert counts(judged("html", html(">大多数<", ">绝大多数<"))) == ({"false": 1}, {})


def test_a_number_whose_mark_was_taken_out_is_unbound() -> None:
    bare = re.sub(rb'<data id="n1" value="420">420</data>', b"420", written("html"))
    assert counts(judged("html", bare)) == ({"unbound": 1}, {})


def test_a_number_that_was_typed_in_is_unbound() -> None:
    numbers, passages = counts(judged("html", html("三是按季公布到期销号率。", "三是按季公布到期销号率，已有97%。")))
    assert (numbers, passages) == ({"unbound": 1}, {"changed": 1})


def test_a_digit_typed_beside_a_number_is_found() -> None:
    numbers, passages = counts(judged("html", html("420</data></button>家", "420</data></button>0家")))
    assert (numbers, passages) == ({"unbound": 1}, {"changed": 1})


def test_a_mark_nobody_gave_is_unbound() -> None:
    forged = html('<p class="body"', '<p class="body"><data id="n999">5</data>万家</p><p class="body"')
    numbers, passages = counts(judged("html", forged))
    assert numbers["unbound"] >= 1
    assert passages == {"added": 1}


def test_a_number_that_stands_twice_is_false() -> None:
    numbers, passages = counts(judged("html", html("</h1>", '</h1><p><data id="n1">420</data></p>')))
    assert numbers["false"] == 1
    assert passages["added"] == 1


def test_a_removed_paragraph_takes_its_numbers_along() -> None:
    text = written("html").decode()
    (paragraph,) = re.findall(r'<p class="body" id="p\d+">本次排查范围.*?</p>', text)
    gone = text.replace(paragraph, "")
    assert counts(judged("html", gone.encode())) == ({"missing": paragraph.count("<data ")}, {"missing": 1})


def test_a_changed_proof_makes_its_number_false() -> None:
    assert counts(judged("html", html("<dd>179 / 412</dd>", "<dd>179 / 500</dd>"))) == ({"false": 1}, {})
    assert counts(judged("html", html("分子 / 分母 31 / 52", "分子 / 分母 31 / 99"))) == ({"false": 1}, {})


def test_a_redrawn_chart_is_found() -> None:
    assert counts(judged("html", html("全区43.4%", "全区34.4%"))) == ({}, {"changed": 1})
    moved = re.sub(rb'<circle cx="[\d.]+"', b'<circle cx="12.5"', written("html"), count=1)
    assert counts(judged("html", moved)) == ({}, {"changed": 1})


def test_an_altered_copy_of_the_manifest_is_told_and_not_believed() -> None:
    start, end = '<script type="application/json" id="paicha-manifest">', "</script>"
    text = written("html").decode()
    copy = json.loads(text.split(start)[1].split(end)[0])
    copy["manifest"]["numbers"][0] |= {"text": "421", "arguments": {"unit": "other"}}
    forged = text.replace(text.split(start)[1].split(end)[0], json.dumps(copy))
    result = judged("html", forged.encode())
    assert (result.ok, result.copy) == (False, "different")
    both = forged.replace('<data id="n1" value="420">420</data>', '<data id="n1" value="420">421</data>')
    assert counts(judged("html", both.encode())) == ({"false": 1}, {})


def test_a_docx_that_another_program_saved_is_true() -> None:
    """Runs split, links and custom XML gone, as programs do; the bookmarks stay."""
    result = judged("docx", resaved(written("docx")))
    assert (result.ok, result.copy) == (True, "absent")


def test_links_speak_where_bookmarks_are_gone() -> None:
    bare = changed_xml(written("docx"), lambda xml: re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", xml))
    assert judged("docx", bare).ok


def test_without_bookmarks_and_links_numbers_are_unbound() -> None:
    bare = changed_xml(written("docx"), lambda xml: re.sub(r"<w:bookmark[^>]*/>|</?w:hyperlink[^>]*>", "", xml))
    assert counts(judged("docx", bare)) == ({"unbound": len(sealed().manifest["numbers"])}, {})


@pytest.mark.parametrize("wrap", ["<w:del>{}</w:del>", "{}"], ids=["deleted", "hidden"])
def test_text_that_does_not_show_is_missing(wrap: str) -> None:
    def hide(xml: str) -> str:
        run = re.search(r"<w:r>(?:(?!</w:r>).)*现将2026年(?:(?!</w:r>).)*</w:r>", xml)
        assert run
        inner = run[0] if "del" in wrap else run[0].replace("<w:rPr>", "<w:rPr><w:vanish/>", 1)
        return xml.replace(run[0], wrap.format(inner))

    assert counts(judged("docx", changed_xml(written("docx"), hide))) == ({}, {"missing": 1})


def test_words_added_beside_the_text_are_found() -> None:
    footer = changed_xml(
        written("docx"), lambda xml: xml.replace("</w:p>", "<w:r><w:t>草稿</w:t></w:r></w:p>"), "footer1"
    )
    assert counts(judged("docx", footer))[1] == {"added": 1}


def test_the_summary_keeps_its_shape() -> None:
    told = judged("html", html("三是按季", "三是按月")).as_json()
    assert list(told) == ["ok", "numbers", "paragraphs", "report", "copy", "details"]
    (change,) = told["details"]["paragraphs"]
    assert change["is"] == "changed"
    assert "三是按季" in change["written"]
    assert "三是按月" in change["found"]


def test_an_added_and_a_lost_picture_are_found() -> None:
    """A chart is a passage too; a picture that nobody drew is an addition."""
    added = html("</h1>", '</h1><img src="data:image/png;base64,AAAA">')
    assert counts(judged("html", added)) == ({}, {"added": 1})
    lost = re.sub(rb'<figure class="chart".*?</figure>', b"", written("html"), count=1, flags=re.DOTALL)
    assert counts(judged("html", lost))[1]["missing"] == 3
