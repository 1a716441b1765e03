"""Units by their numbers, as far as somebody sees them: what a page needs to name the groups of a figure."""

from collections.abc import Collection

from paicha.orgs.models import Line, Person, Placement, Unit
from paicha.orgs.permissions import reach
from paicha.orgs.reach import predicate


def units_seen(by: Person, numbers: Collection[int]) -> dict[int, Unit]:
    """Those of the units that `by` may see, by number."""
    return {unit.pk: unit for unit in Unit.objects.filter(predicate(reach(by, "units.see"), Unit), pk__in=numbers)}


def with_units_below(line: Line, numbers: Collection[int]) -> set[int]:
    """Those of the units that have others below them in a line."""
    return set(Placement.objects.filter(line=line, parent__in=numbers).values_list("parent", flat=True).distinct())


def lines_of(unit: Unit) -> list[Line]:
    """The lines in which a unit has a place, the territorial one first."""
    return list(Line.objects.filter(placement__unit=unit).order_by("-kind", "pk"))
