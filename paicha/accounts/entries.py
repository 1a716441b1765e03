"""The kinds of entry of accounts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from paicha.ledger.kinds import entry_kind, speak
from paicha.orgs.models import Person

TOKEN_MADE = entry_kind("accounts.token_made", _("Person no. %(number)s made token no. %(token)s."), "number", "token")
TOKEN_REVOKED = entry_kind(
    "accounts.token_revoked", _("Token no. %(token)s of person no. %(number)s was revoked."), "token", "number"
)
VIEW_SAVED = entry_kind(
    "accounts.view_saved", _("Person no. %(number)s kept a view of the list %(list)s."), "number", "list"
)
VIEW_REMOVED = entry_kind(
    "accounts.view_removed", _("Person no. %(number)s removed a view of the list %(list)s."), "number", "list"
)
PREFERENCES_SET = entry_kind(
    "accounts.preferences_set",
    _("Person no. %(number)s chose language %(language)s and theme %(theme)s."),
    "number",
    "language",
    "theme",
)
INVITED = entry_kind("accounts.invited", _("A link to choose a password was made for person no. %(number)s."), "number")
SIGNED_OUT = entry_kind("accounts.signed_out", _("Person no. %(number)s was signed out everywhere."), "number")
PASSWORD_SET = entry_kind("accounts.password_set", _("Person no. %(number)s chose a password."), "number")
PASSWORD_GIVEN = entry_kind("accounts.password_given", _("Person no. %(number)s was given a new password."), "number")

LANGUAGE_WORDS = {"zh-hans": "中文", "zh": "中文", "en": "English"}
THEME_WORDS: dict[str, Any] = {
    Person.Theme.AUTO: _("as the device has it"),
    Person.Theme.LIGHT: _("light"),
    Person.Theme.DARK: _("dark"),
}
speak("language", lambda language: LANGUAGE_WORDS.get(language, language))
speak("theme", lambda theme: THEME_WORDS.get(theme, theme))
