"""What a change of a unit would bring, before it is made: who asks comes first, and sees only what they may.

Everything is read, nothing written. The action asks the same conditions again when the change is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range
from paicha.orgs.conditions import (
    LONGEST_KIND,
    childless,
    closable,
    code_free,
    fits,
    may_stand,
    place_in,
    reopenable,
    said,
    still_open,
)
from paicha.orgs.models import Line, Person, Placement, Post, Unit
from paicha.orgs.permissions import may, require, require_unit, within
from paicha.orgs.queries import in_reach
from paicha.orgs.searching import matching
from paicha.orgs.unit_details import unit_numbered

MOST = 50  # posts told of
CHOICES = 12  # units offered


@dataclass(frozen=True, slots=True)
class Sight:
    """A post whose sight of the unit changes. `person` is None where the asker may not know who holds it.

    `otherwise`: the person sees the unit all the same, by another post, before and after.
    """

    post: Post
    person: Person | None
    otherwise: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """A unit that goes from one parent to another in a line, with all below it.

    `old` is None where it has no place in the line yet, or where its place lies above the asker's reach. The ranges are
    those of the unit and of both parents; `old_holds` and `new_holds` say whether a parent holds the unit both before
    and after, so that its counts stay.
    """

    line: Line
    unit: Unit
    old: Unit | None
    new: Unit
    below: int
    here: Range | None
    old_range: Range | None
    new_range: Range
    old_holds: bool
    new_holds: bool
    losing: Sequence[Sight]
    gaining: Sequence[Sight]
    more: int

    @property
    def stays(self) -> bool:
        """Whether the unit stands there already."""
        return self.old == self.new


def changeable(by: Person, number: int) -> Unit:
    """The unit of that number, for somebody who may change it; absent where they do not even see it."""
    found = unit_numbered(by, number)
    require(by, "units.change", found)
    return found


def changeable_coded(by: Person, code: str) -> Unit:
    """The unit of that code, for somebody who may change it."""
    found = require_unit(by, "units.see", code)
    require(by, "units.change", found)
    return found


def changeable_lines(by: Person) -> list[Line]:
    """The lines in which the asker may change places."""
    places = within(by, "units.change", Placement.objects.all())
    return [
        line
        for line in Line.objects.order_by("-kind", "pk")
        if places.filter(line=line).exists() or may(by, "units.change", None)
    ]


def choices(by: Person, text: str, line: Line | None) -> list[tuple[Unit, Unit | None]]:
    """Some open units the asker may change that have a place in the line (None: in any), by words of the name or code;
    each once, with its parent there as far as the asker sees it."""
    rows = Placement.objects.filter(matching(text, "unit"), unit__closed_on=None)
    if line is not None:
        rows = rows.filter(line=line)
    rows = within(by, "units.change", rows).select_related("unit", "parent").order_by("depth", "unit__code")
    found: dict[int, Placement] = {}
    for place in rows[:CHOICES]:
        found.setdefault(place.unit_id, place)
    seen = in_reach(by, [place.parent for place in found.values() if place.parent])
    return [(place.unit, place.parent if place.parent_id in seen else None) for place in found.values()]


def preview_open(by: Person, *, code: str, name: str, kind: str, line: Line, parent: Unit | None) -> list[Sight]:
    """The posts that will see a unit opened there; the Problem that keeps it from being opened."""
    require(by, "units.change", parent)
    path = "/"
    if parent is not None:
        still_open(parent)
        path = place_in(by, line, parent).path
    said("open", code=code, name=name)
    fits("kind", kind, LONGEST_KIND)
    code_free(code)
    return _sights(by, line, _keys(path), set())[0]


def preview_rename(by: Person, *, unit: Unit, name: str) -> None:
    """The Problem that keeps the unit from getting the name."""
    require(by, "units.change", unit)
    said("rename", name=name)


def preview_move(by: Person, *, unit: Unit, line: Line, parent: Unit) -> Shift:
    """What moving the unit under `parent` in `line` changes."""
    require(by, "units.change", unit)
    require(by, "units.change", parent)
    still_open(parent)
    above = place_in(by, line, parent)
    here = Placement.objects.filter(line=line, unit=unit).select_related("parent").first()
    if here is not None:
        require(by, "units.change", here)
        may_stand(unit, here, parent, above)
    return _shift(by, line, unit, here, above)


def preview_merge(by: Person, *, unit: Unit, survivor: Unit, on: date) -> tuple[list[Shift], list[Line]]:
    """What merging changes in each line in which both have a place, and the lines in which the unit stays."""
    require(by, "units.change", unit)
    require(by, "units.change", survivor)
    closable(unit, on)
    still_open(survivor)
    shifts, staying = [], []
    for line in Line.objects.filter(pk__in=unit.placements.values("line")).order_by("-kind", "pk"):
        above = Placement.objects.filter(line=line, unit=survivor).first()
        here = place_in(by, line, unit)
        if unit == survivor:
            raise Problem("move_cycle", unit=unit.code, parent=survivor.code)
        if above is None:
            staying.append(line)
            continue
        may_stand(unit, here, survivor, above)
        shifts.append(_shift(by, line, unit, here, above))
    return shifts, staying


def preview_close(by: Person, *, unit: Unit, on: date) -> None:
    """The Problem that keeps the unit from being closed on that day."""
    require(by, "units.change", unit)
    closable(unit, on)
    childless(by, unit)


def preview_reopen(by: Person, *, unit: Unit) -> None:
    """The Problem that keeps the unit from being reopened."""
    require(by, "units.change", unit)
    reopenable(unit)


def unit_range(by: Person, unit: Unit) -> Range | None:
    """The place of a unit that stands alone, in the first line that it has a place in; None where it holds others."""
    require(by, "units.see", unit)
    place = unit.placements.order_by("-line__kind", "line").first()
    return Range(place.line_id, place.path) if place and not _below(place).exists() else None


def _shift(by: Person, line: Line, unit: Unit, here: Placement | None, above: Placement) -> Shift:
    old, new = set(_keys(here.path)[:-1]) if here else set(), set(_keys(above.path))
    losing, lost = _sights(by, line, sorted(old - new), {(line.pk, key) for key in new | {unit.pk}}, unit)
    gaining, gained = _sights(by, line, sorted(new - old), {(line.pk, key) for key in old | {unit.pk}}, unit)
    parent = here.parent if here else None
    visible = parent if parent and may(by, "units.see", parent) else None
    return Shift(
        line=line,
        unit=unit,
        old=visible,
        new=above.unit,
        below=within(by, "units.see", _below(here)).count() if here else 0,
        here=Range(line.pk, here.path) if here else None,
        old_range=_range(line, visible),
        new_range=Range(line.pk, above.path),
        old_holds=bool(visible and visible.pk in new),
        new_holds=above.unit_id in old,
        losing=losing,
        gaining=gaining,
        more=lost + gained,
    )


def _range(line: Line, unit: Unit | None) -> Range | None:
    place = Placement.objects.filter(line=line, unit=unit).first() if unit else None
    return Range(line.pk, place.path) if place else None


def _keys(path: str) -> list[int]:
    return [int(part) for part in path.strip("/").split("/") if part]


def _below(place: Placement) -> QuerySet[Placement]:
    return Placement.objects.filter(line=place.line_id, path__gt=place.path, path__lt=place.path[:-1] + "0")


def _sights(
    by: Person, line: Line, keys: Sequence[int], kept: set[tuple[int, int]], unit: Unit | None = None
) -> tuple[list[Sight], int]:
    """The posts at these units of the line that the asker may know of, and how many more there are.

    `kept` names the places in this line from which the unit is seen otherwise.
    """
    rows = within(by, "units.see", Post.objects.filter(line=line, unit__in=keys, ended=False))
    posts = list(rows.select_related("person", "unit", "line").order_by("unit", "role", "pk")[: MOST + 1])
    more = rows.count() - MOST if len(posts) > MOST else 0
    posts = posts[:MOST]
    named = set(
        within(by, "people.change", Post.objects.filter(pk__in=[post.pk for post in posts])).values_list(
            "pk", flat=True
        )
    )
    otherwise = _seeing(unit, line, kept, {post.person_id for post in posts}) if unit else set()
    return [Sight(post, post.person if post.pk in named else None, post.person_id in otherwise) for post in posts], more


def _seeing(unit: Unit, line: Line, kept: set[tuple[int, int]], people: set[int]) -> set[int]:
    """Those of the people who see the unit by a post at one of the `kept` places, in another line, or everywhere."""
    for place in unit.placements.exclude(line=line):
        kept = kept | {(place.line_id, key) for key in _keys(place.path)}
    held = Post.objects.filter(person__in=people, ended=False).values_list("person", "line", "unit")
    return {person for person, at, where in held if at is None or (at, where) in kept}
