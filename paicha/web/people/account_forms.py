"""Forms of the account page."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from paicha.accounts.actions.tokens import LONGEST_LIFE, LONGEST_NAME
from paicha.accounts.entries import THEME_WORDS


class PreferencesForm(forms.Form):
    """How pages look."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(label=_("Light or dark"), choices=list(THEME_WORDS.items()))


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(
        label=_("What for"), max_length=LONGEST_NAME, help_text=_("The program, such as “weekly table”.")
    )
    read_only = forms.TypedChoiceField(
        label=_("What it may do"),
        choices=[("read", _("read only")), ("full", _("do all that you may"))],
        coerce=lambda value: value == "read",
        initial="read",
    )
    days = forms.IntegerField(label=_("Good for how many days"), min_value=1, max_value=LONGEST_LIFE, initial=90)
