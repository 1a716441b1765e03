"""Reading organisations: who asks comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from paicha.kernel.problems import Problem
from paicha.orgs.labels import UNPLACED
from paicha.orgs.models import Line, Person, Placement, Post, Unit
from paicha.orgs.permissions import require, require_unit, within


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands in a line: the units above it that the asker may see, from the root down."""

    line: Line
    above: Sequence[Unit]
    below: int


def unit_places(by: Person, code: str) -> tuple[Unit, list[Place]]:
    """A unit with its place in each line; out of reach and absent look alike."""
    unit = require_unit(by, "units.see", code)
    places = []
    for place in unit.placements.select_related("line").order_by("line"):
        keys = [int(part) for part in place.path.strip("/").split("/")][:-1]
        above = sorted(within(by, "units.see", Unit.objects.filter(pk__in=keys)), key=lambda each: keys.index(each.pk))
        below = Placement.objects.filter(line=place.line, path__gt=place.path, path__lt=place.path[:-1] + "0").count()
        places.append(Place(place.line, above, below))
    return unit, places


def children(by: Person, line: Line, unit: Unit | None) -> QuerySet[Unit]:
    """The units directly below `unit` in `line` (None: its roots) that the asker may see, by code."""
    below = Unit.objects.filter(placements__line=line, placements__parent=unit)
    return within(by, "units.see", below).order_by("code")


def people(by: Person) -> QuerySet[Person]:
    """All people, for those who look after them everywhere."""
    require(by, "people.change", None)
    return Person.objects.order_by("username")


def person_named(username: str) -> Person:
    """The person of that user name."""
    found = Person.objects.filter(username=username).first()
    if found is None:
        raise Problem("absent", thing=_("person"), key=username)
    return found


def posts(by: Person, person: Person) -> QuerySet[Any]:
    """A person's posts at units in the asker's reach."""
    rows = Post.objects.filter(person=person).select_related("line", "unit").order_by("ended", "pk")
    found: QuerySet[Any] = within(by, "people.change", rows).annotate(unit_code=F("unit__code"))
    return found


def unit_coded(code: str) -> Unit:
    """The unit of that code, for explaining who may see it (not for showing it)."""
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise Problem("absent", thing=_("unit"), key=code)
    return found


def lines_by_code() -> dict[str, Line]:
    """All lines by code."""
    return {line.code: line for line in Line.objects.order_by("pk")}


def unplaced_units(lines: Sequence[str]) -> int:
    """How many inspected units stand under the unit for missing parents in any of these lines."""
    below = Placement.objects.filter(line__code__in=lines, parent__kind=UNPLACED, unit__inspected=True)
    return below.values("unit").distinct().count()


def unplaced_unit(unit: Unit) -> Unit | None:
    """The unit for missing parents directly below `unit`, if it has one."""
    return Unit.objects.filter(placements__parent=unit, kind=UNPLACED).first()


def is_founded() -> bool:
    """Whether anybody is there. A set-up that was broken off before holds nothing, and simply goes on."""
    return Person._meta.db_table in connection.introspection.table_names() and Person.objects.exists()
