"""Roles, and the verbs that each holds. Roles are listed here; a room registers its verbs in its own verbs.py.

A verb is a permission such as `findings.raise`: the name by which `may`, `within`, `require` and `why` of
paicha.orgs.permissions are asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problems import Problem

ROLES: dict[str, Any] = {
    "administrator": _("administrator"),
    "coordinator": _("coordinator"),
    "liaison": _("liaison"),
    "head": _("head"),
    "owner": _("owner"),
    "inspector": _("inspector"),
    "verifier": _("verifier"),
}


@dataclass(frozen=True, slots=True)
class Verb:
    """A permission, its label ("raise findings", a lazy translation) and the roles that hold it.

    `sees`: it only shows; those who choose a verb are offered such verbs first.
    `duty`: holding it is a duty that whoever looks after people lays on others without holding it themselves.
    """

    name: str
    label: Any
    roles: frozenset[str]
    sees: bool = False
    duty: bool = False


_verbs: dict[str, Verb] = {}


def verb(name: str, label: Any, roles: Iterable[str] = ROLES, *, sees: bool = False, duty: bool = False) -> str:
    """Register a verb and return its name. ValueError for a name that is taken and for a role that does not exist."""
    held = frozenset(roles)
    if name in _verbs:
        raise ValueError(f"verb {name} is registered twice")
    if unknown := held - ROLES.keys():
        raise ValueError(f"verb {name}: no such roles: {', '.join(sorted(unknown))}")
    _verbs[name] = Verb(name, label, held, sees, duty)
    return name


def verb_named(name: str) -> Verb:
    """The registered verb; Problem `value_invalid` where there is none."""
    try:
        return _verbs[name]
    except KeyError:
        raise Problem("value_invalid", name="verb", value=name, help=", ".join(sorted(_verbs))) from None


def all_verbs() -> list[Verb]:
    """Every verb, those of lower rooms first."""
    return list(_verbs.values())


def verbs_of(*roles: str) -> frozenset[str]:
    """The verbs that any of these roles holds."""
    return frozenset(each.name for each in _verbs.values() if not each.roles.isdisjoint(roles))


def roles_with(name: str) -> tuple[str, ...]:
    """The roles that hold a verb, in the order in which roles are listed."""
    held = verb_named(name).roles
    return tuple(role for role in ROLES if role in held)
