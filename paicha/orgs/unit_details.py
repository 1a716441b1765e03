"""All that is told of one unit: where it stands, what became of it, and what lies near it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, radians
from typing import TypeVar

from django.db.models import BigIntegerField, F, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from paicha.kernel.ids import LARGEST
from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range
from paicha.ledger.models import Entry
from paicha.orgs.models import Line, Person, PlacementChange, Unit, UnitChange
from paicha.orgs.permissions import reach
from paicha.orgs.reach import predicate
from paicha.orgs.scoped_rows import rows_from_units, rows_one_by_one

T = TypeVar("T")
BOXES = (5_000, 20_000, 100_000)  # millionths of a degree: about half a kilometre, two, and eleven
ENOUGH = 12  # units within a box


@dataclass(frozen=True, slots=True)
class Named:
    """A unit that is spoken of: its name, and whether the reader may open its page."""

    unit: Unit
    seen: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's place in a line: the units above it from the root down, and the subtree that begins with it."""

    line: Line
    above: Sequence[Named]
    range: Range


@dataclass(slots=True)
class Became:
    """What an entry made of a unit: each transition with the one before it (None: it is the first)."""

    entry: Entry
    units: list[tuple[UnitChange | None, UnitChange]] = field(default_factory=list)
    places: list[tuple[PlacementChange | None, PlacementChange]] = field(default_factory=list)


def unit_numbered(by: Person, number: int) -> Unit:
    """The unit of that number; out of reach and absent look alike."""
    rows = Unit.objects.select_related("merged_into").filter(pk=min(number, LARGEST))
    found = rows.filter(predicate(reach(by, "units.see"), Unit)).first()
    if found is None:
        raise Problem("absent", thing=_("unit"), key=number)
    return found


def standings(by: Person, unit: Unit) -> list[Standing]:
    """Where a unit stands in each line. The names above it are no secret; those in reach can be opened."""
    places = list(unit.placements.select_related("line").order_by("line"))
    named = named_units(by, {step for place in places for step in _steps(place.path)})
    return [
        Standing(
            place.line,
            [named[step] for step in _steps(place.path)[:-1] if step in named],
            Range(place.line_id, place.path, own=False),
        )
        for place in places
    ]


def named_units(by: Person, numbers: Collection[int]) -> dict[int, Named]:
    """These units, and whether the reader sees them. For those that may be spoken of in any case."""
    if not numbers:
        return {}
    found = Unit.objects.in_bulk(numbers)
    seen = set(
        Unit.objects.filter(pk__in=numbers).filter(predicate(reach(by, "units.see"), Unit)).values_list("pk", flat=True)
    )
    return {number: Named(unit, number in seen) for number, unit in found.items()}


def history(unit: Unit, most: int = 20) -> tuple[list[Became], bool]:
    """What became of a unit, the newest first, and whether there is more: for who sees the unit."""
    changes = _with_before(UnitChange.objects.filter(unit=unit.pk).order_by("-id")[: most + 1], most)
    moves: dict[int, list[PlacementChange]] = defaultdict(list)
    places = list(unit.placements.values_list("pk", flat=True))
    rows = list(PlacementChange.objects.filter(placement__in=places).order_by("-id")[: most * 2 + 1])
    cut = len(rows) > most * 2
    for row in rows:
        moves[row.placement].append(row)
    positions = {row.position for _before, row in changes} | {row.position for row in rows}
    newest = sorted(positions, reverse=True)[: most + 1]
    entries = Entry.objects.in_bulk(newest[:most])
    found = {position: Became(entries[position]) for position in newest[:most] if position in entries}
    for earlier, change in changes:
        if change.position in found:
            found[change.position].units.append((earlier, change))
    for same in moves.values():
        for before, row in _with_before(same, len(same) - cut):  # of the last it is not known what was before
            if row.position in found:
                found[row.position].places.append((before, row))
    return list(found.values()), len(newest) > most


def _with_before(rows: Iterable[T], most: int) -> list[tuple[T | None, T]]:
    """Each of some rows, the newest first, with the one before it."""
    found = list(rows)
    return [(found[place + 1] if place + 1 < len(found) else None, row) for place, row in enumerate(found[:most])]


def spoken_of(happened: Sequence[Became]) -> set[int]:
    """The numbers of the other units that a history names."""
    parents = {row.parent for each in happened for _before, row in each.places}
    survivors = {row.merged_into for each in happened for _before, row in each.units}
    return {number for number in parents | survivors if number is not None}


def neighbours(by: Person, unit: Unit, most: int = 200) -> list[tuple[Unit, int]]:
    """The nearest open units that the reader sees, with the distance in metres; none for a unit without a position."""
    if unit.latitude_e6 is None or unit.longitude_e6 is None:
        return []
    few = rows_from_units(by, "units.see", Unit.objects.all(), None)
    seen = rows_one_by_one(by, "units.see", Unit.objects.all(), None) if few is None else few
    found: list[Unit] = []
    for box in BOXES:
        found = list(_around(seen, unit, box)[:most])
        if len(found) >= ENOUGH:
            break
    return [(each, round(metres(unit, each))) for each in found]


def _around(seen: QuerySet[Unit], unit: Unit, box: int) -> QuerySet[Unit]:
    """Those of `seen` that are open and lie in a box around one, the nearest first."""
    north, east = unit.latitude_e6 or 0, unit.longitude_e6 or 0
    shrink = max(cos(radians(north / 1e6)), 0.01)
    wide = round(box / shrink)
    inside = seen.filter(inspected=True, closed_on=None).filter(
        latitude_e6__range=(north - box, north + box), longitude_e6__range=(east - wide, east + wide)
    )
    up = (Cast(F("latitude_e6"), BigIntegerField()) - north) * 100
    right = (Cast(F("longitude_e6"), BigIntegerField()) - east) * round(shrink * 100)
    return inside.exclude(pk=unit.pk).order_by(up * up + right * right, "pk")


def metres(one: Unit, other: Unit) -> float:
    """How far two units with positions lie apart: the earth is flat here, which a few kilometres allow."""
    up, right = offset(one, other)
    return float((up * up + right * right) ** 0.5)


def offset(one: Unit, other: Unit) -> tuple[float, float]:
    """How many metres the other unit lies to the north and to the east of the one."""
    degree = 111_195  # metres of a degree of latitude, on average
    up = ((other.latitude_e6 or 0) - (one.latitude_e6 or 0)) / 1e6 * degree
    right = ((other.longitude_e6 or 0) - (one.longitude_e6 or 0)) / 1e6 * degree
    return up, right * cos(radians((one.latitude_e6 or 0) / 1e6))


def _steps(path: str) -> list[int]:
    return [int(step) for step in path.strip("/").split("/")]


def below(by: Person, standing: Standing, unit: Unit, most: int) -> list[Unit]:
    """The first units directly below one in a line that the reader sees, by code."""
    rows = Unit.objects.filter(placements__line=standing.line, placements__parent=unit)
    return list(rows.filter(predicate(reach(by, "units.see"), Unit)).order_by("code")[:most])
