"""The examples, each imported once a session on SQLite and on PostgreSQL."""

import contextlib
from collections.abc import Iterator

import pytest
from django.db import connection

from paicha.testing.house import Builder, House, Houses, Vendor
from tests.figures.towns import correct_and_act, import_example, make_moves


@contextlib.contextmanager
def town(name: str, build: Builder, factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with an example in it."""
    folder = factory.mktemp(name)
    with build(folder) as house:
        with house.entered():
            import_example(name.removesuffix("-corrected"), folder)
            if name.startswith("lifecycle"):
                make_moves()
            if name == "lifecycle-corrected":
                correct_and_act(folder)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # else PostgreSQL plans the cases for tables it believes to be empty
        yield house


@pytest.fixture(scope="session", params=["lifecycle", "lifecycle-corrected", "chicago-food-text", "chicago-food"])
def kept_town(
    request: pytest.FixtureRequest, vendor: Vendor, houses: Houses, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, House]]:
    """Each example on each database."""
    with town(request.param, houses(vendor), tmp_path_factory) as house:
        yield request.param, house


@pytest.fixture
def example(kept_town: tuple[str, House]) -> Iterator[str]:
    """The name of the example in whose house the test works."""
    name, house = kept_town
    with house.entered():
        yield name


@pytest.fixture(scope="session")
def kept_lifecycle(vendor: Vendor, houses: Houses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The made-up city on each database."""
    with town("lifecycle", houses(vendor), tmp_path_factory) as house:
        yield house


@pytest.fixture
def lifecycle(kept_lifecycle: House) -> Iterator[House]:
    """The house of the made-up city, in which the test works."""
    with kept_lifecycle.entered():
        yield kept_lifecycle
