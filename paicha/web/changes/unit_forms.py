"""The forms by which units are changed. Each carries what its editor saw, so that two editors notice each other."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paicha.kernel.clock import today
from paicha.orgs.conditions import LONGEST, LONGEST_KIND, last_change
from paicha.orgs.labels import line_name, unit_name
from paicha.orgs.models import Line, Person, Unit
from paicha.orgs.previews import changeable_lines
from paicha.orgs.unit_details import standings

MOST = 2**63 - 1
WAS = ("name", "parents", "closed")


class LineChoice(forms.ChoiceField):
    """One of the lines in which the reader may change places, by code."""

    def offer(self, lines: list[Line]) -> None:
        """The lines to choose from."""
        self.choices = [(line.code, line_name(line)) for line in lines]


class UnitForm(forms.Form):
    """A form about one unit: its own fields, and hidden what the editor saw."""

    seen = forms.IntegerField(min_value=0, max_value=MOST, required=False, widget=forms.HiddenInput)
    was_name = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput, strip=False)
    was_parents = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput, strip=False)
    was_closed = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, by: Person, unit: Unit | None, *args: Any, **more: Any) -> None:
        if unit is not None:
            more["initial"] = {**seen_of(by, unit), **(more.get("initial") or {})}
        super().__init__(*args, **more)
        self.by, self.unit = by, unit
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the reader or the unit."""

    @property
    def now(self) -> dict[str, Any]:
        """What the unit is now, as the hidden fields say what it was."""
        return seen_of(self.by, self.unit) if self.unit else {}


def seen_of(by: Person, unit: Unit) -> dict[str, Any]:
    """What an editor sees of a unit: its last change, name, parents and whether it is closed."""
    above = [
        f"{line_name(place.line)}: {unit_name(place.above[-1].unit) if place.above else '–'}"
        for place in standings(by, unit)
    ]
    closed = unit.closed_on.isoformat() if unit.closed_on else ""
    return {
        "seen": last_change(unit),
        "was_name": unit.name,
        "was_parents": " · ".join(above),
        "was_closed": closed,
    }


def _parent(label: Any, help_text: Any, *, required: bool = True) -> forms.CharField:
    """A field for a unit's code, with units offered as one types."""
    attrs = {
        "list": "units",
        "autocomplete": "off",
        "hx-get": "",
        "hx-trigger": "input changed delay:250ms",
        "hx-target": "#units",
        "hx-swap": "innerHTML",
        "hx-include": "[name=line]",
    }
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, widget=forms.TextInput(attrs=attrs), required=required
    )


def _day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label, help_text=help_text, required=required, widget=widget, input_formats=["%Y-%m-%d"]
    )


class OpenForm(UnitForm):
    """Opening a unit under another in a line."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=LONGEST,
        help_text=gettext_lazy("By which it is known everywhere; it never changes."),
    )
    line = LineChoice(label=gettext_lazy("Line"))
    parent = _parent(
        gettext_lazy("Under"), gettext_lazy("The code of the unit above, or part of its name."), required=False
    )
    kind = forms.CharField(
        label=gettext_lazy("Kind"),
        max_length=LONGEST_KIND,
        required=False,
        help_text=gettext_lazy("A word such as school or ward."),
    )
    inspected = forms.BooleanField(label=gettext_lazy("It is inspected itself"), required=False)
    opened_on = _day(
        gettext_lazy("Opened on"),
        gettext_lazy("For a unit that is inspected; today if nothing is given."),
        required=False,
    )

    def prepare(self) -> None:
        offer_lines(self)

    def clean_opened_on(self) -> Any:
        """A unit is not opened in the future."""
        day = self.cleaned_data["opened_on"]
        if day and day > today():
            raise forms.ValidationError(_("Give today or an earlier day."))
        return day


class RenameForm(UnitForm):
    """Giving a unit another name."""

    name = forms.CharField(label=gettext_lazy("New name"), max_length=LONGEST)

    def prepare(self) -> None:
        if self.unit:
            self.fields["name"].initial = self.unit.name


class MoveForm(UnitForm):
    """Placing a unit under another parent in a line."""

    line = LineChoice(label=gettext_lazy("Line"))
    parent = _parent(gettext_lazy("New parent"), gettext_lazy("The code of the unit above, or part of its name."))

    def prepare(self) -> None:
        offer_lines(self)


class MergeForm(UnitForm):
    """Merging a unit into another."""

    parent = _parent(gettext_lazy("Merge into"), gettext_lazy("The unit that stays: its code, or part of its name."))
    on = _day(gettext_lazy("Merged on"), gettext_lazy("The last day of the unit that is merged."))

    def prepare(self) -> None:
        self.fields["on"].initial = today()
        offer_units(self)


class CloseForm(UnitForm):
    """Closing a unit."""

    on = _day(gettext_lazy("Closed on"))

    def prepare(self) -> None:
        self.fields["on"].initial = today()


class ReopenForm(UnitForm):
    """Opening a closed unit again: nothing to fill in."""


def offer_lines(form: UnitForm) -> None:
    """The lines, and the units of the line chosen."""
    field = form.fields["line"]
    assert isinstance(field, LineChoice)  # noqa: S101  of the forms that call this
    field.offer(changeable_lines(form.by))
    offer_units(form)


def offer_units(form: UnitForm) -> None:
    """Units are offered by an address of their own."""
    form.fields["parent"].widget.attrs["hx-get"] = reverse("units-choices")
