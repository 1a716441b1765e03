"""The form that asks for a report."""

from datetime import date
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from paicha.orgs.labels import line_name
from paicha.orgs.queries import lines_by_code
from paicha.reports.registry import LONGEST, Parameter, ReportKind
from paicha.web.figures.desk import Desk
from paicha.web.figures.periods import known
from paicha.web.place import Place


class Day(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        """As browsers take it, whatever the language."""
        return value.isoformat() if isinstance(value, date) else value


class ReportForm(forms.Form):
    """What a report of one kind is to be about and how it is to be written; unit and line are the place looked at."""

    unit = forms.CharField(label=_("Unit"), max_length=300)
    line = forms.ChoiceField(label=_("Line"))
    since = forms.DateField(label=_("From"), widget=Day)
    until = forms.DateField(label=_("To"), widget=Day)
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[("zh", "中文"), ("en", "English")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one or both.")},
    )
    formats = forms.MultipleChoiceField(
        label=_("Files"),
        choices=[("docx", "Word"), ("pdf", "PDF")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The page in the browser is always made."),
    )

    def __init__(self, data: Any, *, place: Place, kind: ReportKind) -> None:
        self.kind = kind
        usual = known(Desk(place)).usual
        language = "zh" if (get_language() or "").startswith("zh") else "en"
        initial = {
            "unit": place.unit.code if place.unit else "",
            "line": place.line.code if place.line else "",
            "since": usual.since,
            "until": usual.until,
            "languages": [language],
            "formats": ["docx", "pdf"],
        }
        super().__init__(data, initial=initial)
        words = {"name": escape(place.name)}  # a help text may hold markup
        self.fields["unit"].help_text = gettext("The code of a unit; this one is %(name)s.") % words
        lines = [(code, line_name(line)) for code, line in lines_by_code().items()]
        self.fields["line"].choices = lines  # type: ignore[attr-defined]
        self.fields |= {each.name: _field(each) for each in kind.parameters}

    def arguments(self) -> dict[str, Any]:
        """What the job of the report is asked with."""
        said = dict(self.cleaned_data)
        days = {name: said[name].isoformat() for name in ("since", "until")}
        return {**said, **days, "kind": self.kind.name}


def _field(parameter: Parameter) -> forms.CharField:
    """The field of a kind's own parameter."""
    hint = gettext(parameter.hint) if parameter.hint else ""
    return forms.CharField(label=gettext(parameter.label), max_length=LONGEST, required=False, help_text=hint)
