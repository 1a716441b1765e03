"""What tests of findings share: how each verb is called, and how a finding stands in the database."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from paicha.findings.actions import single
from paicha.findings.covers import standing_of
from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import Standing
from paicha.ledger import checking
from paicha.orgs.models import Person
from paicha.testing.cast import Cast

START = date(2025, 3, 3)
DUE = START + timedelta(30)


def day(number: int) -> date:
    """Day `number` of the story."""
    return START + timedelta(days=number)


def raise_here(cast: Cast, **changes: Any) -> Finding:
    """A finding at the bakery, raised by the coordinator on day 0 and due on day 30."""
    given: dict[str, Any] = {"unit": cast.bakery, "line": cast.territory, "on": START, "source": "onsite"}
    return single.raise_finding(cast.coordinator, **given | {"deadline": DUE} | changes)


VERBS: dict[str, tuple[Callable[..., Finding], dict[str, Any]]] = {
    "merge": (single.merge_finding, {}),
    "extend": (single.extend_finding, {"deadline": day(60), "reason": "parts are ordered"}),
    "close": (single.close_finding, {"independence": "independent"}),
    "infer": (single.infer_closure, {}),
    "reopen": (single.reopen_finding, {"reason": "it broke again"}),
    "withdraw": (single.withdraw_finding, {"reason": "raised at the wrong shop"}),
}
DOERS = {
    "merge": "coordinator",
    "extend": "coordinator",
    "close": "verifier",
    "infer": "verifier",
    "reopen": "verifier",
    "withdraw": "coordinator",
}


def do(by: Person, verb: str, finding: Finding, on: int, **changes: Any) -> Finding:
    """Do a verb to a finding on day `on` of the story."""
    act, given = VERBS[verb]
    return act(by, finding=finding, on=day(on), **given | changes)


def doer(cast: Cast, verb: str) -> Person:
    """Somebody who may do it at the bakery."""
    found: Person = getattr(cast, DOERS[verb])
    return found


def ready_for(cast: Cast, verb: str) -> Finding:
    """A finding in a state in which the verb is possible."""
    finding = raise_here(cast)
    return do(cast.verifier, "close", finding, 1) if verb == "reopen" else finding


def stored(finding: Finding) -> Standing:
    """How the finding stands in the database; its last step must say the same."""
    row = Finding.objects.get(pk=finding.pk)
    last = steps(finding)[-1]
    assert standing_of(last) == standing_of(row)
    assert last.seq == row.steps
    return standing_of(row)


def steps(finding: Finding) -> list[Step]:
    """Its steps in the order in which they hold."""
    return list(Step.objects.filter(finding=finding.pk).order_by("valid_on", "seq"))


def differences() -> list[checking.Difference]:
    """What does not match between ledger and records."""
    return list(checking.check())
