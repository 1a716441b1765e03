"""Tests here begin with a full bucket of calls for everybody."""

from collections.abc import Iterator

import pytest

from paicha.api.pace import PACE


@pytest.fixture(autouse=True)
def unhurried() -> Iterator[None]:
    """Nobody is slowed down for what another test called."""
    PACE.forget()
    yield
    PACE.forget()
