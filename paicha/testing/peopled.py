"""Houses in which the cast is there already: fixtures for a room's conftest to import.

They are copies, as making the cast anew takes longer than most tests that need it.
"""

from collections.abc import Iterator

import pytest

from paicha.testing.cast import Cast, cast, introduced
from paicha.testing.house import Builder, House, furnished


@pytest.fixture(scope="session")
def peopled_sqlite(sqlite_houses: Builder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """Builds peopled houses on SQLite."""
    with furnished(sqlite_houses, tmp_path_factory.mktemp("peopled"), cast) as build:
        yield build


@pytest.fixture(scope="session")
def peopled_postgres(postgres_houses: Builder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """Builds peopled houses on PostgreSQL."""
    with furnished(postgres_houses, tmp_path_factory.mktemp("peopled"), cast) as build:
        yield build


@pytest.fixture(params=["sqlite", "postgres"])
def peopled_house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A peopled house on each database in turn, entered."""
    build: Builder = request.getfixturevalue(f"peopled_{request.param}")
    with build(tmp_path_factory.mktemp("house")) as house, house.entered():
        yield house


@pytest.fixture
def people(peopled_house: House) -> Cast:
    """The cast, in a house on each database in turn."""
    return introduced()
