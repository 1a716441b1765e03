"""Where a reader looks: a unit in a line, taken from the address, or else where their first post is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from paicha.kernel.scope import Range, Scope
from paicha.orgs.labels import unit_name
from paicha.orgs.models import Line, Person, Unit
from paicha.orgs.permissions import reach, require_unit
from paicha.orgs.queries import first_place
from paicha.orgs.scopes import line_named, range_of


@dataclass(frozen=True)
class Place:
    """A unit in a line (None: all of the line; neither: as far as the reader reaches)."""

    by: Person
    line: Line | None
    unit: Unit | None
    chosen: bool  # the address names it

    @cached_property
    def focus(self) -> Range | None:
        """The subtree looked at."""
        return range_of(self.line, self.unit) if self.line and self.unit else None

    @cached_property
    def scope(self) -> Scope:
        """The scope of a question that the reader asks here."""
        return Scope(reach(self.by, "figures.ask"), self.focus)

    @property
    def name(self) -> str:
        """What the place is called."""
        return unit_name(self.unit) if self.unit else ""

    @property
    def parameters(self) -> dict[str, str]:
        """The place as an address writes it."""
        return {"line": self.line.code, "unit": self.unit.code} if self.line and self.unit else {}

    def query(self, **more: Any) -> str:
        """Parameters of an address at this place, with others; those that are None are left out."""
        values = {**(self.parameters if self.chosen else {}), **more}
        return urlencode({name: value for name, value in values.items() if value not in (None, "")}, doseq=True)


def place_of(request: HttpRequest) -> Place:
    """The place that a request looks at; a unit out of reach is absent."""
    found = getattr(request, "paicha_place", None)
    if found is None:
        found = place_named(request.user, request.GET)  # type: ignore[arg-type]
        request.paicha_place = found  # type: ignore[attr-defined]
    return found


def place_named(by: Person, parameters: Mapping[str, str]) -> Place:
    """The place of `line` and `unit`, or where the person's first post is."""
    line, unit = parameters.get("line", ""), parameters.get("unit", "")
    if unit:
        found = require_unit(by, "units.see", unit)
        named = line_named(line or None)
        range_of(named, found)
        return Place(by, named, found, True)
    standing = first_place(by, line or None)
    if standing is None:
        return Place(by, line_named(line) if line else None, None, bool(line))
    return Place(by, *standing, bool(line))
