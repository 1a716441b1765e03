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


def test_the_hardest_figures_say_the_same_on_spark(spark: Spark) -> None:
    """One test for all: a session takes longer than its questions, and each process that tests would make its own."""
    for name in HARDEST:
        said = ask(name, scope=WHOLE, by="child", on=day(150))
        assert said.denominator
        assert said.groups
        assert ask(name, scope=WHOLE, by="child", on=day(150), engine=spark) == said
    before = spark.position * 3 // 4
    said = ask("closure_rate_due", scope=WHOLE, on=day(150), at=before)
    assert ask("closure_rate_due", scope=WHOLE, on=day(150), at=before, engine=spark) == said
    behind = rows("repeat_rate", scope=WHOLE, by="child", group="2", on=day(150))
    assert behind.rows
    assert rows("repeat_rate", scope=WHOLE, by="child", group="2", on=day(150), engine=spark) == behind
