"""Questions are read from an address, checked, and written again."""

from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paicha.kernel.problems import Problem
from paicha.listing.declared import Listing, all_listings, listing_named
from paicha.listing.questions import MANY, asked
from paicha.listing.tests.asking import questions
from paicha.testing.busy import Busy
from paicha.testing.scale import examples


@given(put=questions())
def test_a_question_is_written_as_it_is_read(busy: Busy, put: tuple[Listing, dict[str, list[str]]]) -> None:
    listing, parameters = put
    question = asked(listing, busy.cast.coordinator, parameters)
    assert asked(listing, busy.cast.coordinator, parse_qs(question.query())) == question


ANY = st.dictionaries(
    st.sampled_from(
        [
            "state",
            "severity",
            "overdue",
            "source",
            "item",
            "raised_from",
            "due_to",
            "text",
            "kind",
            "held",
            "closed",
            "not_since",
            "sort",
            "columns",
            "cursor",
            "other",
        ]
    ),
    st.lists(st.text(max_size=12) | st.sampled_from(["1", "open", "2025-02-30", "2025-03-01", "a" * 400]), max_size=3),
    max_size=4,
)


@examples(40)
@given(name=st.sampled_from(["findings", "inspections", "units"]), parameters=ANY)
@example(name="findings", parameters={"text": ["\ud800"]})
@example(name="findings", parameters={"text": ["a\0b"]})
@example(name="units", parameters={"text": ["' OR 1=1 -- \" * ( ) NEAR"]})
@example(name="units", parameters={"text": ["北" * 299]})
@example(name="findings", parameters={"source": [str(number) for number in range(MANY + 1)]})
@example(name="findings", parameters={"raised_from": ["0001-01-01"], "raised_to": ["9999-12-31"]})
def test_anything_is_answered_or_refused(busy: Busy, name: str, parameters: dict[str, list[str]]) -> None:
    try:
        question = asked(listing_named(name), busy.cast.head, parameters)
        question.page(busy.cast.head, None)
        question.plan(busy.cast.head, None).how_many()
    except Problem as problem:
        assert problem.status == 400
        assert problem.sentence
        assert problem.mend


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"state": ["gone"]}, "list_value_invalid"),
        ({"raised_from": ["yesterday"]}, "list_value_invalid"),
        ({"overdue": ["yes"]}, "list_value_invalid"),
        ({"text": ["a" * 301]}, "list_value_invalid"),
        ({"sort": ["colour"]}, "list_sort_unknown"),
        ({"columns": ["title,colour"]}, "list_column_unknown"),
        ({"cursor": ["abc"]}, "cursor_invalid"),
    ],
)
def test_what_cannot_be_is_named(busy: Busy, parameters: dict[str, list[str]], code: str) -> None:
    with pytest.raises(Problem) as told:
        asked(listing_named("findings"), busy.cast.head, parameters).page(busy.cast.head, None)
    assert told.value.code == code


def test_columns_come_in_the_order_of_the_list_and_from_several_fields(busy: Busy) -> None:
    question = asked(listing_named("units"), busy.cast.head, {"columns": ["kind", "name,code"]})
    assert [column.name for column in question.shown()] == ["name", "code", "kind"]
    assert parse_qs(question.query()) == {"columns": ["name,code,kind"]}


def test_the_columns_that_a_list_shows_by_itself_are_no_choice(busy: Busy) -> None:
    for listing in all_listings():
        shown = [column.name for column in listing.columns if not column.optional]
        assert asked(listing, busy.cast.head, {"columns": shown}).query() == ""


def test_without_a_filter_the_rest_is_the_same(busy: Busy) -> None:
    put = {"state": ["open"], "overdue": ["1"], "sort": ["deadline"]}
    question = asked(listing_named("findings"), busy.cast.head, put)
    assert parse_qs(question.without("state").query()) == {"overdue": ["1"], "sort": ["deadline"]}
    assert question.query(state=None) == question.without("state").query()


def test_there_is_no_other_list(busy: Busy) -> None:
    with pytest.raises(Problem) as told:
        listing_named("secrets")
    assert told.value.status == 404


def test_every_column_says_something_plain(busy: Busy) -> None:
    for listing in all_listings():
        page: Any = asked(listing, busy.cast.coordinator, {}).page(busy.cast.coordinator, None)
        assert page.rows
        for row in page.rows:
            for column in listing.columns:
                value = column.value(row)
                assert value is None or type(value).__name__ in ("str", "int", "date"), column.name
