"""The one place that asks what time it is."""

import contextlib
import os
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, date, datetime
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


@contextlib.contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (with a time zone) for the block; for tests and for replaying."""
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
