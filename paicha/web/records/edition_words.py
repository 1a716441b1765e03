"""What changed between two editions of an inspection, in sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paicha.inspections.models import Answer, Edition
from paicha.orgs.labels import unit_name
from paicha.orgs.unit_details import Named
from paicha.web.templatetags.parts import day

FIELDS = {
    "done_on": gettext_lazy("Day"),
    "kind": gettext_lazy("Kind"),
    "family": gettext_lazy("Family"),
    "result": gettext_lazy("Result"),
    "held": gettext_lazy("Held"),
    "failed": gettext_lazy("Failed"),
    "recheck": gettext_lazy("Re-inspection"),
    "inspector_group": gettext_lazy("Inspectors’ group"),
    "extent": gettext_lazy("Cases"),
}


def differences(
    before: Edition | None,
    now: Edition,
    answers: Sequence[Answer],
    titles: Mapping[int, str],
    units: Mapping[int, Named],
) -> list[str]:
    """What an edition says otherwise than the one before it; `answers` are those of both."""
    if before is None:
        return []
    found = []
    if before.unit != now.unit:
        words = {"name": _("Unit"), "now": _named(units, now.unit), "before": _named(units, before.unit)}
        found.append(_("%(name)s: %(now)s, was %(before)s.") % words)
    for name, label in FIELDS.items():
        old, new = getattr(before, name), getattr(now, name)
        if old != new:
            found.append(
                _("%(name)s: %(now)s, was %(before)s.") % {"name": label, "now": _text(new), "before": _text(old)}
            )
    then, since = ({each.item: each for each in answers if each.edition == one.edition} for one in (before, now))
    for item in [*since, *(item for item in then if item not in since)]:
        words = {"item": titles.get(item, _("item no. %(number)s") % {"number": item})}
        if item not in then:
            found.append(_("Listed now: %(item)s.") % words)
        elif item not in since:
            found.append(_("No longer listed: %(item)s.") % words)
        elif _said(then[item]) != _said(since[item]):
            found.append(_("Answered otherwise: %(item)s.") % words)
    return found


def _said(answer: Answer) -> tuple[Any, ...]:
    return answer.result, answer.times, answer.severity, answer.deadline, answer.note


def _named(units: Mapping[int, Named], number: int) -> str:
    found = units.get(number)
    return unit_name(found.unit) if found and found.seen else _("a unit outside your reach")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if hasattr(value, "isoformat"):
        return str(day(value))
    return str(value) or "–"
