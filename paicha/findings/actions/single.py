"""The verbs on one finding."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from paicha.checklists.models import Grade, Item
from paicha.findings import entries
from paicha.findings.covers import FINDING, STANDING, standing_of, step_of
from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import LIFECYCLE, VERBS, Standing, raised
from paicha.kernel.lifecycle import Missing, NotNow
from paicha.kernel.problems import Problem
from paicha.ledger.kinds import EntryKind
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
        raise LIFECYCLE.refusal(missing, _("Finding")) from missing
    finding = Finding(
        unit=unit, line=line, item=item, grade=grade, source=source, note=note, raised_on=on, provisional=provisional
    )
    put(finding, standing)
    finding.steps = 1
    finding.save(force_insert=True)
    step = step_of(finding, 1, "raise", valid_on=on)
    step.digest = FINDING.digest(finding)
    record(entries.RAISED, finding, [(Finding, [step])], finding=finding.pk, unit=unit.code)
    return finding


@action
def merge_finding(by: Person, *, finding: Finding, on: date) -> Finding:
    """An open finding was found again by another inspection: it stays one finding, listed once more."""
    return _step(by, finding, "merge", on, {}, entries.MERGED)


@action
def extend_finding(by: Person, *, finding: Finding, on: date, deadline: date, reason: str) -> Finding:
    """Grant a later deadline; the original one stays in the record and in the figures."""
    return _step(by, finding, "extend", on, {"deadline": deadline, "reason": reason}, entries.EXTENDED)


@action
def close_finding(by: Person, *, finding: Finding, on: date, independence: str) -> Finding:
    """Verify that it was put right, and close it. `independence` says how far the verifier stands from the owner."""
    return _step(by, finding, "close", on, {"independence": independence}, entries.CLOSED)


@action
def infer_closure(by: Person, *, finding: Finding, on: date) -> Finding:
    """Take a finding as closed because it was no longer found. No figure of verified closure counts it."""
    return _step(by, finding, "infer", on, {}, entries.INFERRED)


@action
def reopen_finding(
    by: Person, *, finding: Finding, on: date, reason: str, listed: bool = False, deadline: date | None = None
) -> Finding:
    """Open a closed finding again; `listed`: because an inspection found it once more, which makes it a repeat."""
    given = {"reason": reason, "listed": listed, "deadline": deadline}
    return _step(by, finding, "reopen", on, given, entries.REOPENED)


@action
def withdraw_finding(by: Person, *, finding: Finding, on: date, reason: str) -> Finding:
    """Take back a finding that should not have been raised; it leaves every figure, and stays in the record."""
    return _step(by, finding, "withdraw", on, {"reason": reason}, entries.WITHDRAWN)


CHANGED = [*STANDING, "steps"]


def put(finding: Finding, standing: Standing) -> None:
    """Copy the standing onto the finding."""
    for name in standing.__slots__:
        setattr(finding, name, getattr(standing, name))


def _step(by: Person, finding: Finding, verb: str, on: date, given: Mapping[str, Any], kind: EntryKind) -> Finding:
    """Lock, check and change one finding, and record it; returns it as it then stands.

    The words of the entry are those of its kind: the finding, the day `on`, the deadline `before`, or one of `given`.
    """
    finding = locked(Finding, finding.pk)
    require(by, VERBS[verb].permission, finding)
    last = Step.objects.filter(finding=finding.pk).order_by("-valid_on", "-seq").first()
    if last and on < last.valid_on:
        known = _("Give %(day)s, when it was last changed, or a later day.") % {"day": last.valid_on}
        raise Problem("value_invalid", name="on", value=on, help=known)
    before = standing_of(finding)
    try:
        put(finding, LIFECYCLE.advance(before, verb, on, given))
    except (NotNow, Missing) as refused:
        raise LIFECYCLE.refusal(refused, _("Finding %(number)s") % {"number": finding.pk}) from refused
    finding.steps += 1
    step = step_of(finding, finding.steps, verb, valid_on=on, reason=str(given.get("reason", "")))
    finding.save(update_fields=CHANGED)
    step.digest = FINDING.digest(finding)
    words = {"finding": finding.pk, "on": on, "before": before.deadline, **given}
    record(kind, finding, [(Finding, [step])], **{name: _plain(words[name]) for name in kind.words})
    return finding


def _plain(word: Any) -> Any:
    """A word as an entry holds it: a day in ISO form, `-` for none."""
    return "-" if word is None else word.isoformat() if isinstance(word, date) else word
