"""How sign-in fits this house: nobody signs up by themselves, and an account of another service is linked, not made."""

import base64
import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from paicha.accounts.actions.passwords import choose_password
from paicha.accounts.links import link_for
from paicha.kernel.problems import Problem
from paicha.orgs.models import Person

log = logging.getLogger("paicha.accounts")


MISMATCH = _("Name and password do not match.")
SAID = {
    "account_inactive": _("This account is closed."),
    "username_password_mismatch": MISMATCH,
    "email_password_mismatch": MISMATCH,
    "invalid_login": MISMATCH,
    "incorrect_password": _("That is not the password."),
    "enter_current_password": _("That is not your present password."),
    "incorrect_code": _("The code does not fit. Each is good for half a minute, and once."),
    "too_many_login_attempts": _("Too many wrong passwords. Wait five minutes, then try again."),
    "rate_limited": _("That was too often. Wait a minute, then try again."),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # no types
    """Local accounts."""

    error_messages = {**DefaultAccountAdapter.error_messages, **SAID}

    def is_open_for_signup(self, request: Any) -> bool:
        """People are invited."""
        return False

    def set_password(self, user: Person, password: str) -> None:
        """Change the record in an action, so that the ledger knows."""
        user.password = choose_password(user, person=user, password=password).password

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in a letter."""
        return link_for(key)

    def get_password_change_redirect_url(self, request: Any) -> str:
        """Back to where the way to the form began."""
        return reverse("account")

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """In the language of whom it is for."""
        with translation.override(user.language):
            super().send_password_reset_mail(user, email, context)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Problem `letter_unsent` where the mail server does not take it."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.exception("the mail server took no letter")
            raise Problem("letter_unsent") from error


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # no types
    """Accounts of OpenID Connect providers."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": _("Choose a password first: without it you could no longer sign in."),
        "disconnect_last": _("Choose a password first: without it you could no longer sign in."),
    }

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        """People are invited; who has an account here may link another service's to it."""
        return False


class CodesAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # no types
    """Second factors. Their secrets are encrypted, so that a copy of the database makes no codes."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": SAID["incorrect_code"]}

    def encrypt(self, text: str) -> str:
        """The secret as the database keeps it."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Person) -> str:
        """What a phone writes beside the code."""
        return user.username

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        """Who a passkey is for, as the device shows it."""
        return {**super().get_public_key_credential_user_entity(user), "name": user.username, "display_name": user.name}

    def _get_site_name(self) -> str:
        return "paicha"


def _cipher() -> Fernet:
    """A key of its own, derived from that of sessions and forms, which lies outside the database."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"paicha second factors")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
