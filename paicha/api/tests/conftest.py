"""Tests here begin with the cast or a busy town, and everybody with a full bucket of calls."""

from collections.abc import Iterator

import pytest

from paicha.api.pace import PACE
from paicha.testing.busy import busy, busy_house, busy_postgres, busy_sqlite  # noqa: F401  fixtures
from paicha.testing.peopled import people, peopled_house, peopled_postgres, peopled_sqlite  # noqa: F401  fixtures


@pytest.fixture(autouse=True)
def unhurried() -> Iterator[None]:
    """Nobody is slowed down for what another test called."""
    PACE.forget()
    yield
    PACE.forget()
