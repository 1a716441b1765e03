"""Pages on which units are changed: a form, a look at what it would bring, and the change itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from paicha.kernel.problems import Problem
from paicha.orgs import previews
from paicha.orgs.actions import units as actions
from paicha.orgs.conditions import unchanged_since
from paicha.orgs.labels import line_name, unit_name
from paicha.orgs.models import Line, Person, Unit
from paicha.orgs.permissions import may, reach
from paicha.orgs.scopes import line_named
from paicha.web.changes.unit_counts import COUNTS, changes
from paicha.web.changes.unit_forms import CloseForm, MergeForm, MoveForm, OpenForm, RenameForm, ReopenForm, UnitForm
from paicha.web.form_steps import FormSteps
from paicha.web.place import Place, place_of

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Verb:
    """One way to change a unit: what it is called, its form, what it would bring, and how it is done.

    `check` gives the words of the preview, or raises the Problem that keeps it from being done.
    """

    form: type[UnitForm]
    title: Any
    about: Any
    button: Any
    check: Callable[[Person, Unit, Values], dict[str, Any]]
    do: Callable[[Person, Unit, Values], Any]
    done: Any


def _renaming(by: Person, unit: Unit, values: Values) -> dict[str, Any]:
    previews.preview_rename(by, unit=unit, name=values["name"])
    return {"old_name": unit.name, "new_name": values["name"]}


def _moving(by: Person, unit: Unit, values: Values) -> dict[str, Any]:
    shift = previews.preview_move(by, unit=unit, line=line_named(values["line"]), parent=_parent(by, values))
    return {"shifts": [_told(by, shift)]}


def _merging(by: Person, unit: Unit, values: Values) -> dict[str, Any]:
    survivor = _parent(by, values)
    shifts, staying = previews.preview_merge(by, unit=unit, survivor=survivor, on=values["on"])
    told = [_told(by, shift, ("inspections_total", "findings_total")) for shift in shifts]
    return {"survivor": survivor, "on": values["on"], "shifts": told, "staying": [line_name(line) for line in staying]}


def _closing(by: Person, unit: Unit, values: Values) -> dict[str, Any]:
    previews.preview_close(by, unit=unit, on=values["on"])
    return {"on": values["on"]}


def _reopening(by: Person, unit: Unit, _values: Values) -> dict[str, Any]:
    previews.preview_reopen(by, unit=unit)
    return {"closed_on": unit.closed_on, "merged_into": unit.merged_into}


def _told(by: Person, shift: previews.Shift, figures: tuple[str, ...] = COUNTS) -> dict[str, Any]:
    """A shift with its figures and the places of both parents."""
    old = Place(by, shift.line, shift.old, True) if shift.old else None
    return {
        "shift": shift,
        "rows": changes(by, shift, figures),
        "old": old,
        "new": Place(by, shift.line, shift.new, True),
    }


def _parent(by: Person, values: Values) -> Unit:
    return previews.changeable_coded(by, values["parent"])


VERBS = {
    "rename": Verb(
        RenameForm,
        gettext_lazy("Rename %(unit)s"),
        gettext_lazy("The new name holds everywhere from now on; the ledger keeps the old one."),
        gettext_lazy("Rename unit"),
        _renaming,
        lambda by, unit, said: actions.rename_unit(by, unit=unit, name=said["name"], seen=said["seen"]),
        gettext_lazy("Renamed."),
    ),
    "move": Verb(
        MoveForm,
        gettext_lazy("Move %(unit)s"),
        gettext_lazy("All units below it move along. Its inspections and findings then count under the new parent."),
        gettext_lazy("Move unit"),
        _moving,
        lambda by, unit, said: actions.move_unit(
            by, unit=unit, line=line_named(said["line"]), parent=_parent(by, said), seen=said["seen"]
        ),
        gettext_lazy("Moved."),
    ),
    "merge": Verb(
        MergeForm,
        gettext_lazy("Merge %(unit)s"),
        gettext_lazy("It is closed, and its history counts under the unit that stays."),
        gettext_lazy("Merge unit"),
        _merging,
        lambda by, unit, said: actions.merge_unit(
            by, unit=unit, survivor=_parent(by, said), on=said["on"], seen=said["seen"]
        ),
        gettext_lazy("Merged."),
    ),
    "close": Verb(
        CloseForm,
        gettext_lazy("Close %(unit)s"),
        gettext_lazy("A closed unit keeps its history, and can be reopened."),
        gettext_lazy("Close unit"),
        _closing,
        lambda by, unit, said: actions.close_unit(by, unit=unit, on=said["on"], seen=said["seen"]),
        gettext_lazy("Closed."),
    ),
    "reopen": Verb(
        ReopenForm,
        gettext_lazy("Reopen %(unit)s"),
        gettext_lazy("It is open again from now on, where it stands."),
        gettext_lazy("Reopen unit"),
        _reopening,
        lambda by, unit, said: actions.reopen_unit(by, unit=unit, seen=said["seen"]),
        gettext_lazy("Reopened."),
    ),
}


class _Steps(FormSteps[UnitForm]):
    """What changing a unit and opening one have in common."""

    words: dict[str, Any]

    def fill(self, form: UnitForm, status: int = 200, like: Sequence[Any] = ()) -> HttpResponse:
        """The form; `like` are units that somebody may have meant."""
        return render(self.request, "web/unit-change.html", {**self.words, "form": form, "like": like}, status=status)

    def preview(self, form: UnitForm, found: dict[str, Any]) -> HttpResponse:
        """What would change."""
        return render(self.request, "web/unit-change-preview.html", {**self.words, **found, "form": form})

    def refuse(self, form: UnitForm, problem: Problem) -> HttpResponse:
        """The form with what is wrong beside it; where a parent is absent, the units that may be meant."""
        like: Sequence[Any] = ()
        if problem.code == "absent" and "parent" in form.fields:
            line = _line(form.cleaned_data.get("line", ""))
            like = previews.choices(self.by, form.cleaned_data.get("parent", ""), line)
        form.add_error("parent" if like else None, _("Which of the units below?") if like else str(problem))
        return self.fill(form, 422 if like else problem.status, like)

    def _done(self, sentence: Any, unit: Unit) -> HttpResponse:
        messages.success(self.request, sentence)
        return HttpResponseRedirect(reverse("units-one", args=[unit.pk]))


class Changing(_Steps):
    """One way to change a unit."""

    def __init__(self, request: HttpRequest, number: int, verb: str) -> None:
        super().__init__(request)
        self.unit, self.how = previews.changeable(self.by, number), VERBS[verb]
        self.words = {
            "unit": self.unit,
            "verb": verb,
            "title": self.how.title % {"unit": unit_name(self.unit)},
            "about": self.how.about,
            "button": self.how.button,
        }

    def empty(self) -> UnitForm:
        """The form with what holds now."""
        return self.how.form(self.by, self.unit, initial=_placed(self.request))

    def bound(self, data: QueryDict) -> UnitForm:
        """The form with what was sent."""
        return self.how.form(self.by, self.unit, data)

    def check(self, form: UnitForm) -> dict[str, Any]:
        """The words of the preview, where nobody changed the unit meanwhile."""
        unchanged_since(self.unit, form.cleaned_data["seen"])
        return self.how.check(self.by, self.unit, form.cleaned_data)

    def confirm(self, form: UnitForm, found: dict[str, Any]) -> HttpResponse:
        """Change the unit."""
        self.how.do(self.by, self.unit, form.cleaned_data)
        return self._done(self.how.done, self.unit)

    def refuse(self, form: UnitForm, problem: Problem) -> HttpResponse:
        """What another person changed meanwhile is shown beside what was filled in."""
        if problem.code == "unit_changed":
            return _conflict(self.request, form, self.words, problem)
        return super().refuse(form, problem)


class Opening(_Steps):
    """A new unit."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        if reach(self.by, "units.change") == ():
            raise Problem("page_closed")
        self.words = {"verb": "open", "title": _("Open a unit"), "about": "", "button": _("Open unit")}

    def empty(self) -> UnitForm:
        """The form at the place looked at."""
        return OpenForm(self.by, None, initial=_placed(self.request))

    def bound(self, data: QueryDict) -> UnitForm:
        """The form with what was sent."""
        return OpenForm(self.by, None, data)

    def check(self, form: UnitForm) -> dict[str, Any]:
        """Where the unit would stand, and who would see it."""
        said = form.cleaned_data
        parent = previews.changeable_coded(self.by, said["parent"]) if said["parent"] else None
        line = line_named(said["line"])
        named = {key: said[key] for key in ("code", "name", "kind")}
        sights = previews.preview_open(self.by, **named, line=line, parent=parent)
        return {"said": said, "line": line, "line_name": line_name(line), "parent": parent, "sights": sights}

    def confirm(self, form: UnitForm, found: dict[str, Any]) -> HttpResponse:
        """Open the unit."""
        said = {key: form.cleaned_data[key] for key in ("code", "name", "kind", "inspected", "opened_on")}
        unit = actions.open_unit(self.by, **said, line=found["line"], parent=found["parent"])
        return self._done(_("Opened."), unit)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """One way to change a unit, in three steps: fill in, look at what it brings, do it."""
    return Changing(request, number, verb).respond()


