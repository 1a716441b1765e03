"""Reading findings: who asks comes first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from paicha.checklists.models import Item, VersionItem
from paicha.findings.labels import shown_title, titles
from paicha.findings.models import Finding, Step
from paicha.orgs.models import Person, Unit
from paicha.orgs.permissions import reach
from paicha.orgs.reach import predicate


@dataclass(frozen=True, slots=True)
class Then:
    """A finding as it was known at a position and stood on a day."""

    finding: int
    unit: Unit
    severity: str  # the grade's code, or ungraded
    raised_on: date
    deadline: date | None
    state: str
    closed_on: date | None


def known_then(numbers: Sequence[int], *, at: int, on: date, most: int) -> list[Then]:
    """The `most` of these findings that matter first: those not closed, the longest raised of them before others."""
    last: dict[int, Step] = {}
    for start in range(0, len(numbers), 500):
        steps = Step.objects.filter(finding__in=numbers[start : start + 500], position__lte=at, valid_on__lte=on)
        for step in steps.order_by("valid_on", "seq"):
            last[step.finding] = step
    ordered = sorted(last.values(), key=lambda step: (step.closed_on is not None, step.raised_on, step.finding))[:most]
    units = Unit.objects.in_bulk({step.unit for step in ordered})
    return [
        Then(step.finding, units[step.unit], step.severity, step.raised_on, step.deadline, step.state, step.closed_on)
        for step in ordered
    ]


@dataclass(frozen=True, slots=True)
class FindingThen:
    """A finding, its title as pages show it, and how it stood at the position and on the day asked about."""

    finding: Finding
    title: str
    then: Then | None


def findings_seen(by: Person, numbers: Collection[int], *, at: int, on: date) -> dict[int, FindingThen]:
    """Those of the findings that `by` may see, by number, as they were known at a position and stood on a day."""
    allowed = predicate(reach(by, "findings.see"), Finding)
    found = list(Finding.objects.filter(allowed, pk__in=numbers).select_related("unit", "grade"))
    named = titles(found)
    then = {each.finding: each for each in known_then(sorted(named), at=at, on=on, most=len(found))}
    return {each.pk: FindingThen(each, shown_title(each, named[each.pk]), then.get(each.pk)) for each in found}


def items_named(text: str, most: int = 500) -> list[int]:
    """Items whose code is this text, or whose title has all its words."""
    titled = VersionItem.objects.all()
    for word in text.split()[:12]:
        titled = titled.filter(title__icontains=word)
    found = set(titled.values_list("item", flat=True)[:most])
    return sorted(found | set(Item.objects.filter(code__iexact=text).values_list("pk", flat=True)[:most]))
