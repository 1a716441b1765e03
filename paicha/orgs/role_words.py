"""What roles and verbs are called, and what a role may do, in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from paicha.orgs.permissions import ROLES, SEE, VERBS

ROLE_WORDS: dict[str, Any] = {
    "administrator": _("administrator"),
    "coordinator": _("coordinator"),
    "liaison": _("liaison"),
    "head": _("head"),
    "owner": _("owner"),
    "inspector": _("inspector"),
    "verifier": _("verifier"),
}
VERB_WORDS: dict[str, Any] = {
    "units.see": _("see units"),
    "inspections.see": _("see inspections"),
    "findings.see": _("see findings"),
    "figures.ask": _("ask for figures"),
    "reports.see": _("see reports"),
    "reports.make": _("make reports"),
    "units.change": _("change units"),
    "people.change": _("look after people"),
    "checklists.change": _("change checklists and severity scales"),
    "inspections.import": _("import inspections"),
    "ledger.see": _("see the ledger"),
    "findings.raise": _("raise findings"),
    "findings.correct": _("report findings as put right"),
    "findings.verify": _("verify corrections and close findings"),
    "findings.extend": _("extend deadlines"),
    "findings.reopen": _("reopen findings"),
    "findings.withdraw": _("withdraw findings"),
}


def role_name(role: str) -> str:
    """What a role is called in the reader's language; the role itself where it has no name yet."""
    return str(ROLE_WORDS.get(role, role))


def role_choices() -> list[tuple[str, str]]:
    """The roles that can be given, by what they may do, the most first."""
    return [(role, role_name(role)) for role in sorted(ROLES, key=lambda role: (-len(ROLES[role]), role))]


def verbs_of(roles: Iterable[str]) -> frozenset[str]:
    """What these roles let one do, somewhere."""
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))


def verb_name(verb: str) -> str:
    """What a verb is called in the reader's language."""
    return str(VERB_WORDS.get(verb, verb))


def verb_choices() -> list[tuple[str, str]]:
    """Every verb that a question can be about, those of seeing first."""
    return [(verb, verb_name(verb)) for verb in sorted(VERBS, key=lambda verb: (verb not in SEE, verb))]


def may_do(role: str) -> str:
    """What a role may do, as an enumeration; the verbs of seeing are said in one, as every role has them."""
    verbs = ROLES.get(role, frozenset())
    seeing = [str(_("see units, inspections, findings, figures and reports"))] if verbs >= SEE else []
    return enumerated(
        seeing + [verb_name(verb) for verb in VERB_WORDS if verb in verbs and not (seeing and verb in SEE)]
    )


def enumerated(words: Iterable[str]) -> str:
    """Words one after the other, as the reader's language sets them apart."""
    return ("、" if (get_language() or "").startswith("zh") else ", ").join(words)
