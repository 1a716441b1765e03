"""What a change of a unit does to figures: the counts of both parents, before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paicha.figures.asking import ask
from paicha.figures.registry import figure_named
from paicha.figures.words import name_of
from paicha.kernel.clock import today
from paicha.kernel.scope import Range
from paicha.orgs.models import Person
from paicha.orgs.permissions import scope_of
from paicha.orgs.previews import Shift, unit_range

COUNTS = ("units_total", "inspections_total", "findings_total")


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of a unit now, and what it will be. None where the reader may not know it."""

    before: int | None
    after: int | None

    @property
    def stays(self) -> bool:
        """Whether it remains what it is."""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of both parents."""

    figure: str
    title: str
    old: Change
    new: Change


def counts(by: Person, where: Range) -> dict[str, int]:
    """The counted figures below a place: units open today, and all inspections and findings so far."""
    scope, day = scope_of(by, "figures.ask", where), today()
    periods: Mapping[str, Any] = {"units_total": (day, day)}
    return {name: int(ask(name, scope=scope, period=periods.get(name, (None, None))).value or 0) for name in COUNTS}


def changes(by: Person, shift: Shift, figures: Sequence[str]) -> list[Row]:
    """The figures of the old and the new parent, before and after; none where it cannot be told what moves."""
    where = shift.here or unit_range(by, shift.unit)
    if where is None:
        return []
    moved = counts(by, where)
    old = counts(by, shift.old_range) if shift.old_range else None
    new = counts(by, shift.new_range)
    rows = []
    for name in figures:
        before = old[name] if old else None
        after = before if before is None or shift.old_holds else before - moved[name]
        then = new[name] if shift.new_holds else new[name] + moved[name]
        rows.append(Row(name, name_of(figure_named(name)), Change(before, after), Change(new[name], then)))
    return rows
