"""A form in three steps: fill in, look at what it would bring, confirm. Nothing is changed before the last.

A page subclasses FormSteps and answers with `respond`. What was filled in travels through the preview as hidden fields;
the buttons say by `step` what is wanted: nothing or "preview" to look, "edit" to go back, "confirm" to do it.
"""

from typing import Any, Generic, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict

from paicha.kernel.problems import Problem
from paicha.orgs.models import Person
from paicha.web.reader import reader

F = TypeVar("F")


class FormSteps(Generic[F]):
    """One such form, for one request; F is its form, or what holds several."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.by: Person = reader(request)

    def empty(self) -> F:
        """The form to begin with."""
        raise NotImplementedError

    def bound(self, data: QueryDict) -> F:
        """The form with what was sent."""
        raise NotImplementedError

    def valid(self, form: F) -> bool:
        """Whether what was sent can be read at all."""
        assert isinstance(form, forms.Form)  # noqa: S101  a page with another form says what is valid
        return form.is_valid()

    def fill(self, form: F, status: int = 200) -> HttpResponse:
        """The page to fill in."""
        raise NotImplementedError

    def check(self, form: F) -> dict[str, Any]:
        """What the preview shows; a Problem where it cannot be done."""
        raise NotImplementedError

    def preview(self, form: F, found: dict[str, Any]) -> HttpResponse:
        """The page that shows what it would bring."""
        raise NotImplementedError

    def confirm(self, form: F, found: dict[str, Any]) -> HttpResponse:
        """Do it, and lead on; a Problem where it cannot be done."""
        raise NotImplementedError

    def refuse(self, form: F, problem: Problem) -> HttpResponse:
        """The page to fill in, with the problem said on it."""
        raise NotImplementedError

    def respond(self) -> HttpResponse:
        """The page of the step that the request asks for."""
        if self.request.method != "POST":
            return self.fill(self.empty())
        form, step = self.bound(self.request.POST), self.request.POST.get("step", "")
        if not self.valid(form) or step == "edit":
            return self.fill(form, 200 if step == "edit" else 422)
        try:
            found = self.check(form)
            return self.confirm(form, found) if step == "confirm" else self.preview(form, found)
        except Problem as problem:
            return self.refuse(form, problem)
