"""Spark answers as DuckDB does: the same facts as Parquet, the same trees, carried over by sqlglot."""

import random
from typing import TYPE_CHECKING

import pytest

from paicha.figures.asking import ask, rows
from paicha.figures.engines.spark import Spark
from paicha.figures.facts import facts
from paicha.figures.replica import current
from paicha.figures.tests.histories import WHOLE, begin, happen
from paicha.figures.tests.world import World, day
from paicha.kernel.home import room
from paicha.testing.house import House

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

HARDEST = ("repeat_rate", "median_days_to_closure", "closure_rate_due")


@pytest.fixture
def spark(sqlite_house: House, spark_session: "SparkSession") -> Spark:
    """A city with a history, its facts on Spark."""
    world = World()
    begin(world)
    for _ in happen(world, random.Random(11), 80):
        pass
    current().fresh()
    (folder,) = room("replica").glob("facts-*")
    return Spark(spark_session, folder, world.position, facts())


@pytest.mark.parametrize("name", HARDEST)
def test_the_hardest_figures_say_the_same_on_spark(spark: Spark, name: str) -> None:
    for at in (None, spark.position * 3 // 4):
        asked = {"scope": WHOLE, "by": "child", "on": day(150), "at": at}
        said = ask(name, **asked)  # type: ignore[arg-type]
        assert said.denominator
        assert ask(name, engine=spark, **asked) == said  # type: ignore[arg-type]
        behind = rows(name, **asked, group=said.groups[0].key)  # type: ignore[arg-type]
        assert rows(name, engine=spark, **asked, group=said.groups[0].key) == behind  # type: ignore[arg-type]
