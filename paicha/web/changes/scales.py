"""Pages of severity scales: what there is, and a new one. A scale never changes; another one is published instead."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from paicha.checklists.actions import publish_own_scale
from paicha.checklists.queries import scales
from paicha.checklists.scales import GradeData
from paicha.checklists.scaling import COLOURS, LONGEST_CODE, LONGEST_NAME, MOST_DAYS, MOST_GRADES, check_scale
from paicha.kernel.problems import Problem
from paicha.orgs.models import Person
from paicha.orgs.permissions import may
from paicha.web.form_steps import FormSteps
from paicha.web.menu import menu_entry
from paicha.web.templatetags.changes import COLOUR_NAMES

DAY_KINDS = (
    ("calendar", gettext_lazy("calendar days")),
    ("working", gettext_lazy("working days")),
    ("plain", gettext_lazy("days")),
)


class ScaleForm(forms.Form):
    """What the scale is called."""

    name_zh = forms.CharField(label=gettext_lazy("Chinese name"), max_length=LONGEST_NAME)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=LONGEST_NAME)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=LONGEST_CODE,
        help_text=gettext_lazy("Small letters, digits and hyphens; mappings name the scale by it."),
    )


class GradeForm(forms.Form):
    """One grade; a row without a code is left out."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=LONGEST_CODE, required=False)
    name_zh = forms.CharField(label=gettext_lazy("Chinese name"), max_length=LONGEST_NAME, required=False)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=LONGEST_NAME, required=False)
    colour = forms.ChoiceField(label=gettext_lazy("Colour"), choices=tuple(COLOUR_NAMES.items()), required=False)
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=MOST_DAYS, required=False)
    day_kind = forms.ChoiceField(label=gettext_lazy("Counted as"), choices=DAY_KINDS, required=False)
    major = forms.BooleanField(label=gettext_lazy("Counts as major"), required=False)

    def clean(self) -> dict[str, Any]:
        """A row that says anything says its code and both names."""
        said = super().clean() or self.cleaned_data
        if any(said.get(name) for name in ("code", "name_zh", "name_en", "days", "major")):
            for name in ("code", "name_zh", "name_en"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in, or empty the row."))
        return said

    @property
    def grade(self) -> GradeData | None:
        """The grade of this row; None where it is empty."""
        said = self.cleaned_data
        if not said.get("code"):
            return None
        return GradeData(
            said["code"],
            said["name_zh"],
            said["name_en"],
            said["colour"] or COLOURS[-1],
            said["days"],
            said["day_kind"] or DAY_KINDS[0][0],
            said["major"],
        )


Grades = forms.formset_factory(GradeForm, extra=1, max_num=MOST_GRADES, absolute_max=MOST_GRADES, validate_max=True)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """All scales with their grades."""
    by: Person = request.user  # type: ignore[assignment]
    found = list(scales(by)[:100])
    return render(request, "web/scales.html", {"scales": found, "publishes": may(by, "checklists.change", None)})


@dataclass(frozen=True, slots=True)
class Draft:
    """The two forms of a new scale: its names, and a row for each grade."""

    form: ScaleForm
    rows: Any

    @property
    def grades(self) -> list[GradeData]:
        """The grades filled in."""
        return [grade for row in self.rows if (grade := row.grade)]

    @property
    def said(self) -> dict[str, str]:
        """The names filled in."""
        return {name: self.form.cleaned_data[name] for name in ("code", "name_zh", "name_en")}


class Publishing(FormSteps[Draft]):
    """A new scale."""

    def empty(self) -> Draft:
        """A row for each colour."""
        return Draft(ScaleForm(), Grades(initial=[{"colour": colour} for colour in COLOURS]))

    def bound(self, data: QueryDict) -> Draft:
        """The forms with what was sent."""
        return Draft(ScaleForm(data), Grades(data))

    def valid(self, form: Draft) -> bool:
        """Whether both can be read."""
        return all([form.form.is_valid(), form.rows.is_valid()])  # both, so that both say what is wrong

    def fill(self, form: Draft, status: int = 200) -> HttpResponse:
        """The two forms."""
        words = {"form": form.form, "rows": form.rows, "most": MOST_GRADES}
        return render(self.request, "web/scale-new.html", words, status=status)

    def check(self, form: Draft) -> dict[str, Any]:
        """The scale as it would be published."""
        said, grades = form.said, form.grades
        check_scale(said["code"], said["name_zh"], said["name_en"], grades)
        return {"said": said, "grades": grades}

    def preview(self, form: Draft, found: dict[str, Any]) -> HttpResponse:
        """The scale as it would be published."""
        return render(self.request, "web/scale-preview.html", {"form": form.form, "rows": form.rows, **found})

    def confirm(self, form: Draft, found: dict[str, Any]) -> HttpResponse:
        """Publish the scale."""
        publish_own_scale(self.by, **found["said"], grades=found["grades"])
        messages.success(self.request, _("Scale %(code)s was published.") % {"code": found["said"]["code"]})
        return HttpResponseRedirect(reverse("scales"))

    def refuse(self, form: Draft, problem: Problem) -> HttpResponse:
        """The forms with the problem above."""
        form.form.add_error(None, str(problem))
        return self.fill(form, problem.status)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new scale: fill in, look at it, publish it."""
    steps = Publishing(request)
    if not may(steps.by, "checklists.change", None):
        raise Problem("scales_elsewhere")
    if request.POST.get("step") == "more":
        draft = steps.bound(request.POST)
        return steps.fill(Draft(draft.form, _grown(draft.rows)))
    return steps.respond()


def _grown(rows: Any) -> Any:
    """The same rows and one more, what was typed kept."""
    if not rows.is_valid() and rows.non_form_errors():
        return rows
    typed = [{name: row[name].value() for name in row.fields} for row in rows]
    return Grades(initial=typed[:MOST_GRADES])


menu_entry("scales", gettext_lazy("Severity scales"), "scale", "checklists.change", "administration", 30)
urls = [path("scales", show, name="scales"), path("scales/new", new, name="scales-new")]
