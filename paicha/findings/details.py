"""Details for a finding's page, and the findings that the pages of a unit and of an inspection show.

What `by` may not see is left out.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import LIFECYCLE, SETTLED, VERBS
from paicha.kernel.ids import LARGEST
from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range
from paicha.listing.plans import unindexed
from paicha.orgs.models import Person
from paicha.orgs.permissions import reach, verbs_on
from paicha.orgs.reach import places_in, predicate
from paicha.orgs.roles import roles_with

SEE = "findings.see"


@dataclass(frozen=True, slots=True)
class Next:
    """A verb that is possible now, the roles that have it, and whether the reader is one of them here."""

    verb: str
    roles: tuple[str, ...]
    mine: bool


def finding_seen(by: Person, number: int) -> Finding:
    """The finding of that number; out of reach and absent look alike."""
    rows = Finding.objects.select_related("unit", "line", "grade", "item__checklist").filter(pk=min(number, LARGEST))
    found = rows.filter(predicate(reach(by, SEE), Finding)).first()
    if found is None:
        raise Problem("absent", thing=_("finding"), key=number)
    return found


def steps_of(finding: Finding, most: int = 50) -> list[Step]:
    """The newest steps of a finding, the newest first, by the day on which they hold."""
    return list(Step.objects.filter(finding=finding.pk).order_by("-valid_on", "-seq")[:most])


def next_verbs(by: Person, finding: Finding) -> list[Next]:
    """What people may do next, who, and whether `by` is among them here."""
    mine = verbs_on(by, finding)
    return [
        Next(name, roles_with(VERBS[name].permission), VERBS[name].permission in mine)
        for name in LIFECYCLE.possible(finding.state)
        if not VERBS[name].automatic
    ]


def others_like(by: Person, finding: Finding, most: int = 5) -> list[Finding]:
    """Other findings of the same item at the same unit, the newest first."""
    if finding.item_id is None:
        return []
    rows = Finding.objects.filter(unit=finding.unit_id, item=finding.item_id).exclude(pk=finding.pk)
    seen = rows.filter(predicate(reach(by, SEE), Finding)).select_related("grade")
    return list(seen.order_by("-raised_on", "-pk")[:most])


def open_findings(by: Person, focus: Range, most: int) -> list[Finding]:
    """The newest findings of a small subtree that are not settled."""
    rows = Finding.objects.filter(unit__in=places_in([focus]).values("unit")).exclude(state__in=SETTLED)
    seen = rows.filter(predicate(reach(by, SEE), Finding)).select_related("grade", "unit")
    return list(seen.order_by(*unindexed(("-raised_on", "-pk")))[:most])


def touched_by(
    by: Person, inspection: int, units: Collection[int], most: int = 200
) -> list[tuple[Finding, list[Step]]]:
    """The findings at these units that an inspection raised or saw, each with the steps that it caused."""
    here = Finding.objects.filter(unit__in=units).filter(predicate(reach(by, SEE), Finding))
    steps: dict[int, list[Step]] = defaultdict(list)
    caused = Step.objects.filter(finding__in=here.values("pk"), cause=inspection).order_by("finding", "seq")
    for step in caused[: most * 3]:
        steps[step.finding].append(step)
    rows = here.filter(Q(inspection=inspection) | Q(pk__in=steps)).select_related("grade", "item")
    return [(finding, steps[finding.pk]) for finding in rows.order_by("pk")[:most]]
