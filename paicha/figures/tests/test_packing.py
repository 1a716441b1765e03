"""The replica's memory is packed while others go on asking."""

import random
import threading

import pytest

from paicha.figures import replica, spans
from paicha.figures.asking import _answers
from paicha.figures.replica import Replica
from paicha.figures.source import from_settings
from paicha.figures.tests.histories import begin, everything, happen
from paicha.figures.tests.world import World
from paicha.kernel.home import room
from paicha.testing.house import House


def packing() -> None:
    """Wait until nobody packs any more."""
    for thread in threading.enumerate():
        if thread.name == "replica-packing":
            thread.join()


def test_what_was_loaded_is_packed_once_it_has_stayed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    begin(world)
    list(happen(world, random.Random(3), 4))
    said = everything(world.position)
    monkeypatch.setattr(replica, "SOON", -1.0)
    other = Replica(from_settings(), room("replica"), replica.current().facts)
    try:
        store = other.fresh()
        packing()
        assert store.packed_after is None
        for fact in other.facts.values():
            said_of = f"SELECT bool_or(compression <> 'Uncompressed') FROM pragma_storage_info('{spans.table(fact)}')"
            assert store.cursor().execute(said_of).fetchone() != (False,), fact.name
        assert other.fresh() is store
    finally:
        other.close()
    _answers.clear()
    assert everything(world.position) == said


def test_while_somebody_refreshes_packing_is_put_off(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    begin(world)
    monkeypatch.setattr(replica, "SOON", -1.0)
    other = Replica(from_settings(), room("replica"), replica.current().facts)
    try:
        store = other.fresh()
        packing()
        with store.transaction() as cursor:
            cursor.execute("CREATE TABLE under_way (number INTEGER)")
            store.packed_after = 0.0
            store.pack_when_due()
            packing()
            assert store.packed_after
        store.pack_when_due()
        packing()
        assert store.packed_after is None
    finally:
        other.close()
