"""Findings in words: states, verbs and what a verb needs, in the reader's language."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from paicha.findings.rules.lifecycle import STATES, VERBS

NEEDS = {
    "contingency": _("a contingency plan"),
    "deadline": _("a later deadline"),
    "evidence": _("evidence"),
    "extent": _("an extent of one or more"),
    "funds": _("the funds"),
    "independence": _("how far the verifier stands from the owner"),
    "measure": _("the measure"),
    "owner": _("an owner"),
    "reason": _("a reason"),
}


def state_name(state: str) -> str:
    """What a state is called."""
    zh, en, _tone = STATES[state]
    return zh if _chinese() else en


def verb_name(verb: str) -> str:
    """What a verb is called."""
    return VERBS[verb].zh if _chinese() else VERBS[verb].en


def need_name(name: str) -> str:
    """What a verb needs, in words."""
    return str(NEEDS[name])


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")
