"""Roles, and the verbs that each holds. Roles are listed here; a room registers its verbs in its own verbs.py.

A verb is a permission such as `findings.raise`: the name by which `may`, `within`, `require` and `why` of
paicha.orgs.permissions are asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from paicha.kernel.phrases import Phrase
from paicha.kernel.problems import Problem

ROLES: dict[str, Phrase] = {
    "administrator": Phrase("管理员", "administrator"),
    "coordinator": Phrase("协调员", "coordinator"),
    "liaison": Phrase("联络员", "liaison"),
    "head": Phrase("负责人", "head"),
    "owner": Phrase("责任人", "owner"),
    "inspector": Phrase("检查员", "inspector"),
    "verifier": Phrase("复查员", "verifier"),
}


@dataclass(frozen=True, slots=True)
class Verb:
    """A permission, its label ("raise findings") and the roles that hold it.

    `sees`: it only shows; those who choose a verb are offered such verbs first.
    `duty`: holding it is a duty that whoever looks after people lays on others without holding it themselves.
    """

    name: str
    label: Phrase
    roles: frozenset[str]
    sees: bool = False
    duty: bool = False


_verbs: dict[str, Verb] = {}


def verb(name: str, label: Phrase, roles: Iterable[str] = ROLES, *, sees: bool = False, duty: bool = False) -> None:
    """Register a verb. ValueError for a name that is taken, for a role that does not exist, and for a verb that is no
    duty and that administrators lack: nobody could give a post with it."""
    held = frozenset(roles)
    if name in _verbs:
        raise ValueError(f"verb {name} is registered twice")
    if unknown := held - ROLES.keys():
        raise ValueError(f"verb {name}: no such roles: {', '.join(sorted(unknown))}")
    if not duty and "administrator" not in held:
        raise ValueError(f"verb {name}: administrators could give no post with it")
    _verbs[name] = Verb(name, label, held, sees, duty)


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
