"""Words of quantity against the published table."""

from hypothesis import given
from hypothesis import strategies as st

from paicha.figures.answers import FEWEST
from paicha.reports.words import TABLE, fits, quantity_word


def test_the_published_thresholds() -> None:
    assert quantity_word(90, 100) == "绝大多数"
    assert quantity_word(899, 1000) == quantity_word(61, 100) == "大多数"
    assert quantity_word(60, 100) == quantity_word(10, 100) == "部分"
    assert quantity_word(4, 100) == "个别"
    assert quantity_word(5, 100) == "少数"
    assert quantity_word(100, 100) == "全部"


def test_a_few_is_never_more_than_ten_units() -> None:
    assert quantity_word(10, 1000) == "个别"
    assert quantity_word(11, 1000) == "少数"
    assert not fits("个别", 11, 1000)
    assert not fits("个别", 3, 1000, units=40)


def test_english() -> None:
    given_words = [quantity_word(n, 100, language="en") for n in (100, 95, 70, 30, 7, 3)]
    assert given_words == ["all", "the great majority", "most", "some", "few", "a few"]


def test_under_five_only_counts_are_given() -> None:
    assert quantity_word(4, 4) is None
    assert not fits("全部", 4, 4)


def test_nothing_has_no_word() -> None:
    assert quantity_word(0, 100) is None


def test_a_word_is_held_to_its_share() -> None:
    assert fits("几乎所有", 95, 100)
    assert not fits("几乎所有", 94, 100)
    assert fits("多数", 51, 100)
    assert not fits("多数", 50, 100)
    assert not fits("海量", 100, 100)
    assert not fits("most", 70, 100, language="zh")


@given(st.integers(FEWEST, 5000), st.data())
def test_every_share_above_nothing_has_exactly_one_word_that_fits(denominator: int, data: st.DataObject) -> None:
    numerator = data.draw(st.integers(1, denominator))
    for language in ("zh", "en"):
        word = quantity_word(numerator, denominator, language=language)
        assert word is not None
        assert fits(word, numerator, denominator, language=language)


def test_the_table_names_each_word_once() -> None:
    assert len({word.zh for word in TABLE}) == len({word.en for word in TABLE}) == len(TABLE)
