"""All that is told of one inspection: its editions, its answers, and those before and after it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from paicha.inspections.models import Answer, Edition, Inspection
from paicha.kernel.ids import LARGEST
from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range
from paicha.listing.plans import unindexed
from paicha.orgs.models import Person
from paicha.orgs.permissions import reach
from paicha.orgs.reach import places_in, predicate

SEE = "inspections.see"


@dataclass(frozen=True, slots=True)
class Around:
    """The inspections of the same unit before and after one, the nearest first."""

    earlier: list[Inspection]
    later: list[Inspection]


def _seen(by: Person) -> QuerySet[Inspection]:
    return Inspection.objects.filter(predicate(reach(by, SEE), Inspection))


def inspection_seen(by: Person, number: int) -> Inspection:
    """The inspection of that number; out of reach and absent look alike."""
    found = _seen(by).select_related("unit", "line").filter(pk=min(number, LARGEST)).first()
    if found is None:
        raise Problem("absent", thing=_("inspection"), key=number)
    return found


def editions_of(inspection: Inspection, most: int = 20) -> list[Edition]:
    """The newest editions of an inspection, the newest first."""
    return list(Edition.objects.filter(inspection=inspection.pk).order_by("-edition")[:most])


def answers_of(inspection: Inspection, editions: Collection[int]) -> list[Answer]:
    """What these editions of an inspection answered other than "met", in the order of the source."""
    rows = Answer.objects.filter(inspection=inspection.pk, edition__in=editions)
    return list(rows.order_by("edition", "id"))


def notes_of(item: int, numbers: Collection[int]) -> dict[int, str]:
    """What these inspections wrote on an item, by inspection; the newest edition's words hold."""
    if not numbers:
        return {}
    rows = Answer.objects.filter(inspection__in=numbers, item=item).order_by("edition", "id")
    return {number: note for number, note in rows.values_list("inspection", "note") if note}


def around(by: Person, inspection: Inspection, most: int = 5) -> Around:
    """The inspections of the same unit before and after one, as far as the reader sees them."""
    rows = _seen(by).filter(unit=inspection.unit_id)
    on, number = inspection.done_on, inspection.pk
    earlier = rows.filter(Q(done_on__lt=on) | Q(done_on=on, pk__lt=number)).order_by("-done_on", "-pk")
    later = rows.filter(Q(done_on__gt=on) | Q(done_on=on, pk__gt=number)).order_by("done_on", "pk")
    return Around(list(earlier[:most]), list(later[:most]))


def newest_inspections(by: Person, focus: Range, most: int) -> list[Inspection]:
    """The newest inspections of a small subtree."""
    rows = Inspection.objects.filter(unit__in=places_in([focus]).values("unit"))
    seen = rows.filter(predicate(reach(by, SEE), Inspection)).select_related("unit")
    return list(seen.order_by(*unindexed(("-done_on", "-pk")))[:most])


def results_of(inspections: Collection[Inspection]) -> dict[int, Edition]:
    """The newest edition of each of these inspections, by the inspection's number."""
    rows = Edition.objects.filter(inspection__in=[each.pk for each in inspections]).order_by("edition")
    return {row.inspection: row for row in rows}
