"""What roles and verbs are called, and what a role may do, in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import get_language

from paicha.orgs.roles import ROLES, all_verbs, verb_named, verbs_of


def role_name(role: str) -> str:
    """What a role is called; an unknown one, as in an old entry of the ledger, by its code."""
    return str(ROLES.get(role, role))


def role_choices() -> list[tuple[str, str]]:
    """The roles that can be given, those with the most verbs first."""
    return [(role, role_name(role)) for role in sorted(ROLES, key=lambda role: (-len(verbs_of(role)), role))]


def verb_name(verb: str) -> str:
    """What a verb is called; Problem `value_invalid` for one that is not registered."""
    return str(verb_named(verb).label)


def verb_choices() -> list[tuple[str, str]]:
    """Every verb that a question can be about, those of seeing first."""
    ordered = sorted(all_verbs(), key=lambda verb: (not verb.sees, verb.name))
    return [(verb.name, str(verb.label)) for verb in ordered]


def may_do(role: str) -> str:
    """What a role may do, as an enumeration, what it may see first."""
    return enumerated(
        str(verb.label) for verb in sorted(all_verbs(), key=lambda verb: not verb.sees) if role in verb.roles
    )


def enumerated(words: Iterable[str]) -> str:
    """Words one after the other, as the reader's language sets them apart."""
    return ("、" if (get_language() or "").startswith("zh") else ", ").join(words)
