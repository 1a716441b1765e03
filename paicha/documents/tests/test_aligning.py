"""Lining up passages and streams."""

from hypothesis import given
from hypothesis import strategies as st

from paicha.documents import normal
from paicha.documents.aligning import Difference, align, align_stream
from paicha.testing.scale import examples

PASSAGES = st.lists(st.text("abc甲乙1", min_size=1, max_size=12), max_size=25)


@given(PASSAGES)
def test_the_same_has_no_differences(passages: list[str]) -> None:
    assert align(passages, passages) == []
    assert align_stream(passages, "".join(passages)) == []


@examples(60)
@given(PASSAGES, st.text("abc甲乙1", max_size=60))
def test_differences_explain_the_stream(passages: list[str], stream: str) -> None:
    """Put together, what stands for each passage and what was added is the stream, character for character."""
    differences = align_stream(passages, stream)
    assert (differences == []) == ("".join(passages) == stream)
    missing = {difference.expected for difference in differences if difference.expected is not None}
    kept = [text for at, text in enumerate(passages) if at not in missing]
    told = [difference.text or "" for difference in differences]
    assert sorted("".join(kept) + "".join(told)) == sorted(stream)


def test_a_changed_a_removed_and_an_added_passage() -> None:
    passages = ["第一段文字在这里", "第二段文字在那里", "第三段", "12", "34"]
    assert align_stream(passages, "第一段文字在这里第二段文字在何处第三段1234") == [Difference(1, "第二段文字在何处")]
    assert align_stream(passages, "第一段文字在这里第三段1234") == [Difference(1, None)]
    assert align_stream(passages, "第一段文字在这里新来的第二段文字在那里第三段1234") == [Difference(None, "新来的")]
    assert align(passages, [*passages[:2], "12", "34"]) == [Difference(2, None)]


def test_a_moved_passage_is_missing_and_added() -> None:
    passages = ["甲段的全部文字", "乙段的全部文字", "丙段的全部文字"]
    moved = [passages[2], *passages[:2]]
    assert {d.text for d in align(passages, moved)} == {None, passages[2]}
    assert {d.text for d in align_stream(passages, "".join(moved))} == {None, passages[2]}


def test_a_rewritten_passage_is_changed_and_an_unlike_one_is_exchanged() -> None:
    assert align(["abcdefgh", "x"], ["abcdefgX", "x"]) == [Difference(0, "abcdefgX")]
    assert align(["abcdefgh", "x"], ["qrstuv", "zzz", "x"]) == [
        Difference(0, None),
        Difference(None, "qrstuv"),
        Difference(None, "zzz"),
    ]


def test_normalisation_forgives_what_programs_do_and_nothing_else() -> None:
    assert normal.passage("４２０家　单位\n（％）") == normal.passage("420家单位(%)")
    assert normal.passage("self-inspec\u00adtion", "•") == "selfinspection\x1f"
    assert normal.passage("3–5") != normal.passage("35")
    assert normal.squeeze("−5") != normal.squeeze("5")
    assert normal.squeeze("-5") != normal.squeeze("5")
    assert normal.passage("A") != normal.passage("a")
    assert normal.passage("1", "23") != normal.passage("12", "3")
