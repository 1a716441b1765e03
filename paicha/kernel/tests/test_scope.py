"""A subtree is one range of paths."""

from hypothesis import given
from hypothesis import strategies as st

from paicha.kernel.scope import EVERYTHING, Range, Scope, path_end

numbers = st.lists(st.integers(1, 130), max_size=5)


def path(units: list[int]) -> str:
    return "/" + "".join(f"{unit}/" for unit in units)


@given(numbers, numbers)
def test_a_range_holds_a_unit_and_what_lies_below_it(above: list[int], other: list[int]) -> None:
    below = other[: len(above)] == above
    assert Range(1, path(above)).holds(path(other)) == below


@given(numbers, numbers)
def test_what_lies_below_is_always_held(above: list[int], further: list[int]) -> None:
    assert Range(1, path(above)).holds(path(above + further))


def test_a_number_that_only_begins_alike_lies_outside() -> None:
    assert not Range(1, "/1/2/").holds("/1/23/")
    assert not Range(1, "/1/23/").holds("/1/2/")


def test_the_end_is_the_first_path_outside() -> None:
    assert path_end("/1/23/") == Range(1, "/1/23/").end == "/1/230"
    assert path_end("/") == "0"


def test_everything_has_no_bound_and_nothing_is_another_scope() -> None:
    assert Scope(reach=None, focus=None) == EVERYTHING
    assert Scope(reach=()) != EVERYTHING
