"""Reading accounts: a person's own views and tokens."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext as _

from paicha.accounts.models import SavedView, Token
from paicha.kernel.clock import today
from paicha.kernel.problems import Problem
from paicha.orgs.models import Person


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How somebody can sign in."""

    password: bool
    app: bool  # for one-time codes
    keys: int
    services: int


def ways_in(person: Person) -> WaysIn:
    """How somebody can sign in: for the page about them."""
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    keys = kinds.count(Authenticator.Type.WEBAUTHN)
    services = SocialAccount.objects.filter(user=person)
    return WaysIn(person.has_usable_password(), Authenticator.Type.TOTP in kinds, keys, len(services))


def views_of(by: Person, listing: str) -> list[SavedView]:
    """The views that somebody keeps of a list, by name."""
    return list(SavedView.objects.filter(person=by, list=listing, removed=False).order_by("name"))


def view_numbered(by: Person, number: int) -> SavedView:
    """A view that somebody keeps; another's is absent."""
    found = SavedView.objects.filter(person=by, pk=number, removed=False).first()
    if found is None:
        raise Problem("absent", thing=_("view"), key=number)
    return found


def live_tokens(by: Person) -> list[Token]:
    """Somebody's own tokens that are good today, the newest first."""
    return list(Token.objects.filter(person=by, revoked=False, expires_on__gte=today()).order_by("-pk"))


def past_tokens(by: Person) -> list[Token]:
    """The newest of somebody's own tokens that are good no more."""
    rows = Token.objects.filter(person=by).exclude(revoked=False, expires_on__gte=today())
    return list(rows.order_by("-pk")[:20])


def token_numbered(by: Person, number: int) -> Token:
    """Somebody's own token; another's is absent."""
    found = Token.objects.filter(person=by, pk=number).first()
    if found is None:
        raise Problem("absent", thing=_("token"), key=number)
    return found
