"""Answers: what a figure says, for the whole and for each group, and the rows behind it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from paicha.figures.definitions import Measure
from paicha.figures.intervals import wilson

FEWEST = 5  # below this denominator a rate is not said, only its counts (FIGURES.md)

Number = int | float


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: value (None: none can be said), numerator, denominator and the 95 % interval of a share."""

    value: Number | None
    numerator: int | None
    denominator: int | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Group(Counted):
    """The answer for one key of the dimension asked `by`."""

    key: str = ""
    label: str = ""

    def as_json(self) -> dict[str, Any]:
        """The group as `figure ask --json` shows it."""
        return {"key": self.key, "label": self.label, **_numbers(self)}


@dataclass(frozen=True, slots=True)
class Answer(Counted):
    """What figure `name` in `version` says at a position (`at`) about the state on a date (`on`), in `unit`."""

    name: str = ""
    version: int = 0
    unit: str = ""
    at: int = 0
    on: date = date.min
    groups: tuple[Group, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer as `figure ask --json` shows it."""
        said = {"name": self.name, "version": self.version, **_numbers(self), "unit": self.unit, "at": self.at}
        return {**said, "on": self.on.isoformat(), "groups": [group.as_json() for group in self.groups]}


def _numbers(counted: Counted) -> dict[str, Any]:
    return {name: getattr(counted, name) for name in ("value", "numerator", "denominator", "low", "high")}


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a value: its key, its group, and what the measure counts of it (hit; amount; days and event …)."""

    key: int | str
    group: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of the rows behind a value, in the order of their keys.

    `after` is the key from which the next page goes on, None on the last one. `outside`: how many rows the value counts
    that lie outside the asker's reach as it is today, and are not shown.
    """

    rows: tuple[Row, ...]
    after: int | str | None
    outside: int


def counted(measure: Measure, numerator: int | None, denominator: int | None, value: Number | None) -> dict[str, Any]:
    """The numbers of an answer, from what the query counted."""
    numerator = None if numerator is None or measure == "median" else int(numerator)
    denominator = None if denominator is None or measure in ("count", "sum") else int(denominator)
    said: dict[str, Any] = {"numerator": numerator, "denominator": denominator, "value": None}
    if measure in ("count", "sum"):
        said["value"] = numerator
    elif measure in ("median", "survival"):
        said["value"] = None if value is None else int(value) if float(value).is_integer() else float(value)
    elif denominator and denominator >= FEWEST and numerator is not None:
        said["value"] = numerator / denominator
        if measure == "share":
            said["low"], said["high"] = wilson(numerator, denominator)
    return said
