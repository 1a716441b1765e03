"""Random histories of a small city, for what must hold whatever happens."""

import random
from collections.abc import Iterator
from typing import Any

from paicha.figures.asking import ask
from paicha.figures.registry import figures
from paicha.figures.tests.world import World, closed, day
from paicha.kernel.scope import Range, Scope

CITY, DISTRICTS, UNITS, ITEMS = 1, (2, 3), (10, 11, 12, 13), (1, 2, 3)
WHOLE = Scope(focus=Range(1, "/1/"))


def begin(world: World) -> None:
    """The city, its districts and units, and a checklist."""
    world.unit(CITY, "/", inspected=False)
    for district in DISTRICTS:
        world.unit(district, "/1/", inspected=False)
    for unit in UNITS:
        world.unit(unit, f"/1/{DISTRICTS[unit % 2]}/", kind=("shop", "school")[unit % 2])
    for item in ITEMS:
        world.add("version_item", version=1, item=item, order=item)
    world.commit()


def happen(world: World, chance: random.Random, steps: int) -> Iterator[int]:
    """Let things happen, in no order of dates, and yield each position."""
    states: dict[int, dict[str, Any]] = {}
    for _ in range(steps):
        for _ in range(chance.randint(1, 3)):
            _one(world, chance, states)
        yield world.commit()


def _one(world: World, chance: random.Random, states: dict[int, dict[str, Any]]) -> None:
    on, unit = chance.randint(0, 120), chance.choice(UNITS)
    kind = chance.random()
    if kind < 0.3:
        results = {item: chance.choice(("failed", "na", "noted")) for item in ITEMS if chance.random() < 0.4}
        old = chance.randint(1, world.numbers["inspection"]) if world.numbers["inspection"] and kind < 0.05 else None
        edition = 1 if old is None else 2 + world.position
        world.inspect(
            unit,
            on,
            results,
            inspection=old,
            edition=edition,
            held=chance.random() < 0.9,
            family=chance.choice("xy"),
            listed_major=chance.randint(0, 1),
            inspector_group=chance.choice(("a", "b", "")),
        )
    elif kind < 0.6 or not states:
        finding = world.number("finding")
        states[finding] = {
            "unit": unit,
            "item": chance.choice((*ITEMS, None)),
            "severity": chance.choice(("general", "major")),
            "graded": chance.random() < 0.8,
            "major": chance.random() < 0.3,
            "extent": chance.randint(1, 4),
            "raised_on": day(on),
            "original_deadline": day(on + 30),
            "deadline": day(on + 30),
        }
        world.step(finding, on, **states[finding])
    elif kind < 0.95:
        finding = chance.choice(list(states))
        raised = (states[finding]["raised_on"] - day(0)).days
        then = raised + chance.randint(0, 90)
        changes = chance.choice(
            (
                closed(then)[1],
                closed(then, "inferred")[1],
                {"verb": "merge", "listings": 2, "merges": 1},
                {"verb": "extend", "deadline": day(then + 40), "extensions": 1},
                {"verb": "reopen", "state": "open", "closed_on": None, "basis": None, "reopenings": 1},
                {"verb": "withdraw", "state": "withdrawn", "closed_on": None, "basis": None},
            )
        )
        world.step(finding, then, **{**states[finding], **changes})
    else:
        world.place(unit, f"/1/{chance.choice(DISTRICTS)}/{unit}/")


def everything(at: int, **also: Any) -> dict[str, Any]:
    """What all figures say at a position, on two days, whole and by child."""
    found = {}
    for name in figures():
        for on in (day(60), day(200)):
            answer = ask(name, scope=WHOLE, at=at, on=on, by="child", **also)
            found[f"{name} {on}"] = {**answer.as_json(), "at": None}
    return found
