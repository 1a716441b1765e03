"""Who reads a page, and how a form is told what was refused."""

from typing import cast

from django import forms
from django.http import HttpRequest

from paicha.kernel.problems import Problem
from paicha.orgs.models import Person


def reader(request: HttpRequest) -> Person:
    """The person who is signed in; only for pages that ask for it."""
    return cast(Person, request.user)


def refused_by(form: forms.Form, problem: Problem) -> int:
    """Put a problem beside what was typed: at the field that it names, if there is one, else above all. Its status."""
    field = problem.params.get("name")
    form.add_error(field if field in form.fields else None, str(problem))
    return problem.status
