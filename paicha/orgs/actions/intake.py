"""Many units at once, as a file or another system describes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from paicha.kernel.problems import Problem
from paicha.ledger.writing import add
from paicha.orgs.acting import action, locked, record
from paicha.orgs.actions.units import move_subtree
from paicha.orgs.covers import placement_change, unit_change
from paicha.orgs.entries import UNITS_TAKEN_IN
from paicha.orgs.labels import UNPLACED
from paicha.orgs.models import Line, Person, Placement, PlacementChange, Unit
from paicha.orgs.permissions import require
from paicha.orgs.searching import index

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Level:
    """A unit above others in a line, from the root down."""

    code: str
    kind: str
    name: str


@dataclass(slots=True)
class UnitWish:
    """What is known of an inspected unit. Blank values leave what is there; `opened_on` only ever moves back."""

    code: str
    name: str = ""
    kind: str = ""
    address: str = ""
    latitude_e6: int | None = None
    longitude_e6: int | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    opened_on: date | None = None
    places: dict[str, list[tuple[Level, ...]]] = field(
        default_factory=dict
    )  # line code: each as levels from the root down


@dataclass(frozen=True, slots=True)
class Intake:
    """What an intake did: the inspected units by code, and the codes of those added, changed and moved."""

    units: dict[str, Unit]
    added: frozenset[str]
    changed: frozenset[str]
    moved: frozenset[str]


@action
def take_in_units(by: Person, *, source: str, wishes: Sequence[UnitWish]) -> Intake:
    """Add the units that are new, with the levels above them, and bring the others up to date; one entry.

    Places are taken in order, the last one holds; but a missing or a vaguer one moves no unit that has a place already.
    Only for those who may change units everywhere, since a file may name any unit.
    """
    require(by, "units.change", None)
    lines = {line.code: locked(Line, line.pk) for line in Line.objects.order_by("pk")}
    for wish in wishes:
        if unknown := wish.places.keys() - lines.keys():
            raise Problem("absent", thing=_("line"), key=min(unknown))
    codes = {wish.code for wish in wishes}
    codes |= {level.code for levels in _levels(wishes) for level in levels}
    known = {unit.code: unit for unit in _by_code(codes)}
    new_levels = _add_levels(wishes, known)
    added, changed = _bring_up_to_date(wishes, known)
    tree = _Tree(lines, known)
    for wish in wishes:
        for line_code, places in wish.places.items():
            for levels in places:
                tree.place(line_code, levels, known[wish.code])
    moved = tree.write()
    index([*new_levels, *added, *changed])
    unit_rows = [unit_change(unit) for unit in (*new_levels, *added, *changed)]
    place_rows = [placement_change(place) for place in tree.new] + moved
    if unit_rows or place_rows:
        words = {"source": source, "added": len(added), "changed": len(changed), "moved": len(tree.moved)}
        record(UNITS_TAKEN_IN, None, [(Unit, unit_rows), (Placement, place_rows)], **words)
    units = {wish.code: known[wish.code] for wish in wishes}
    return Intake(units, _codes(added), _codes(changed), frozenset(tree.moved))


def _codes(units: Iterable[Unit]) -> frozenset[str]:
    return frozenset(unit.code for unit in units)


def _levels(wishes: Sequence[UnitWish]) -> Iterable[tuple[Level, ...]]:
    return (levels for wish in wishes for places in wish.places.values() for levels in places)


def _by_code(codes: Iterable[str]) -> Iterable[Unit]:
    ordered = sorted(codes)
    for start in range(0, len(ordered), CHUNK):
        yield from Unit.objects.filter(code__in=ordered[start : start + CHUNK])


def _add_levels(wishes: Sequence[UnitWish], known: dict[str, Unit]) -> list[Unit]:
    new: dict[str, Unit] = {}
    for level in chain.from_iterable(_levels(wishes)):
        if level.code not in known:
            new.setdefault(level.code, Unit(code=level.code, kind=level.kind, name=level.name))
    made = list(new.values())
    add(made)
    known |= new
    return made


def _bring_up_to_date(wishes: Sequence[UnitWish], known: dict[str, Unit]) -> tuple[list[Unit], list[Unit]]:
    """Write the inspected units themselves; returns those added and those changed."""
    new: dict[str, Unit] = {}
    changed: dict[str, Unit] = {}
    for wish in wishes:
        unit = known.get(wish.code) or new.get(wish.code)
        if unit is None:
            unit = new[wish.code] = Unit(code=wish.code, name=wish.code, inspected=True)
        if _follow(unit, wish) and wish.code not in new:
            changed[wish.code] = unit
    made = list(new.values())
    add(made)
    known |= new
    fields = ["name", "kind", "inspected", "address", "latitude_e6", "longitude_e6", "attributes", "opened_on"]
    Unit.objects.bulk_create(changed.values(), update_conflicts=True, unique_fields=["id"], update_fields=fields)
    return made, list(changed.values())


def _follow(unit: Unit, wish: UnitWish) -> bool:
    """Let the unit follow the wish; True when that changed it."""
    wanted: dict[str, Any] = {
        "inspected": True,
        "name": wish.name or unit.name,
        "kind": wish.kind or unit.kind,
        "address": wish.address or unit.address,
        "attributes": unit.attributes | {key: value for key, value in wish.attributes.items() if value},
    }
    if wish.latitude_e6 is not None and wish.longitude_e6 is not None:
        wanted |= {"latitude_e6": wish.latitude_e6, "longitude_e6": wish.longitude_e6}
    if wish.opened_on and (unit.opened_on is None or wish.opened_on < unit.opened_on):
        wanted["opened_on"] = wish.opened_on
    differing = {name: value for name, value in wanted.items() if getattr(unit, name) != value}
    for name, value in differing.items():
        setattr(unit, name, value)
    return bool(differing)


class _Tree:
    """The places an intake touches: read once, new ones made depth by depth, others moved."""

    def __init__(self, lines: dict[str, Line], units: dict[str, Unit]) -> None:
        self.lines = lines
        self.units = units
        self.places: dict[tuple[int, int], Placement] = {}
        self.new: list[Placement] = []
        self.wanted: dict[tuple[int, int], int] = {}  # (line, unit): the parent it should have
        self.moved: list[str] = []
        keys = sorted(unit.pk for unit in units.values())
        for start in range(0, len(keys), CHUNK):
            for place in Placement.objects.filter(unit__in=keys[start : start + CHUNK]):
                self.places[place.line_id, place.unit_id] = place

    def place(self, line_code: str, levels: Sequence[Level], unit: Unit) -> None:
        """Let the unit stand below these levels, unless it has a place and they are missing or vaguer than it.

        A unit that was merged stands where its survivor stands.
        """
        line = self.lines[line_code].pk
        settled = self.places.get((line, unit.pk))
        if settled and (levels[-1].kind == UNPLACED or unit.merged_into_id):
            return
        above: Placement | None = None
        for level in levels:
            above = self._under(line, self.units[level.code], above)
        if settled is None:
            self._under(line, unit, above)
        elif above is not None:
            parent = self.wanted.get((line, unit.pk))
            now = self.places[line, parent] if parent else settled
            if not now.path.startswith(above.path):
                self.wanted[line, unit.pk] = above.unit_id

    def _under(self, line: int, unit: Unit, above: Placement | None) -> Placement:
        """The unit's place, made below `above` where it has none; a level that has one keeps it."""
        found = self.places.get((line, unit.pk))
        if found is None:
            path = f"{above.path if above else '/'}{unit.pk}/"
            depth = above.depth + 1 if above else 0
            parent = above.unit_id if above else None
            found = Placement(line_id=line, unit=unit, parent_id=parent, path=path, depth=depth)
            self.places[line, unit.pk] = found
            self.new.append(found)
        return found

    def write(self) -> list[PlacementChange]:
        """Write new places and moves; returns the transitions of the moves."""
        add(self.new)
        codes = {unit.pk: code for code, unit in self.units.items()}
        changes = []
        for (line, unit), parent in self.wanted.items():
            here, above = self.places[line, unit], self.places[line, parent]
            if self.moved:  # which may have taken these two with it
                here.refresh_from_db(fields=["path", "depth"])
                above.refresh_from_db(fields=["path", "depth"])
            if here.parent_id != parent and not above.path.startswith(here.path):
                changes += move_subtree(here, above)
                self.moved.append(codes[unit])
        return changes
