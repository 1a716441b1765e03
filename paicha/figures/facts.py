"""What may be counted: rooms declare their transition tables as facts; figures knows no room's schema."""

import re
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Type = Literal["BIGINT", "INTEGER", "VARCHAR", "DATE", "BOOLEAN"]

_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
# Columns that every row in the replica has besides its own.
RESERVED = frozenset({"id", "position", "known_from", "known_until", "valid_from", "valid_until", "grp", "key"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a fact: its name in the table and its type in DuckDB."""

    name: str
    type: Type

    def __post_init__(self) -> None:
        if not _NAME.match(self.name):
            raise ValueError(f"{self.name!r} cannot be the name of a column")
        if self.type not in get_args(Type):
            raise ValueError(f"{self.name}: {self.type!r} is none of {get_args(Type)}")


@dataclass(frozen=True, slots=True)
class Fact:
    """One append-only table of a room, with `id` and `position` besides the `columns` named here.

    `key`: the subject; a later row of the same key replaces an earlier one (None: every row stands for ever). `dated`:
    the business date from which a row holds (None: it holds on all dates until it is replaced); among the rows of a key
    that are known and whose date has come, the one with the greatest date holds, `order` deciding within a date.
    `unit`, `line`: the columns by which scope is decided (None: the fact has none, and no scope). `day`: the date that
    a period and `month` refer to. `dimensions`: own columns that may group and filter.

    Of a grain, a fact that figures are about: `label`, what its records are called (plural, a lazy translation), and
    `records`, the name of the list in which they are shown.
    """

    name: str
    table: str
    key: str | None
    columns: tuple[Column, ...]
    dated: str | None = None
    order: str = "id"
    unit: str | None = "unit"
    line: str | None = "line"
    day: str | None = None
    dimensions: tuple[str, ...] = ()
    label: Any = field(default="", compare=False)
    records: str = ""

    def __post_init__(self) -> None:
        for name in (self.name, self.table):
            if not _NAME.match(name):
                raise ValueError(f"{name!r} cannot be the name of a fact or its table")
        names = self.names
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name}: a column is named twice")
        if taken := RESERVED & set(names):
            raise ValueError(f"{self.name}: the replica has its own columns {', '.join(sorted(taken))}")
        used = {self.key, self.dated, self.unit, self.line, self.day, *self.dimensions} - {None}
        used |= {self.order} - {"id"}
        if unknown := used - set(names):
            raise ValueError(f"{self.name}: no such columns: {', '.join(sorted(str(name) for name in unknown))}")
        if self.dated and not self.key:
            raise ValueError(f"{self.name}: only rows that replace each other can be dated; it has no key")
        for date in {self.dated, self.day} - {None}:
            if self.type_of(str(date)) != "DATE":
                raise ValueError(f"{self.name}: {date} is not a date")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def type_of(self, name: str) -> Type:
        """The type of a column; KeyError for one the fact does not have."""
        for column in self.columns:
            if column.name == name:
                return column.type
        raise KeyError(name)


_facts: dict[str, Fact] = {}


def register(fact: Fact) -> Fact:
    """Let figures count `fact`. The same declaration again changes nothing; another one of its name is a ValueError."""
    if _facts.setdefault(fact.name, fact) != fact:
        raise ValueError(f"fact {fact.name} is declared twice, differently")
    return fact


def facts() -> dict[str, Fact]:
    """Every registered fact by name, in the order of names."""
    return dict(sorted(_facts.items()))


def grains() -> list[Fact]:
    """The facts that figures may be about, those of the highest room first."""
    return [fact for fact in reversed(_facts.values()) if fact.label]
