"""Findings in words, as their page says them: title, deadline, what happened, what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import CLOSED, INFERRED, OPEN, REPORTED, VERIFIED, WITHDRAWN
from paicha.findings.telling import Next
from paicha.findings.words import verb_name
from paicha.orgs.role_words import role_name
from paicha.web.templatetags.parts import chinese, day

BASES = {VERIFIED: gettext_lazy("verified"), INFERRED: gettext_lazy("inferred, not verified")}
DISTANCES = {
    "independent": gettext_lazy("verified by somebody independent of the unit"),
    "same_unit": gettext_lazy("verified by somebody of the unit itself"),
    "unknown": gettext_lazy("it is not known how far the verifier stands from the unit"),
}
TITLES = {
    OPEN: gettext_lazy("To be put right, then reported done"),
    REPORTED: gettext_lazy("To be verified on site or by documents"),
    CLOSED: gettext_lazy("Closed: nothing is to be done"),
    WITHDRAWN: gettext_lazy("Withdrawn: nothing is to be done"),
}
FIRST = {OPEN: "report", REPORTED: "close"}  # the verb that a state waits for


def title_of(finding: Finding, item: str) -> str:
    """What a finding is called: its item, its note, or how many cases a source counted without a description."""
    if item or finding.note:
        return item or finding.note
    cases = ngettext(
        "%(count)s case, counted without a description",
        "%(count)s cases, counted without a description",
        finding.extent,
    )
    return cases % {"count": f"{finding.extent:,}"}


def happened(step: Step, before: Step | None) -> str:
    """What a step did, as the rest of a sentence that begins with who did it."""
    words = {"deadline": day(step.deadline), "before": day(before.deadline if before else None)}
    return str(PAST[step.verb]) % words if step.verb in PAST else step.verb


PAST = {
    "raise": gettext_lazy("found it"),
    "merge": gettext_lazy("listed it again while it was open"),
    "assign": gettext_lazy("assigned it"),
    "plan": gettext_lazy("made a plan for it"),
    "extend": gettext_lazy("moved the deadline from %(before)s to %(deadline)s"),
    "report": gettext_lazy("reported it done"),
    "return": gettext_lazy("returned it"),
    "close": gettext_lazy("verified and closed it"),
    "infer": gettext_lazy("no longer listed it: taken as closed, not verified"),
    "reopen": gettext_lazy("opened it again"),
    "withdraw": gettext_lazy("withdrew it"),
    "correct": gettext_lazy("corrected what was known of it"),
}


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes next: a heading, a sentence, and every verb that is possible with those who have it."""

    title: str
    sentence: str
    verbs: Sequence[tuple[str, str, bool]]


def ahead(finding: Finding, verbs: Sequence[Next]) -> Ahead:
    """What may be done next, who may, and whether the reader is among them."""
    sentences = []
    first = next((each for each in verbs if each.verb == FIRST.get(finding.state)), None)
    if first is not None:
        words = {"roles": roles_named(first.roles), "verb": verb_name(first.verb)}
        sentences.append(_("Next: %(verb)s, by %(roles)s.") % words)
    mine = [verb_name(each.verb) for each in verbs if each.mine]
    if mine:
        sentences.append(_("Your posts allow: %(verbs)s.") % {"verbs": joined(mine)})
    elif verbs:
        sentences.append(_("Your posts allow nothing of it."))
    if finding.state in (OPEN, REPORTED) and finding.inspection is not None:
        source = {"source": finding.source}
        sentences.append(_("Later inspections from %(source)s list it again or close it.") % source)
    listed = [(verb_name(each.verb), roles_named(each.roles), each.mine) for each in verbs]
    return Ahead(str(TITLES[finding.state]), ("" if chinese() else " ").join(sentences), listed)


def roles_named(roles: Iterable[str]) -> str:
    """Roles in words, one or the other."""
    return (_(" or ")).join(role_name(role) for role in roles)


def joined(words: Iterable[str]) -> str:
    """Words in a row."""
    return ("、" if chinese() else ", ").join(words)
