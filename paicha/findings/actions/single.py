"""The verbs on one finding."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from paicha.checklists.models import Grade, Item
from paicha.findings.covers import FINDING, STANDING, standing_of, step_of
from paicha.findings.entries import CLOSED, EXTENDED, INFERRED, MERGED, RAISED, REOPENED, WITHDRAWN
from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import VERBS, Missing, NotNow, Standing, advance, possible, raised
from paicha.findings.words import need_name, state_name, verb_name
from paicha.kernel.problems import Problem
from paicha.orgs.acting import action, locked, record
from paicha.orgs.models import Line, Person, Unit
from paicha.orgs.permissions import require


@action
def raise_finding(
    by: Person,
    *,
    unit: Unit,
    line: Line,
    on: date,
    source: str,
    item: Item | None = None,
    grade: Grade | None = None,
    extent: int = 1,
    note: str = "",
    deadline: date | None = None,
) -> Finding:
    """Raise a finding at a unit; without a deadline the grade's days give it."""
    require(by, VERBS["raise"].permission, unit)
    provisional = False
    due = grade.due_from(on) if grade and deadline is None else None
    if due:
        deadline, provisional = due.on, due.provisional
    if deadline and deadline < on:
        raise Problem(
            "value_invalid", name="deadline", value=deadline, help=_("Give %(day)s or a later day.") % {"day": on}
        )
    try:
        standing = raised(extent=extent, deadline=deadline)
    except Missing as missing:
        raise Problem("value_missing", verb=verb_name("raise"), name=need_name(missing.name)) from missing
    finding = Finding(
        unit=unit, line=line, item=item, grade=grade, source=source, note=note, raised_on=on, provisional=provisional
    )
    put(finding, standing)
    finding.steps = 1
    finding.save(force_insert=True)
    step = step_of(finding, 1, "raise", valid_on=on)
    step.digest = FINDING.digest(finding)
    record(RAISED, finding, [(Finding, [step])], finding=finding.pk, unit=unit.code)
    return finding


@action
def merge_finding(by: Person, *, finding: Finding, on: date) -> Finding:
    """An open finding was found again by another inspection: it stays one finding, listed once more."""
    finding, step = _advance(by, finding, "merge", on, {})
    record(MERGED, finding, [(Finding, [step])], finding=finding.pk)
    return finding


@action
def extend_finding(by: Person, *, finding: Finding, on: date, deadline: date, reason: str) -> Finding:
    """Grant a later deadline; the original one stays in the record and in the figures."""
    before = finding.deadline
    finding, step = _advance(by, finding, "extend", on, {"deadline": deadline, "reason": reason})
    words = {"before": before.isoformat() if before else "-", "deadline": deadline.isoformat(), "reason": reason}
    record(EXTENDED, finding, [(Finding, [step])], finding=finding.pk, **words)
    return finding


@action
def close_finding(by: Person, *, finding: Finding, on: date, independence: str) -> Finding:
    """Verify that it was put right, and close it. `independence` says how far the verifier stands from the owner."""
    finding, step = _advance(by, finding, "close", on, {"independence": independence})
    record(
        CLOSED,
        finding,
        [(Finding, [step])],
        finding=finding.pk,
        on=on.isoformat(),
        independence=independence,
    )
    return finding


@action
def infer_closure(by: Person, *, finding: Finding, on: date) -> Finding:
    """Take a finding as closed because it was no longer found. No figure of verified closure counts it."""
    finding, step = _advance(by, finding, "infer", on, {})
    record(INFERRED, finding, [(Finding, [step])], finding=finding.pk, on=on.isoformat())
    return finding


@action
def reopen_finding(
    by: Person, *, finding: Finding, on: date, reason: str, listed: bool = False, deadline: date | None = None
) -> Finding:
    """Open a closed finding again; `listed`: because an inspection found it once more, which makes it a repeat."""
    finding, step = _advance(by, finding, "reopen", on, {"reason": reason, "listed": listed, "deadline": deadline})
    record(REOPENED, finding, [(Finding, [step])], finding=finding.pk, on=on.isoformat(), reason=reason)
    return finding


@action
def withdraw_finding(by: Person, *, finding: Finding, on: date, reason: str) -> Finding:
    """Take back a finding that should not have been raised; it leaves every figure, and stays in the record."""
    finding, step = _advance(by, finding, "withdraw", on, {"reason": reason})
    record(WITHDRAWN, finding, [(Finding, [step])], finding=finding.pk, reason=reason)
    return finding


CHANGED = [*STANDING, "steps"]


def put(finding: Finding, standing: Standing) -> None:
    """Let the finding stand so."""
    for name in standing.__slots__:
        setattr(finding, name, getattr(standing, name))


def _advance(by: Person, finding: Finding, verb: str, on: date, given: dict[str, Any]) -> tuple[Finding, Step]:
    """Lock, check and change one finding; returns it with the step that its entry will hold."""
    finding = locked(Finding, finding.pk)
    require(by, VERBS[verb].permission, finding)
    last = Step.objects.filter(finding=finding.pk).order_by("-valid_on", "-seq").first()
    if last and on < last.valid_on:
        known = _("Give %(day)s, when it was last changed, or a later day.") % {"day": last.valid_on}
        raise Problem("value_invalid", name="on", value=on, help=known)
    try:
        put(finding, advance(standing_of(finding), verb, on, given))
    except NotNow as refused:
        others = ", ".join(verb_name(each) for each in possible(refused.state)) or "–"
        words = {"state": state_name(refused.state), "verb": verb_name(verb), "possible": others}
        raise Problem("wrong_state", thing=_("Finding %(number)s") % {"number": finding.pk}, **words) from refused
    except Missing as missing:
        raise Problem("value_missing", verb=verb_name(verb), name=need_name(missing.name)) from missing
    finding.steps += 1
    step = step_of(finding, finding.steps, verb, valid_on=on, reason=str(given.get("reason", "")))
    finding.save(update_fields=CHANGED)
    step.digest = FINDING.digest(finding)
    return finding, step
