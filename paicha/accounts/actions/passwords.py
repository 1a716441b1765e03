"""Passwords. The ledger says that one was chosen, and by whom; of the password itself it keeps nothing."""

import secrets

from paicha.accounts.entries import INVITED, PASSWORD_GIVEN, PASSWORD_SET
from paicha.accounts.links import password_link
from paicha.kernel.problems import Problem
from paicha.orgs.acting import action, locked, record
from paicha.orgs.models import Person
from paicha.orgs.permissions import require_self
from paicha.orgs.user_administration import require_charge

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # those that are not taken for one another
GROUPS, GROUP = 4, 4  # 80 bits


@action
def choose_password(by: Person, *, person: Person, password: str) -> Person:
    """Somebody's own choice, checked by the form that took it."""
    person = locked(Person, person.pk)
    require_self(by, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    record(PASSWORD_SET, person, number=person.pk)
    return person


@action
def give_password(by: Person, *, person: Person) -> str:
    """A random password, to be handed over: it is nowhere to be had again."""
    person = locked(Person, person.pk)
    require_charge(by, person)
    groups = ("".join(secrets.choice(LETTERS) for _letter in range(GROUP)) for _group in range(GROUPS))
    password = "-".join(groups)
    person.set_password(password)
    person.save(update_fields=["password"])
    record(PASSWORD_GIVEN, person, number=person.pk)
    return password


@action
def invite(by: Person, *, person: Person) -> str:
    """A link by which somebody chooses a password and signs in, for the first time or when it is forgotten."""
    person = locked(Person, person.pk)
    require_charge(by, person)
    if not person.is_active:
        raise Problem("account_closed")
    link = password_link(person)
    record(INVITED, person, number=person.pk)
    return link
