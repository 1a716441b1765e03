"""One clock; the business date is the local one."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from paicha.kernel import clock

EVENING = datetime(2026, 1, 31, 20, 30, tzinfo=UTC)


def test_the_clock_goes_in_utc() -> None:
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().utcoffset() == timedelta(0)


def test_the_clock_can_be_held_and_goes_on_afterwards() -> None:
    with clock.frozen(EVENING):
        assert clock.now() == EVENING
        with clock.frozen(EVENING + timedelta(days=1)):
            assert clock.now() == EVENING + timedelta(days=1)
        assert clock.now() == EVENING
    assert clock.now() != EVENING


def test_a_moment_of_another_zone_is_held_in_utc() -> None:
    with clock.frozen(EVENING.astimezone(timezone(timedelta(hours=-5)))):
        assert clock.now() == EVENING
        assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("", date(2026, 2, 1)), ("Asia/Shanghai", date(2026, 2, 1)), ("America/Chicago", date(2026, 1, 31))],
)
def test_the_business_date_is_the_installations_own(zone: str, day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAICHA_TIME_ZONE", zone)
    with clock.frozen(EVENING):
        assert clock.today() == day
