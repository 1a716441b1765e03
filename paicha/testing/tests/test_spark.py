"""Spark runs with the Java that the spark set brings."""

from typing import Any


def test_spark_counts(spark_session: Any) -> None:
    assert spark_session.sql("SELECT count(*) AS n FROM range(3)").collect()[0]["n"] == 3
