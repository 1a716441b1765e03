"""Findings by their numbers, as far as somebody sees them: the records behind a figure, as they stood then."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from paicha.checklists.labels import item_labels
from paicha.findings.models import Finding
from paicha.findings.queries import Then, known_then
from paicha.orgs.models import Person
from paicha.orgs.permissions import reach
from paicha.orgs.reach import predicate


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding, what it is about in words, and how it stood at the position and on the day asked about."""

    finding: Finding
    title: str
    then: Then | None


def findings_seen(by: Person, numbers: Collection[int], *, at: int, on: date) -> dict[int, Seen]:
    """Those of the findings that `by` may see, by number."""
    allowed = predicate(reach(by, "findings.see"), Finding)
    found = {each.pk: each for each in Finding.objects.filter(allowed, pk__in=numbers).select_related("unit", "grade")}
    titles = item_labels({str(each.item_id) for each in found.values() if each.item_id})
    then = {each.finding: each for each in known_then(sorted(found), at=at, on=on, most=len(found))}
    return {
        number: Seen(each, titles.get(str(each.item_id), "") or each.note, then.get(number))
        for number, each in found.items()
    }
