"""What every test stands on. `house` runs a test twice: in an installation on SQLite and in one on PostgreSQL."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import django
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

for name in [name for name in os.environ if name.startswith("PAICHA_") and not name.startswith("PAICHA_TEST_")]:
    del os.environ[name]
os.environ["PAICHA_HOME"] = tempfile.mkdtemp(prefix="paicha-outside-any-house-")
os.environ["DJANGO_SETTINGS_MODULE"] = "paicha.settings"
django.setup()

from paicha.testing.house import Builder, House, postgres_builder, sqlite_builder  # noqa: E402
from paicha.testing.postgres import server  # noqa: E402

# A house is a fixture for the whole of a property, whose examples found what they need in it. Failing examples print a
# blob that reproduces them; the same seeds each time keep a green run green.
hypothesis_settings.register_profile(
    "paicha",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.load_profile("paicha")


def pytest_unconfigure() -> None:
    """Removes the folder that stands for the data folder where a test asked for no house."""
    shutil.rmtree(os.environ["PAICHA_HOME"], ignore_errors=True)


@pytest.fixture(scope="session")
def scale() -> int:
    """What the counts of a test that tries many things are multiplied by: PAICHA_TEST_SCALE, 1 otherwise."""
    return int(os.environ.get("PAICHA_TEST_SCALE", "1"))


@pytest.fixture(scope="session")
def sqlite_houses(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Builds houses on SQLite; made once a session."""
    return sqlite_builder(tmp_path_factory.mktemp("template-sqlite"))


@pytest.fixture(scope="session")
def postgres_houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """Builds houses on PostgreSQL, with a server that lives as long as the session."""
    with server() as running:
        yield postgres_builder(running, tmp_path_factory.mktemp("template-postgresql"))


@pytest.fixture
def sqlite_house(sqlite_houses: Builder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house on SQLite, entered."""
    with sqlite_houses(tmp_path_factory.mktemp("house")) as house, house.entered():
        yield house


@pytest.fixture
def postgres_house(postgres_houses: Builder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house on PostgreSQL, entered."""
    with postgres_houses(tmp_path_factory.mktemp("house")) as house, house.entered():
        yield house


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest) -> House:
    """A house on each database in turn, entered."""
    fixture: House = request.getfixturevalue({"sqlite": "sqlite_house", "postgresql": "postgres_house"}[request.param])
    return fixture


@pytest.fixture(scope="session")
def spark_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator["SparkSession"]:
    """Spark on this machine; made once a session, in about five seconds."""
    from paicha.testing.spark import spark

    with spark(tmp_path_factory.mktemp("spark")) as session:
        yield session


@pytest.fixture
def another_house(
    house: House, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], House]]:
    """Builds further houses on the database of `house`, not entered: installations beside each other."""
    houses: Builder = request.getfixturevalue(
        {"sqlite": "sqlite_houses", "postgresql": "postgres_houses"}[house.vendor]
    )
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(houses(tmp_path_factory.mktemp("house")))
