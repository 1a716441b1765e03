"""A house that many tests attack in turn: each takes back what it did."""

from collections.abc import Iterator

import pytest

from paicha.ledger.tests.records import busy
from paicha.testing.cast import Cast
from paicha.testing.house import Houses, Vendor


@pytest.fixture(scope="module")
def attacked(vendor: Vendor, houses: Houses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The cast of a busy house; to be changed only within `unguarded()`."""
    with houses(vendor)(tmp_path_factory.mktemp("attacked")) as house, house.entered():
        yield busy()
