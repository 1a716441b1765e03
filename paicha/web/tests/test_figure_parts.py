"""What other pages take from figures: addresses, tiles, words of change, marks on scales."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from paicha.figures.answers import Counted, counted
from paicha.figures.asking import ask
from paicha.figures.registry import figures
from paicha.kernel.clock import today
from paicha.testing.busy import Busy
from paicha.web.figures.links import figure_address
from paicha.web.figures.marks import common, mark, window
from paicha.web.figures.periods import Span, known, month_end, months_back, offered, span_named, year_before, year_to
from paicha.web.figures.tiles import tiles
from paicha.web.figures.words import change, in_words, reason, signed
from paicha.web.place import place_named

PERIOD = (date(2025, 3, 1), date(2026, 2, 28))
SHARES = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def share(numerator: int, denominator: int) -> Counted:
    return Counted(**counted("share", numerator, denominator, None))


def test_an_address_names_the_question(busy: Busy) -> None:
    place = place_named(busy.cast.coordinator, {})
    address = figure_address("findings_total", place, period=PERIOD, at=7, severity=["critical", "minor"], item=None)
    assert address == (
        "/figures/findings_total?line=territorial&unit=city&from=2025-03-01&to=2026-02-28&at=7&severity=critical&severity=minor"
    )
    assert figure_address("findings_total", None, major=True, part="rows") == "/figures/findings_total?major=true#rows"


def test_tiles_say_what_figures_say(busy: Busy) -> None:
    liaison = busy.cast.liaison
    place = place_named(liaison, {})
    names = ["findings_total", "failed_inspection_rate"]
    found = tiles(liaison, place, names, PERIOD)
    assert [each.name for each in found] == names
    assert found[0].value == str(ask("findings_total", scope=place.scope, period=PERIOD).value)
    assert found[1].counts.count("/") == 1
    early = tiles(liaison, place, names, PERIOD, at=1)
    assert early[0].value == "0" and "at=1" in early[0].address


def test_only_intervals_that_are_apart_are_a_change() -> None:
    figure = figures()["failed_inspection_rate"]
    with translation.override("en"):
        up = change(figure, share(300, 1000), share(200, 1000))
        assert (up.clear, up.tone, up.lead) == (True, "bad", "+10.0 pts")
        same = change(figure, share(30, 100), share(29, 100))
        assert not same.clear and same.tone == "" and "overlap" in same.rest
        assert in_words(figure, share(300, 1000), share(200, 1000)) == "rose by 10.0 percentage points"
        better = change(figures()["inspection_coverage_rate"], share(300, 1000), share(200, 1000))
        assert better.tone == "good"
        assert change(figure, share(3, 4), share(200, 1000)).lead == ""


@given(SHARES, SHARES)
def test_a_change_is_clear_just_where_intervals_part(now: tuple[int, int], before: tuple[int, int]) -> None:
    one, other = share(*now), share(*before)
    apart = one.low is not None and other.low is not None and one.high is not None and other.high is not None
    apart = apart and (one.low > other.high or one.high < other.low)  # type: ignore[operator]
    assert change(figures()["failed_inspection_rate"], one, other).clear == apart


def test_why_there_is_no_value() -> None:
    figure = figures()["failed_inspection_rate"]
    assert reason(figure, share(3, 4)) != reason(figure, share(0, 0)) != ""
    assert reason(figure, share(3, 9)) == ""


@given(SHARES, SHARES)
def test_marks_stand_on_their_scale(now: tuple[int, int], before: tuple[int, int]) -> None:
    one, other = share(*now), share(*before)
    for scale in (window([one, other]), common([one, other], "share")):
        assert 0 <= scale.first < scale.last <= 1
        found = mark(scale, one, other)
        assert (found is None) == (one.value is None)
        if found is not None and one.value is not None:
            assert scale.first <= one.value <= scale.last
            assert 0 <= float(str(found.value).rstrip("%")) <= 100
    assert len(common([one, other], "share").labels) <= 5


@pytest.mark.parametrize(("difference", "said"), [(0.04, "±0.0"), (-1.25, "−1.3"), (1234.5, "+1,234.5")])
def test_a_difference_has_its_sign(difference: float, said: str) -> None:
    assert signed(difference, 1) == said


@given(st.dates(), st.integers(0, 60))
def test_periods_stay_within_the_calendar(day: date, back: int) -> None:
    assert months_back(day, back).day == 1 and months_back(day, back) <= day
    assert month_end(day) >= day
    span = year_to(day)
    assert span.since <= span.until == day
    if day.year > 1:
        assert year_before(day) < day
    assert offered(span)[0] == span and Span(day, day).name


@given(st.none() | st.dates(), st.none() | st.dates(), st.dates())
def test_a_period_is_never_turned(since: date | None, until: date | None, last: date) -> None:
    given_ = {"from": since.isoformat() if since else "", "to": until.isoformat() if until else ""}
    if since and until and until < since:
        return
    found = span_named(given_, year_to(last))
    assert found.since <= found.until
    assert since in (None, found.since) and until in (None, found.until)


@pytest.mark.parametrize(
    ("months", "end"),
    [
        ({}, None),
        ({"2014-08": 100, "2014-07": 90}, date(2014, 8, 31)),
        ({"2014-08": 1000, "2020-03": 3}, date(2014, 8, 31)),
        ({"2014-08": 1000, "2020-03": 300}, date(2020, 3, 31)),
        ({"2014-08": 1000, "2015-03": 3}, date(2015, 3, 31)),
    ],
)
def test_a_few_stray_inspections_do_not_move_the_usual_period(months: dict[str, int], end: date | None) -> None:
    groups = [SimpleNamespace(key=key, numerator=number) for key, number in months.items()]
    desk = SimpleNamespace(ask=lambda _name, by: SimpleNamespace(groups=groups))
    found = known(desk)  # type: ignore[arg-type]
    assert found.usual.until == (end or today())
    assert found.later == (3 if end == date(2014, 8, 31) and "2020-03" in months else 0)
