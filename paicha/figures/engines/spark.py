"""Spark: the same questions where the facts outgrow one machine. The facts are those of a Parquet snapshot."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from paicha.figures import spans
from paicha.figures.composition import Composed
from paicha.figures.facts import Fact

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PREFIX = "asked_"  # of the names under which values are bound; `on` and `from` alone are words of Spark's own


def spoken(question: Composed) -> str:
    """The question in Spark's SQL."""
    tree = question.tree.copy()
    for place in list(tree.find_all(exp.Placeholder)):
        place.set("this", f"{PREFIX}{place.name}")
    return tree.sql(dialect="spark")


class Spark:
    """Answers from the files `<fact>.parquet` in `folder`, which hold the facts up to `position`."""

    def __init__(self, session: "SparkSession", folder: Path, position: int, facts: Mapping[str, Fact]) -> None:
        self._session = session
        self.facts = facts
        self.identity = f"spark {folder}"
        self.position = position
        self.counts = True
        self.changed = dict.fromkeys(facts, position)
        for fact in facts.values():
            session.read.parquet(str(folder / f"{fact.name}.parquet")).createOrReplaceTempView(spans.table(fact))

    def state(self) -> "Spark":
        """The facts never change: a new snapshot is another engine."""
        return self

    def answer(self, question: Composed, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows of a question; Spark binds the wanted values by name."""
        bound = {f"{PREFIX}{name}": values[name] for name in question.wants}
        return [tuple(row) for row in self._session.sql(spoken(question), args=bound).collect()]
