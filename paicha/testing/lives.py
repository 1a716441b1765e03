"""Findings led through their lives by the table alone: to any state and through any verb, a new one too."""

from datetime import timedelta
from typing import Any

from paicha.checklists.models import Grade
from paicha.findings import entries
from paicha.findings.actions import single
from paicha.findings.models import Finding
from paicha.findings.rules.lifecycle import LIFECYCLE, VERBS
from paicha.kernel.clock import today
from paicha.orgs.acting import action
from paicha.orgs.models import Person
from paicha.orgs.permissions import may
from paicha.testing.cast import Cast


def raise_major(people: Cast) -> Finding:
    """A major finding at the bakery, raised today by hand."""
    grade = Grade.objects.filter(major=True).earliest("pk")
    given: dict[str, Any] = {"unit": people.bakery, "line": people.territory, "on": today(), "source": "onsite"}
    return single.raise_finding(people.coordinator, grade=grade, note="The oven door is loose", **given)


def take(finding: Finding, verb: str) -> Finding:
    """Take a step today: by somebody who may, through the action of the verb where it has one, given what it needs."""
    given: dict[str, Any] = dict.fromkeys(VERBS[verb].needs, "unknown")
    given |= {"deadline": today() + timedelta(400)} if "deadline" in given else {}
    by = next(person for person in Person.objects.order_by("pk") if may(person, VERBS[verb].permission, finding))
    acting: Any = getattr(single, {"infer": "infer_closure"}.get(verb, f"{verb}_finding"), None)
    if acting is None:
        return step_without_action(by, finding=finding, taken=verb, given=given)
    return acting(by, finding=finding, on=today(), **given)  # type: ignore[no-any-return]


@action
def step_without_action(by: Person, *, finding: Finding, taken: str, given: dict[str, Any]) -> Finding:
    """A step by a verb of the table for which people have no action yet."""
    return single._step(by, finding, taken, today(), given, entries.MERGED)


def bring(finding: Finding, state: str) -> Finding:
    """Bring a finding to a state by the shortest way that the table knows."""
    ways: dict[str, tuple[str, ...]] = {finding.state: ()}
    waiting = [finding.state]
    while state not in ways:
        here = waiting.pop(0)
        for verb in LIFECYCLE.possible(here):
            there = VERBS[verb].target or here
            if there not in ways:
                ways[there] = (*ways[here], verb)
                waiting.append(there)
    for verb in ways[state]:
        finding = take(finding, verb)
    return finding
