"""Ids in the order in which people count."""

from hypothesis import given
from hypothesis import strategies as st

from paicha.kernel.natural import natural

words = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=8)


def test_ids_are_ordered_as_people_count() -> None:
    ids = ["A10", "A9", "A", "B1", "A9-2", "A9-10", "10", "9", "检2", "检10"]
    assert sorted(ids, key=natural) == ["9", "10", "A", "A9", "A9-2", "A9-10", "A10", "B1", "检2", "检10"]


@given(st.integers(0, 10**40), st.integers(0, 10**40))
def test_numbers_of_any_length_compare_as_numbers(one: int, other: int) -> None:
    assert (natural(f"A{one}") < natural(f"A{other}")) == (one < other)


@given(st.integers(0, 10**20), st.integers(0, 5))
def test_leading_zeros_do_not_count(number: int, zeros: int) -> None:
    assert natural("0" * zeros + str(number)) == natural(str(number))


@given(words, words)
def test_without_digits_bytes_compare(one: str, other: str) -> None:
    assert (natural(one) < natural(other)) == (one.encode() < other.encode())
