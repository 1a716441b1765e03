"""What every test stands on: houses on SQLite and PostgreSQL, bare, with the cast, or with a busy town."""

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

from paicha.testing.busy import Busy, busy_town  # noqa: E402
from paicha.testing.cast import Cast, cast, introduced  # noqa: E402
from paicha.testing.cpu import Costs  # noqa: E402
from paicha.testing.house import House, Houses, Vendor  # noqa: E402
from paicha.testing.scale import FEW, SCALE  # noqa: E402

SQLITE: tuple[Vendor, ...] = ("sqlite",)
BOTH: tuple[Vendor, ...] = ("sqlite", "postgresql")
MARKERS = {"one_database": SQLITE, "both_databases": BOTH}
# These reach the database through rooms below, whose tests run on both.
ON_SQLITE = ("paicha/api/", "paicha/cli/", "paicha/exchange/", "paicha/figures/", "paicha/reports/", "paicha/web/")

# A house is a fixture for the whole of a property, whose examples found what they need in it. Failing examples print a
# blob that reproduces them; the same seeds each time keep a green run green.
hypothesis_settings.register_profile(
    "paicha",
    max_examples=FEW * SCALE,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.load_profile("paicha")


def pytest_configure(config: pytest.Config) -> None:
    """What the tests cost is counted in every process of theirs."""
    config.pluginmanager.register(Costs())


def pytest_unconfigure() -> None:
    """Removes the folder that stands for the data folder where a test asked for no house."""
    shutil.rmtree(os.environ["PAICHA_HOME"], ignore_errors=True)


@pytest.hookimpl(trylast=True)  # hypothesis marks its own first
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With larger counts only those tests are run that have any: properties, and what takes the fixture `scale`."""
    if SCALE == 1:
        return
    grows = [
        item
        for item in items
        if "scale" in getattr(item, "fixturenames", ()) or item.get_closest_marker("hypothesis") is not None
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in grows])
    items[:] = grows


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs a test that needs a house on the databases that its room or its marker names."""
    if "vendor" in metafunc.fixturenames:
        metafunc.parametrize("vendor", databases(metafunc.definition), indirect=True)


def databases(test: pytest.Item) -> tuple[Vendor, ...]:
    """SQLite alone for the rooms of ON_SQLITE, else both; a marker at the test or its module says otherwise."""
    for marker in test.iter_markers():
        if marker.name in MARKERS:
            return MARKERS[marker.name]
    return SQLITE if any(test.nodeid.startswith(room) for room in ON_SQLITE) else BOTH


@pytest.fixture(scope="session")
def scale() -> int:
    """By how much a test multiplies what it does again and again: 1, and more in `make soak`."""
    return SCALE


@pytest.fixture(scope="session")
def vendor(request: pytest.FixtureRequest) -> Vendor:
    """The database on which the test runs, as Django names it."""
    found: Vendor = request.param
    return found


@pytest.fixture(scope="session")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Houses]:
    """Builds houses; what they are copied from, and the PostgreSQL server, live as long as the session."""
    with contextlib.ExitStack() as stack:
        yield Houses(tmp_path_factory.mktemp("templates"), stack)


@pytest.fixture
def sqlite_house(houses: Houses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house on SQLite, entered."""
    with houses("sqlite")(tmp_path_factory.mktemp("house")) as house, house.entered():
        yield house


@pytest.fixture
def postgres_house(houses: Houses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house on PostgreSQL, entered."""
    with houses("postgresql")(tmp_path_factory.mktemp("house")) as house, house.entered():
        yield house


@pytest.fixture
def house(vendor: Vendor, houses: Houses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house, entered."""
    with houses(vendor)(tmp_path_factory.mktemp("house")) as house, house.entered():
        yield house


@pytest.fixture
def another_house(
    house: House, houses: Houses, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], House]]:
    """Builds further houses on the database of `house`, not entered: installations beside each other."""
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(houses(house.vendor)(tmp_path_factory.mktemp("house")))


@pytest.fixture
def peopled_house(vendor: Vendor, houses: Houses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with the cast in it, entered."""
    with houses(vendor, cast)(tmp_path_factory.mktemp("house")) as house, house.entered():
        yield house


@pytest.fixture
def people(peopled_house: House) -> Cast:
    """The cast, in a house of their own."""
    return introduced()


@pytest.fixture
def busy_house(vendor: Vendor, houses: Houses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with the busy town in it, entered."""
    with houses(vendor, busy_town)(tmp_path_factory.mktemp("house")) as house, house.entered():
        yield house


@pytest.fixture
def busy(busy_house: House) -> Busy:
    """The busy town, in a house of its own."""
    return Busy(introduced())


@pytest.fixture(scope="session")
def spark_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator["SparkSession"]:
    """Spark on this machine; made once a session, in about five seconds."""
    from paicha.testing.spark import spark

    with spark(tmp_path_factory.mktemp("spark")) as session:
        yield session
