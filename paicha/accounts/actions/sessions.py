"""Signing somebody out wherever they are."""

from allauth.usersessions.models import UserSession

from paicha.accounts.entries import SIGNED_OUT
from paicha.accounts.models import Token
from paicha.ledger.covering import change_of
from paicha.orgs.acting import action, locked, record
from paicha.orgs.models import Person
from paicha.orgs.user_administration import require_charge


@action
def sign_out_everywhere(by: Person, *, person: Person) -> int:
    """End somebody's sessions and revoke their tokens, as when a device was lost; how many sessions there were."""
    person = locked(Person, person.pk)
    require_charge(by, person)
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    tokens = list(Token.objects.filter(person=person, revoked=False))
    for token in tokens:
        token.revoked = True
    Token.objects.bulk_update(tokens, ["revoked"])
    record(SIGNED_OUT, person, [(Token, [change_of(token) for token in tokens])], number=person.pk)
    return len(sessions)
