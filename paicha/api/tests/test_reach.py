"""No answer holds a word of a unit outside the caller's reach, on a random tree with random posts."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from paicha.api.pace import PACE
from paicha.api.tests.calling import ROOT, Program
from paicha.figures.registry import figures
from paicha.orgs.models import Person
from paicha.testing.forest import Forest, grow
from paicha.testing.house import House
from paicha.testing.jobs import run_all
from paicha.testing.scale import examples
from paicha.web.tests.test_nothing_leaks import posted, posts, told

LISTS = ("findings", "inspections", "units")


@pytest.fixture
def forest(sqlite_house: House) -> Iterator[Forest]:
    """One forest; each example is another person in it."""
    yield grow(11)


def addresses(forest: Forest, outside: set[int]) -> Iterator[str]:
    """Everything that can be read by a name or a code: lists, figures, the ledger, places out of reach."""
    codes = [unit.code for unit in forest.units if unit.pk in outside][:3]
    yield from ("/me", "/lines", "/lists", "/ledger?limit=500", "/reports", "/jobs", "/checkpoint", "/figures")
    for name in LISTS:
        yield from (f"/{name}?limit=500", f"/{name}?line=trade", f"/{name}?limit=2&sort=number")
        yield from (f"/{name}?unit={code}" for code in codes)
    yield "/lists/findings/source"
    for name in sorted(figures()):
        yield from (f"/figures/{name}?by=child", f"/figures/{name}/rows?limit=500&at=40")
    yield from (f"/figures/findings_total?unit={code}&by=child" for code in codes)
    yield from (f"/figures/findings_total?by=child&child={code}" for code in codes)


def led_to(document: Any) -> Iterator[str]:
    """The addresses that a document gives."""
    if isinstance(document, dict):
        for name, value in document.items():
            if name in ("url", "next", "previous", "rows") and isinstance(value, str):
                yield value
            yield from led_to(value)
    elif isinstance(document, list):
        for value in document:
            yield from led_to(value)


@examples(2)
@given(wanted=posts)
def test_no_answer_tells_of_what_is_outside(forest: Forest, wanted: list[tuple[str, bool, int]]) -> None:
    person, seen, above = posted(forest, wanted)
    outside = {unit.pk for unit in forest.units} - seen - above
    program = Program(person)
    looked_at: set[str] = set()
    waiting = list(addresses(forest, outside))
    while waiting and len(looked_at) < 160:
        address = waiting.pop(0)
        looked_at.add(address)
        PACE.forget()
        answer = program.get(address)
        assert answer.status_code in (200, 400, 403, 404), (address, answer.content)
        asked = {unit.pk for unit in forest.units if forest.words[unit.pk] in address}
        assert told(answer.content, forest, outside - asked) == [], address
        if answer.status_code == 200:
            waiting += [each for each in led_to(answer.json()) if each not in looked_at]
    _numbers_are_absent(program, forest, outside)
    _exports_hold_nothing(program, person, forest, outside)


def _numbers_are_absent(program: Program, forest: Forest, outside: set[int]) -> None:
    """Whoever counts through the numbers meets nothing that is outside."""
    for number in range(1, 40):
        PACE.forget()
        for name in LISTS:
            answer = program.get(f"/{name}/{number}")
            assert answer.status_code in (200, 404)
            assert told(answer.content, forest, outside) == [], (name, number)


def _exports_hold_nothing(program: Program, person: Person, forest: Forest, outside: set[int]) -> None:
    for name in LISTS:
        PACE.forget()
        asked = program.post("/exports", {"list": name, "format": "csv"})
        assert asked.status_code in (202, 403)
        if asked.status_code == 202:
            run_all()
            job = program.read(asked.json()["url"])
            for file in job["files"]:
                content = b"".join(program.get(file["url"].removeprefix(ROOT)).streaming_content)
                assert told(content, forest, outside) == [], name
