"""Houses in which the cast is there already: fixtures for a room's conftest to import.

They are copies, as making the cast anew takes longer than most tests that need it.
"""

import contextlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from paicha.testing.cast import Cast, cast, introduced
from paicha.testing.house import Builder, House, sqlite_builder
from paicha.testing.postgres import Server


@pytest.fixture(scope="session")
def peopled_sqlite(sqlite_houses: Builder, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Builds peopled houses on SQLite."""
    template = tmp_path_factory.mktemp("peopled")
    with sqlite_houses(template) as house, house.entered():
        cast()
    return sqlite_builder(template)


@pytest.fixture(scope="session")
def peopled_postgres(postgres_houses: Builder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """Builds peopled houses on PostgreSQL."""
    folder = tmp_path_factory.mktemp("peopled")
    with postgres_houses(folder) as template, postgres_houses(folder) as beside:
        with template.entered():
            cast()
        yield copies(template, beside)


def copies(template: House, beside: House) -> Builder:
    """Builds copies of a house on PostgreSQL; `beside` is another one on the same server, which orders them."""
    server, name, numbers = Server(beside.address), urlsplit(template.address).path.strip("/"), count(1)

    @contextlib.contextmanager
    def build(folder: Path) -> Iterator[House]:
        copy = f"{name}_{next(numbers)}"
        house = House(folder, server.create(copy, template=name))
        try:
            yield house
        finally:
            server.drop(copy)

    return build


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
