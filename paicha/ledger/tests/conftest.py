"""A house that many tests attack in turn: each takes back what it did."""

from collections.abc import Iterator

import pytest

from paicha.ledger.tests.records import busy
from paicha.testing.cast import Cast


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def attacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The cast of a busy house, on each database in turn; to be changed only within `unguarded()`."""
    build = request.getfixturevalue({"sqlite": "sqlite_houses", "postgresql": "postgres_houses"}[request.param])
    with build(tmp_path_factory.mktemp("attacked")) as house, house.entered():
        yield busy()
