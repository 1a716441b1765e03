"""DuckDB: the engine of one machine, over this process's replica."""

from collections.abc import Mapping
from typing import Any

from paicha.figures.composition import Composed
from paicha.figures.facts import Fact
from paicha.figures.replica import Replica, Store, current


class DuckState:
    """A store of the replica. Later refreshes add to it and change nothing below `position`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.counts = True
        self.identity = store.identity
        self.position = store.position  # before `changed`: a refresh in between may only make those too high
        self.changed = store.changed

    def answer(self, question: Composed, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        bound = {name: values[name] for name in question.wants}
        return self._store.cursor().execute(question.text, bound).fetchall()


class Duck:
    """Answers from a replica; from this process's own when none is given."""

    def __init__(self, replica: Replica | None = None) -> None:
        self._replica = replica

    @property
    def facts(self) -> Mapping[str, Fact]:
        return (self._replica or current()).facts

    def state(self) -> DuckState:
        return DuckState((self._replica or current()).fresh())
