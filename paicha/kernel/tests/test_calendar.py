"""Deadlines: the first day does not count, a last day on a holiday moves, and unpublished years are provisional."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paicha.kernel.calendar import DayKind, Due, due, is_published, is_working_day, working_days_between

KNOWN = st.dates(date(2015, 1, 1), date(2024, 12, 31))
FAR = date(2090, 3, 1)  # a Wednesday; no holidays are published that far


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 9), True),  # the day before the Spring Festival holidays
        (date(2024, 2, 10), False),
        (date(2024, 2, 17), False),
        (date(2024, 2, 18), True),  # a Sunday that is worked to make up for the holidays
        (date(2024, 10, 1), False),
        (date(2024, 10, 12), True),  # a Saturday, likewise
        (date(2024, 7, 13), False),  # a plain Saturday
    ],
)
def test_holidays_and_make_up_days(day: date, works: bool) -> None:
    assert is_working_day(day) == (works, False)


def test_a_last_day_on_a_holiday_moves_to_the_next_working_day() -> None:
    assert due(date(2024, 9, 25), 7, "calendar") == Due(date(2024, 10, 8), provisional=False)


def test_a_last_day_on_a_make_up_day_stays() -> None:
    assert due(date(2024, 2, 8), 10, "calendar").on == date(2024, 2, 18)


def test_plain_days_do_not_move() -> None:
    assert due(date(2024, 9, 25), 7, "plain") == Due(date(2024, 10, 2), provisional=False)


def test_working_days_pass_over_holidays_and_count_make_up_days() -> None:
    assert due(date(2024, 2, 9), 2, "working").on == date(2024, 2, 19)
    assert due(date(2024, 9, 30), 1, "working").on == date(2024, 10, 8)


@pytest.mark.parametrize("kind", ["plain", "calendar", "working"])
def test_no_days_end_where_they_start(kind: DayKind) -> None:
    holiday = date(2024, 10, 1)
    assert due(holiday, 0, kind) == Due(holiday, provisional=False)


def test_beyond_the_published_years_weekdays_count_and_the_answer_says_so() -> None:
    assert not is_published(2090)
    assert due(FAR, 3, "working") == Due(date(2090, 3, 6), provisional=True)
    assert due(FAR, 3, "calendar") == Due(date(2090, 3, 6), provisional=True)
    assert due(FAR, 3, "plain") == Due(date(2090, 3, 4), provisional=False)


def test_a_period_that_ends_in_an_unpublished_year_is_provisional() -> None:
    last = max(year for year in range(2015, 2090) if is_published(year))
    assert due(date(last, 12, 30), 20, "working").provisional
    assert not due(date(last, 3, 1), 20, "working").provisional


@given(KNOWN, st.integers(1, 60))
def test_a_deadline_is_a_working_day_not_before_its_days_are_over(start: date, days: int) -> None:
    plain, calendar, working = (due(start, days, kind).on for kind in ("plain", "calendar", "working"))
    assert plain == start + timedelta(days=days)
    assert plain <= calendar <= working
    assert is_working_day(calendar)[0]
    assert is_working_day(working)[0]


@given(KNOWN, st.integers(1, 60))
def test_counting_working_days_undoes_adding_them(start: date, days: int) -> None:
    assert working_days_between(start, due(start, days, "working").on) == days


@given(KNOWN, st.integers(0, 90), st.integers(0, 90))
def test_working_days_add_up_and_change_sign(first: date, more: int, yet_more: int) -> None:
    middle, last = first + timedelta(days=more), first + timedelta(days=more + yet_more)
    assert working_days_between(first, middle) + working_days_between(middle, last) == working_days_between(first, last)
    assert working_days_between(last, first) == -working_days_between(first, last)
    assert working_days_between(first, first) == 0
