"""Reading organisations: who asks comes first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from paicha.kernel.problems import Problem
from paicha.orgs.labels import UNPLACED, unit_name
from paicha.orgs.models import Line, Person, Placement, Post, Unit
from paicha.orgs.permissions import require_unit, within
from paicha.orgs.user_administration import in_post, visible


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
    """The people whom the asker looks after, by user name (orgs/user_administration.py says who that is)."""
    return Person.objects.filter(visible(by, listing=True)).order_by("username")


def person_numbered(by: Person, number: int) -> Person:
    """The person of that number, if the asker looks after them; others are absent."""
    found = Person.objects.filter(visible(by), pk=number).first()
    if found is None:
        raise Problem("absent", thing=_("person"), key=number)
    return found


def person_looked_after(by: Person, username: str) -> Person:
    """The person of that user name, if the asker looks after them; others are absent."""
    found = Person.objects.filter(visible(by), username=username).first()
    if found is None:
        raise Problem("absent", thing=_("person"), key=username)
    return found


def posts_by_person(by: Person, found: Sequence[Person]) -> dict[int, list[Post]]:
    """The posts in the asker's reach that these people hold now, by the person's number."""
    rows = within(by, "people.change", Post.objects.filter(person__in=[person.pk for person in found], ended=False))
    held: dict[int, list[Post]] = {}
    for post in rows.select_related("line", "unit").order_by("pk"):
        held.setdefault(post.person_id, []).append(post)
    return held


def holding(by: Person, roles: Sequence[str]) -> Q:
    """The people who hold one of these roles in the asker's reach, as a condition on people."""
    return in_post(by, Q(role__in=roles, ended=False))


def post_numbered(by: Person, person: Person, number: int) -> Post:
    """A post of a person in the asker's reach."""
    found: Post | None = posts(by, person).filter(pk=number).first()
    if found is None:
        raise Problem("absent", thing=_("post"), key=number)
    return found


def units_to_appoint_at(by: Person, text: str) -> list[Unit]:
    """Up to twenty units in which the asker may give posts, whose code begins with the text or whose name holds it."""
    if not text:
        return []
    near = Q(code__istartswith=text) | Q(name__icontains=text)
    return list(within(by, "people.change", Unit.objects.filter(near)).order_by("code")[:20])


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


def post_numbers(person: int) -> QuerySet[Post, Any]:
    """The numbers of all posts that a person holds or held, whoever asks: for a condition on what was done to them."""
    return Post.objects.filter(person=person).values("pk")


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


def first_place(by: Person, line_code: str | None = None) -> tuple[Line, Unit] | None:
    """The line and unit of a person's first post, in one line if it is named; for a post everywhere the line's root."""
    posts = Post.objects.filter(person=by, ended=False).select_related("line", "unit").order_by("pk")
    held = list(posts)
    for post in held:
        if post.line and post.unit and line_code in (None, post.line.code):
            return post.line, post.unit
    if not any(post.line is None for post in held):
        return None
    roots = Placement.objects.filter(parent=None).exclude(unit__kind=UNPLACED).select_related("line", "unit")
    if line_code:
        roots = roots.filter(line__code=line_code)
    root = roots.order_by("-line__kind", "line", "pk").first()
    return (root.line, root.unit) if root else None


def posts_held(by: Person) -> list[Post]:
    """A person's own posts that have not ended, with their units and lines."""
    return list(Post.objects.filter(person=by, ended=False).select_related("line", "unit").order_by("pk"))


def ancestry(line: Line, unit: Unit) -> list[Unit]:
    """The units above one in a line, from the root down, whoever asks: names above one's reach are no secret."""
    place = Placement.objects.filter(line=line, unit=unit).first()
    if place is None:
        return []
    keys = [int(part) for part in place.path.strip("/").split("/")][:-1]
    found = Unit.objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def in_reach(by: Person, units: Sequence[Unit]) -> set[int]:
    """The numbers of those units that the asker may see."""
    return set(
        within(by, "units.see", Unit.objects.filter(pk__in=[unit.pk for unit in units])).values_list("pk", flat=True)
    )


def parents_seen(by: Person, units: Collection[int]) -> dict[int, str]:
    """The names of the units right above these that the asker sees; those of the territorial line before others."""
    places = Placement.objects.filter(unit__in=units, parent__isnull=False).order_by("line__kind", "-line")
    parents = dict(places.values_list("unit", "parent"))
    named = within(by, "units.see", Unit.objects.filter(pk__in=set(parents.values())))
    names = {unit.pk: unit_name(unit) for unit in named}
    return {unit: names[parent] for unit, parent in parents.items() if parent in names}


def units_within(condition: Q) -> QuerySet[Unit]:
    """The units that meet a condition made of ranges, for a condition on what belongs to them."""
    return Unit.objects.filter(condition)
