"""What became of a unit, in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from paicha.ledger.models import Entry
from paicha.orgs.entries import UNIT_RENAMED
from paicha.orgs.labels import line_name, unit_name
from paicha.orgs.models import Line, PlacementChange, UnitChange
from paicha.orgs.unit_details import Became, Named
from paicha.readership.rendering import Author
from paicha.web.templatetags.parts import chinese, day


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of a unit's history: what it made of the unit, and who did it."""

    entry: Entry
    text: str
    author: Author


class History:
    """Words for what became of one unit. `named` gives the other units that it speaks of, `above` those of them whose
    names are no secret though they are out of reach."""

    def __init__(self, named: Mapping[int, Named], above: set[int], lines: Mapping[int, Line]) -> None:
        self.named = named
        self.above = above
        self.lines = lines

    def told(self, became: Became, author: Author) -> Happened:
        """What one entry made of the unit."""
        sentences = [text for before, row in became.units for text in self._unit(became.entry, before, row)]
        sentences += [self._place(before, row) for before, row in became.places]
        return Happened(became.entry, ("" if chinese() else " ").join(dict.fromkeys(sentences)), author)

    def name(self, unit: int | None) -> str:
        """What another unit is called; where it is out of reach, that."""
        found = self.named.get(unit) if unit else None
        if found is None or not (found.seen or unit in self.above):
            return _("a unit outside your reach")
        return unit_name(found.unit)

    def _unit(self, entry: Entry, before: UnitChange | None, row: UnitChange) -> list[str]:
        if entry.kind == UNIT_RENAMED.name and entry.subject_id == row.unit:
            return [_("It is now called %(name)s.") % {"name": entry.words.get("name", "")}]
        if before is None:
            return [_("It became known.")]
        return [*self._closing(before, row), *_facts(before, row)] or [
            _("Its name, address, position or attributes were brought up to date.")
        ]

    def _closing(self, before: UnitChange, row: UnitChange) -> list[str]:
        if row.merged_into and row.merged_into != before.merged_into:
            words = {"unit": self.name(row.merged_into), "day": _day(row.closed_on)}
            return [_("Merged into %(unit)s on %(day)s.") % words]
        if row.closed_on and row.closed_on != before.closed_on:
            return [_("Closed on %(day)s.") % {"day": _day(row.closed_on)}]
        return [_("Reopened.")] if before.closed_on and not row.closed_on else []

    def _place(self, before: PlacementChange | None, row: PlacementChange) -> str:
        line = self.lines.get(row.line)
        words: dict[str, Any] = {"unit": self.name(row.parent), "line": line_name(line) if line else row.line}
        if before is None:
            if row.parent is None:
                return _("Placed at the top of line %(line)s.") % words
            return _("Placed under %(unit)s in line %(line)s.") % words
        if before.parent == row.parent:
            return _("Moved along with %(unit)s in line %(line)s.") % words
        return _("Moved to %(unit)s in line %(line)s.") % words


def _facts(before: UnitChange, row: UnitChange) -> list[str]:
    found = []
    if before.opened_on != row.opened_on:
        words = {"day": _day(row.opened_on), "before": _day(before.opened_on)}
        found.append(_("Open since %(day)s, was %(before)s.") % words)
    if before.kind != row.kind:
        found.append(_("Kind: %(kind)s, was %(before)s.") % {"kind": row.kind or "–", "before": before.kind or "–"})
    return found


def _day(value: date | None) -> str:
    return str(day(value))
