"""Answers are kept as long as no fact changes, and never longer."""

from collections.abc import Mapping
from typing import Any

from paicha.figures.asking import ask, rows
from paicha.figures.composition import Composed
from paicha.figures.engines import State
from paicha.figures.engines.duck import Duck
from paicha.figures.facts import Fact
from paicha.figures.tests.world import World, closed
from paicha.kernel.scope import Range, Scope
from paicha.testing.house import House

WHOLE = Scope(reach=(Range(1, "/1/"),), focus=Range(1, "/1/"))


class Counting:
    """DuckDB, and how many questions it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self._duck = Duck()
        self._state: State | None = None

    @property
    def facts(self) -> Mapping[str, Fact]:
        return self._duck.facts

    def state(self) -> State:
        self._state = self._duck.state()
        return self

    def __getattr__(self, name: str) -> Any:
        return getattr(self._state, name)

    def answer(self, question: Composed, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        assert self._state is not None
        self.asked += 1
        return self._state.answer(question, values)


def small() -> World:
    world = World()
    world.unit(1, "/", inspected=False)
    world.unit(10, "/1/")
    world.step(1, 3, unit=10)
    world.step(2, 4, unit=10)
    world.commit()
    return world


def test_entries_that_change_no_fact_make_no_new_question(house: House) -> None:
    world, engine = small(), Counting()
    first = ask("findings_total", scope=WHOLE, by="month", engine=engine)
    page = rows("findings_total", scope=WHOLE, limit=1, engine=engine)
    once = engine.asked
    head = world.commit()
    again = ask("findings_total", scope=WHOLE, by="month", engine=engine)
    assert (again.value, again.groups, again.at) == (first.value, first.groups, head)
    assert rows("findings_total", scope=WHOLE, limit=1, engine=engine) == page
    assert engine.asked == once


def test_a_changed_fact_is_counted_at_once(house: House) -> None:
    world, engine = small(), Counting()
    assert ask("findings_total", scope=WHOLE, engine=engine).value == 2
    assert len(rows("findings_total", scope=WHOLE, engine=engine, limit=50).rows) == 2
    world.step(3, 5, unit=10)
    world.commit()
    assert ask("findings_total", scope=WHOLE, engine=engine).value == 3
    assert len(rows("findings_total", scope=WHOLE, engine=engine, limit=50).rows) == 3
    world.commit()
    before = ask("findings_total", scope=WHOLE, at=world.position - 2, engine=engine)
    assert before.value == 2


def test_rows_of_a_share_can_be_those_in_the_numerator(house: House) -> None:
    world = small()
    world.life(7, (3, {}), closed(9), unit=10)
    world.commit()
    said = ask("closure_rate_all", scope=WHOLE)
    hits = rows("closure_rate_all", scope=WHOLE, hit=True).rows
    misses = rows("closure_rate_all", scope=WHOLE, hit=False).rows
    assert (len(hits), len(hits) + len(misses)) == (said.numerator, said.denominator)
    assert all(row.values["hit"] for row in hits) and not any(row.values["hit"] for row in misses)
