"""The one place that asks what time it is."""

import contextlib
import os
from bisect import bisect_left
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from paicha.kernel.problems import Problem

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The moment, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def zone() -> ZoneInfo:
    """The time zone of business dates (PAICHA_TIME_ZONE, else Asia/Shanghai); a Problem where there is none such."""
    name = os.environ.get("PAICHA_TIME_ZONE") or "Asia/Shanghai"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Problem("setting_invalid", name="PAICHA_TIME_ZONE", value=name, help="Asia/Shanghai") from error


def today() -> date:
    """The business date: the local date in the installation's time zone."""
    return now().astimezone(zone()).date()


def local(moment: datetime) -> datetime:
    """What clocks of the installation's time zone show at `moment`, without a time zone."""
    return moment.astimezone(zone()).replace(tzinfo=None)


def first_at(shown: datetime) -> datetime:
    """The first moment, in UTC, at which clocks of the installation's time zone show `shown` or later.

    So of a time that clocks show twice, as they are set back, it is the first one; and for a time that they never show,
    as they are set forward, it is the moment at which that is done. `shown` has whole seconds and no time zone.
    """
    found = shown.replace(tzinfo=zone(), fold=0).astimezone(UTC)
    if local(found) == shown:
        return found
    before = shown.replace(tzinfo=zone(), fold=1).astimezone(UTC)  # by the offset that holds after the gap
    seconds = range(int((found - before).total_seconds()))
    late = bisect_left(seconds, True, key=lambda second: local(before + timedelta(seconds=second)) >= shown)
    return before + timedelta(seconds=late)


@contextlib.contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (with a time zone) for the block; for tests and for replaying."""
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
