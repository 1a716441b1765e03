"""Links by which somebody chooses a password: invitations and letters alike. Good once, for PASSWORD_RESET_TIMEOUT."""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from paicha.orgs.models import Person

KEY = "UID-KEY"


def link_for(key: str) -> str:
    """The link of a key made for somebody, `number-signature`, at PAICHA_ADDRESS whatever name a request came in by."""
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return f"{settings.ADDRESS}{path.replace(KEY, key)}"


def password_link(person: Person) -> str:
    """A link by which the person chooses a password. It ends with the first password chosen, or the next sign-in."""
    signature = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    return link_for(f"{user_pk_to_url_str(person)}-{signature}")
