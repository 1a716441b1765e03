"""Forms of the people pages."""

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from paicha.orgs.actions.people import EVERYWHERE, LONGEST_EMAIL, LONGEST_NAME, LONGEST_USERNAME
from paicha.orgs.kinds import all_kinds
from paicha.orgs.labels import line_name
from paicha.orgs.models import Line, Person, Unit
from paicha.orgs.permissions import require_unit
from paicha.orgs.queries import lines_by_code
from paicha.orgs.role_words import role_choices, verb_choices

LONGEST_CODE = 300


class UnitCode(forms.TextInput):
    """A unit's code, with suggestions while one types; without JavaScript the code is typed whole."""

    def __init__(self) -> None:
        super().__init__({"list": "unit-codes", "autocomplete": "off", "spellcheck": "false"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The suggestions come from the people pages."""
        more = {
            "hx-get": reverse("people-units"),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": "#unit-codes",
            "hx-swap": "innerHTML",
        }
        return super().get_context(name, value, {**more, **(attrs or {})})


class PostForm(forms.Form):
    """A post to give: role, unit, and the line in which it is given."""

    role = forms.ChoiceField(label=_("Role"))
    unit = forms.CharField(label=_("Unit"), max_length=LONGEST_CODE, widget=UnitCode(), help_text=_("Its code."))
    line = forms.ChoiceField(label=_("In line"))

    def __init__(self, *args: Any, everywhere: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.lines = lines_by_code()
        fields: Any = self.fields
        fields["role"].choices = role_choices()
        fields["role"].initial = "head"
        fields["line"].choices = [(code, line_name(line)) for code, line in self.lines.items()]
        if everywhere:
            fields["line"].choices += [(EVERYWHERE, _("everywhere, in all lines"))]
            fields["unit"].required = False

    def place(self, by: Person) -> tuple[Line | None, Unit | None]:
        """Line and unit of the post, as they were chosen; neither for one everywhere."""
        line, unit = self.cleaned_data["line"], self.cleaned_data["unit"]
        return self.lines.get(line), require_unit(by, "units.see", unit) if unit else None


class AccountForm(forms.Form):
    """Name and address."""

    name = forms.CharField(label=_("Full name"), max_length=LONGEST_NAME)
    email = forms.CharField(
        label=_("Email"),
        max_length=LONGEST_EMAIL,
        required=False,
        widget=forms.EmailInput,
        help_text=_("Letters with links go there. One may also sign in with it."),
    )


class NewPersonForm(PostForm, AccountForm):
    """Somebody new, with a first post."""

    username = forms.CharField(label=_("User name"), max_length=LONGEST_USERNAME, help_text=_("A word without spaces."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    field_order = ("name", "username", "email", "language", "role", "unit", "line")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["username"].widget.attrs.update(autocapitalize="none", spellcheck="false", autocomplete="off")


class WhyForm(forms.Form):
    """Whether somebody may do something to a thing."""

    person = forms.CharField(label=_("User name"), max_length=LONGEST_USERNAME)
    verb = forms.ChoiceField(label=_("May they"), choices=verb_choices)
    kind = forms.ChoiceField(
        label=_("Which thing"),
        choices=lambda: [(kind.name, kind.label) for kind in all_kinds() if kind.asked_by],
    )
    key = forms.CharField(label=_("Code or number"), max_length=LONGEST_CODE)
