"""Inspections by their numbers, as far as somebody sees them: those behind a figure or a finding."""

from collections.abc import Collection

from paicha.inspections.models import Inspection
from paicha.orgs.models import Person
from paicha.orgs.permissions import reach
from paicha.orgs.reach import predicate


def inspections_seen(by: Person, numbers: Collection[int]) -> dict[int, Inspection]:
    """Those of the inspections that `by` may see, by number."""
    if not numbers:
        return {}
    allowed = predicate(reach(by, "inspections.see"), Inspection)
    found = Inspection.objects.filter(allowed, pk__in=numbers).select_related("unit")
    return {each.pk: each for each in found}
