"""Wilson's interval against values worked out apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paicha.figures.intervals import wilson

# Worked out with fifty decimal digits.
KNOWN = [
    (0, 10, 0.0, 0.27753280),
    (1, 10, 0.01787621, 0.40415003),
    (5, 10, 0.23659309, 0.76340691),
    (10, 10, 0.72246720, 1.0),
    (43, 100, 0.33733299, 0.52784610),
    (1, 1, 0.20654931, 1.0),
]


@pytest.mark.parametrize(("hits", "n", "low", "high"), KNOWN)
def test_it_equals_what_is_known(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=5e-9)


@given(st.integers(1, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_holds_the_share_and_stays_a_share(pair: tuple[int, int]) -> None:
    hits, n = pair
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n <= high <= 1
    mirrored = wilson(n - hits, n)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-12)


@pytest.mark.parametrize(("hits", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_has_none(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(hits, n)