@require_http_methods(["GET", "POST"])
def open_one(request: HttpRequest) -> HttpResponse:
    """A new unit, in the same three steps."""
    return Opening(request).respond()


@require_GET
def choices(request: HttpRequest) -> HttpResponse:
    """Units to choose from while one types: options of the list beside the field."""
    line = _line(request.GET.get("line", ""))
    found = previews.choices(request.user, request.GET.get("parent", "")[:300], line)  # type: ignore[arg-type]
    return render(request, "web/parts/unit-choices.html", {"choices": found})


def _conflict(request: HttpRequest, form: UnitForm, words: dict[str, Any], problem: Problem) -> HttpResponse:
    """Somebody else changed the unit meanwhile: both are shown, and what was typed stays."""
    now, was = form.now, form.cleaned_data
    labels = {"name": _("Name"), "parents": _("Stands under"), "closed": _("Closed on")}
    rows = [(labels[part], was[f"was_{part}"], now[f"was_{part}"]) for part in labels]
    again = request.POST.copy()
    for name, value in now.items():
        again[name] = str(value)
    fresh = type(form)(form.by, form.unit, again)
    fresh.is_valid()
    found = {"rows": rows, "problem": problem, "form": fresh, "position": problem.params["position"]}
    found["ledger"] = may(form.by, "ledger.see", form.unit)
    return render(request, "web/unit-change-conflict.html", {**words, **found}, status=problem.status)


def _line(code: str) -> Line | None:
    try:
        return line_named(code) if code else None
    except Problem:
        return None


def _placed(request: HttpRequest) -> dict[str, Any]:
    """The place looked at, as the form begins with it."""
    place = place_of(request)
    if not (place.chosen and place.line and place.unit):
        return {"line": place.line.code} if place.line else {}
    return {"line": place.line.code, "parent": place.unit.code}


urls = [
    path("units/open", open_one, name="units-open"),
    path("units/choices", choices, name="units-choices"),
    *(path(f"units/<int:number>/{verb}", change, {"verb": verb}, name=f"units-{verb}") for verb in VERBS),
]
