"""Making and revoking tokens: everybody for themselves."""

from datetime import timedelta

from django.utils.translation import gettext as _

from paicha.accounts.entries import TOKEN_MADE, TOKEN_REVOKED
from paicha.accounts.models import Token
from paicha.accounts.queries import live_tokens
from paicha.accounts.tokens import hashed, new_key
from paicha.kernel.clock import today
from paicha.kernel.problems import Problem
from paicha.ledger.covering import change_of
from paicha.orgs.acting import action, locked, record
from paicha.orgs.models import Person
from paicha.orgs.permissions import require_self

LONGEST_LIFE, LONGEST_NAME, MOST = 365, 100, 20  # days, characters, tokens that are good at one time


@action
def make_token(by: Person, *, name: str, read_only: bool, days: int) -> tuple[Token, str]:
    """A token of `by` and its key, which is nowhere to be had again. Good for `days`, the day of making not counted."""
    person = locked(Person, by.pk)
    require_self(by, person)
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or "\0" in name:
        raise Problem("value_invalid", name="name", value=repr(name[:LONGEST_NAME]), help=_("Say what it is for."))
    if not 1 <= days <= LONGEST_LIFE:
        raise Problem("value_invalid", name="days", value=days, help=_("Give 1 to %(most)s.") % {"most": LONGEST_LIFE})
    if len(live_tokens(by)) >= MOST:
        raise Problem("tokens_too_many", count=MOST)
    key = new_key()
    token = Token.objects.create(
        person=person,
        name=name,
        hash=hashed(key),
        read_only=read_only,
        made_on=today(),
        expires_on=today() + timedelta(days=days),
    )
    record(TOKEN_MADE, token, [(Token, [change_of(token)])], number=person.pk, token=token.pk)
    return token, key


@action
def revoke_token(by: Person, *, token: Token) -> Token:
    """End a token before its day; again is nothing new."""
    token = locked(Token, token.pk)
    require_self(by, token.person)
    if token.revoked:
        return token
    token.revoked = True
    token.save(update_fields=["revoked"])
    record(TOKEN_REVOKED, token, [(Token, [change_of(token)])], number=token.person_id, token=token.pk)
    return token
