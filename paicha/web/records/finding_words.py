"""Findings in words, as their page says them: what happened, what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paicha.findings.details import Next
from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import INFERRED, STATES, UNSETTLED, VERBS, VERIFIED
from paicha.orgs.role_words import role_name
from paicha.web.templatetags.parts import chinese, day

BASES = {VERIFIED: gettext_lazy("verified"), INFERRED: gettext_lazy("inferred, not verified")}
DISTANCES = {
    "independent": gettext_lazy("verified by somebody independent of the unit"),
    "same_unit": gettext_lazy("verified by somebody of the unit itself"),
    "unknown": gettext_lazy("it is not known how far the verifier stands from the unit"),
}


def happened(step: Step, before: Step | None) -> str:
    """What a step did, as the rest of a sentence that begins with who did it."""
    words = {"deadline": day(step.deadline), "before": day(before.deadline if before else None)}
    return VERBS[step.verb].past % words


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes next: a heading, a sentence, and every verb that is possible with those who have it."""

    title: str
    sentence: str
    verbs: Sequence[tuple[str, str, bool]]


def ahead(finding: Finding, verbs: Sequence[Next]) -> Ahead:
    """What may be done next, who may, and whether the reader is among them."""
    state, sentences = STATES[finding.state], []
    first = next((each for each in verbs if each.verb == state.awaits), None)
    if first is not None:
        words = {"roles": roles_named(first.roles), "verb": VERBS[first.verb].name}
        sentences.append(_("Next: %(verb)s, by %(roles)s.") % words)
    mine = [str(VERBS[each.verb].name) for each in verbs if each.mine]
    if mine:
        sentences.append(_("Your posts allow: %(verbs)s.") % {"verbs": joined(mine)})
    elif verbs:
        sentences.append(_("None of your posts allows these actions."))
    if finding.state in UNSETTLED and finding.inspection is not None:
        source = {"source": finding.source}
        sentences.append(_("Later inspections from %(source)s list it again or close it.") % source)
    listed = [(str(VERBS[each.verb].name), roles_named(each.roles), each.mine) for each in verbs]
    return Ahead(str(state.heading), ("" if chinese() else " ").join(sentences), listed)


def roles_named(roles: Iterable[str]) -> str:
    """Roles in words, one or the other."""
    return (_(" or ")).join(role_name(role) for role in roles)


def joined(words: Iterable[str]) -> str:
    """Words in a row."""
    return ("、" if chinese() else ", ").join(words)
