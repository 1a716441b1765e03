"""A cursor that nobody gave is a problem that says so, and never more than that."""

import base64
import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paicha.kernel.problems import Problem
from paicha.listing.declared import Sort
from paicha.listing.keyset import page
from paicha.orgs.models import Unit
from paicha.testing.cast import Cast
from paicha.testing.scale import examples

SORTS = [
    Sort("day", "Day", "opened_on", empty="last"),
    Sort("opened", "Opened", "opened_on"),
    Sort("name", "Name", "name"),
    Sort("north", "North", "latitude_e6", empty="first"),
    Sort("number", "Number", "pk"),
]
WAYS = st.sampled_from(["after", "before", "", "After"])
VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.lists(st.integers(), max_size=2)
    | st.dates().map(str)
    | st.dictionaries(st.text(max_size=2), st.integers(), max_size=1)
)


def written(parts: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def asked(cursor: str, sort: Sort) -> None:
    """The page is there, or the problem that the cursor is none."""
    try:
        page(Unit.objects.all(), sort, False, cursor)
    except Problem as problem:
        assert problem.code == "cursor_invalid"


@examples(50)
@given(parts=st.tuples(WAYS, VALUES, VALUES) | st.lists(VALUES, max_size=4), sort=st.sampled_from(SORTS))
@example(parts=("after", "\ud800", 1), sort=SORTS[2])
@example(parts=("after", "a\0b", 1), sort=SORTS[2])
@example(parts=("after", "0001-01-01", 2**63 - 1), sort=SORTS[0])
@example(parts=("before", 2**40, 1), sort=SORTS[3])
@example(parts=("after", "12", 1), sort=SORTS[3])
def test_any_parts(people: Cast, parts: Any, sort: Sort) -> None:
    asked(written(parts), sort)


@given(cursor=st.text(max_size=60), sort=st.sampled_from(SORTS))
@example(cursor="W" * 100_000, sort=SORTS[0])
def test_any_text(people: Cast, cursor: str, sort: Sort) -> None:
    asked(cursor, sort)


@pytest.mark.parametrize("parts", [["sideways", 1, 1], ["after", 1], {"after": 1}, ["after", "x", -1], None])
def test_what_is_no_cursor_is_said_to_be_none(people: Cast, parts: Any) -> None:
    with pytest.raises(Problem) as told:
        page(Unit.objects.all(), SORTS[4], False, written(parts))
    assert told.value.code == "cursor_invalid"
