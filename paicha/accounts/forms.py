"""The forms of sign-in, with our words: a label above each field, and nothing written inside it."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys
from django.utils.translation import gettext_lazy as _

GOOD_PASSWORD = _("At least 10 characters, not only digits; not like your name, and none that many people use.")


class Labelled:
    """Takes away what stands inside fields, and names them as `words` says: (label, help)."""

    words: dict[str, tuple[Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]
            elif "password" in name:
                field.help_text = ""


CHOSEN = {"password1": (_("New password"), GOOD_PASSWORD), "password2": (_("New password, once more"), "")}
CODE = {"code": (_("One-time code"), _("Six digits from the app, or a recovery code."))}


class LoginForm(Labelled, account.LoginForm):  # type: ignore[misc]  # no types
    """Sign in."""

    words = {"login": (_("User name or email"), ""), "password": (_("Password"), "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false")
        self.fields["login"].max_length = 254


class ChangePasswordForm(Labelled, account.ChangePasswordForm):  # type: ignore[misc]  # no types
    """Another password."""

    words = {"oldpassword": (_("Present password"), ""), **CHOSEN}


class SetPasswordForm(Labelled, account.SetPasswordForm):  # type: ignore[misc]  # no types
    """A password for somebody who has none."""

    words = CHOSEN


class ResetPasswordForm(Labelled, account.ResetPasswordForm):  # type: ignore[misc]  # no types
    """Ask for a letter."""

    words = {"email": (_("Email"), "")}


class ResetPasswordKeyForm(Labelled, account.ResetPasswordKeyForm):  # type: ignore[misc]  # no types
    """Choose a password by a link."""

    words = CHOSEN


class ReauthenticateForm(Labelled, account.ReauthenticateForm):  # type: ignore[misc]  # no types
    """Show once more who one is, by password."""

    words = {"password": (_("Password"), "")}


class AuthenticateForm(Labelled, codes.AuthenticateForm):  # type: ignore[misc]  # no types
    """The second step of signing in."""

    words = CODE


class ReauthenticateByCodeForm(Labelled, codes.ReauthenticateForm):  # type: ignore[misc]  # no types
    """Show once more who one is, by code."""

    words = CODE


class ActivateForm(Labelled, totp.ActivateTOTPForm):  # type: ignore[misc]  # no types
    """Connect an app that makes codes."""

    words = {"code": (_("One-time code"), _("Six digits, as the app shows them now."))}


class AddKeyForm(Labelled, keys.AddWebAuthnForm):  # type: ignore[misc]  # no types
    """Add a passkey or security key."""

    words = {
        "name": (_("Name"), _("By which you tell this key from others.")),
        "passwordless": (
            _("Sign in with it alone"),
            _("A passkey: no user name and no password. The device asks for a fingerprint, a face or its own PIN."),
        ),
    }


class EditKeyForm(Labelled, keys.EditWebAuthnForm):  # type: ignore[misc]  # no types
    """Name a key."""

    words = {"name": (_("Name"), "")}
