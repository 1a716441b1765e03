"""A made-up world: rows of facts in a house's own tables, position by position, as actions would leave them."""

import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from paicha.figures.facts import Fact, facts
from paicha.ledger.models import Entry

FIRST = date(2024, 1, 1)
EMPTY: "dict[type[models.Field[Any, Any]], Any]" = {
    models.CharField: "",
    models.TextField: "",
    models.BinaryField: b"\0" * 32,
    models.BooleanField: False,
    models.JSONField: {},
    models.DateField: FIRST,
}


def day(number: int) -> date:
    """A date by its distance from the first day of the world."""
    return FIRST + timedelta(days=number)


def model_of(fact: Fact) -> type[models.Model]:
    """The model behind a fact's table."""
    return next(model for model in apps.get_models() if model._meta.db_table == fact.table)


def filled(model: type[models.Model], given: dict[str, Any]) -> models.Model:
    """A record of `model` with what is given, and something empty in all that must not be missing."""
    for column in model._meta.concrete_fields:
        if column.attname not in given and not column.primary_key and not column.null and not column.has_default():
            kind = next((kind for kind in EMPTY if isinstance(column, kind)), None)
            given[column.attname] = EMPTY[kind] if kind else 0
    return model(**given)


@dataclass
class World:
    """What was written so far. Everything within one `at_once` gets one position and is committed together."""

    position: int = 0
    steps: Counter[int] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)
    waiting: list[tuple[Fact, dict[str, Any]]] = field(default_factory=list)

    @contextmanager
    def at_once(self) -> Iterator["World"]:
        """Write what the block adds, in one transaction."""
        yield self
        self.commit()

    def commit(self) -> int:
        """Write what was added under the next position, which is returned."""
        self.position += 1
        with transaction.atomic():
            Entry.objects.create(
                position=self.position,
                id=uuid.uuid4(),
                kind="test",
                at=timezone.now(),
                by=1,
                leaf=uuid.uuid4().bytes * 2,
            )
            for fact in {each.name: each for each, _ in self.waiting}.values():
                model = model_of(fact)
                rows = [given for each, given in self.waiting if each == fact]
                model._default_manager.bulk_create(filled(model, {**row, "position": self.position}) for row in rows)
        self.waiting.clear()
        return self.position

    def add(self, fact: str, **columns: Any) -> None:
        """Add a row of a fact."""
        self.waiting.append((facts()[fact], columns))

    def number(self, kind: str) -> int:
        """The next number of a kind."""
        self.numbers[kind] += 1
        return self.numbers[kind]

    def unit(self, unit: int, parent: str, line: int = 1, **columns: Any) -> str:
        """A unit placed below `parent` in a line; its path is returned."""
        path = f"{parent}{unit}/"
        self.add("unit", **{"unit": unit, "kind": "shop", "inspected": True, "opened_on": day(0), **columns})
        self.place(unit, path, line)
        return path

    def place(self, unit: int, path: str, line: int = 1) -> None:
        """Move or place a unit."""
        above = path.strip("/").split("/")[:-1]
        self.add(
            "placement",
            placement=line * 1_000_000 + unit,
            line=line,
            unit=unit,
            path=path,
            depth=len(above),
            present=True,
            parent=int(above[-1]) if above else None,
        )

    def inspect(self, unit: int, on: int, results: dict[int, str] | None = None, **columns: Any) -> int:
        """An inspection held on day `on`, with answers for items that are not plainly met; its number is returned."""
        number = columns.pop("inspection", None) or self.number("inspection")
        edition = columns.pop("edition", 1)
        failed = sum(result == "failed" for result in (results or {}).values())
        said = {
            "line": 1,
            "family": "routine",
            "kind": "routine",
            "source": "onsite",
            "held": True,
            "failed": failed > 0,
            "listed": failed,
            "extent": failed,
            "items_failed": failed,
            "version": 1,
            "inspector_group": "a",
        } | columns
        self.add("inspection", inspection=number, edition=edition, unit=unit, done_on=day(on), **said)
        for item, result in (results or {}).items():
            self.add(
                "answer",
                inspection=number,
                edition=edition,
                unit=unit,
                line=said["line"],
                item=item,
                result=result,
                done_on=day(on),
                severity="ungraded",
            )
        return number

    def step(self, finding: int, on: int, verb: str = "raise", **columns: Any) -> None:
        """A step of a finding's life, valid from day `on`."""
        self.steps[finding] += 1
        said = {
            "unit": 10,
            "line": 1,
            "item": 1,
            "severity": "general",
            "major": False,
            "graded": True,
            "source": "onsite",
            "family": "routine",
            "inspector_group": "a",
            "extent": 1,
            "raised_on": day(on),
            "state": "open",
            "listings": 1,
        } | columns
        self.add("finding", finding=finding, seq=self.steps[finding], verb=verb, valid_on=day(on), **said)

    def life(self, finding: int, *steps: tuple[int, dict[str, Any]], **columns: Any) -> None:
        """A finding with several steps: each keeps what the one before said, and changes what it gives."""
        said: dict[str, Any] = {"raised_on": day(steps[0][0]), **columns}
        for on, changes in steps:
            said = {**said, **changes}
            self.step(finding, on, **said)


def closed(on: int, basis: str = "verified", **more: Any) -> tuple[int, dict[str, Any]]:
    """The step by which a finding is closed."""
    independence = "unknown" if basis == "verified" else None
    return on, {
        "verb": "close",
        "state": "closed",
        "closed_on": day(on),
        "basis": basis,
        "independence": independence,
        "closures": 1,
        **more,
    }


def reopened(on: int, **more: Any) -> tuple[int, dict[str, Any]]:
    """The step by which a closed finding is opened again."""
    return on, {
        "verb": "reopen",
        "state": "open",
        "closed_on": None,
        "basis": None,
        "independence": None,
        "reopenings": 1,
        "repeat": True,
        **more,
    }
