"""The page that answers why somebody may, or may not, do something to a thing."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from paicha.kernel.problems import Problem
from paicha.orgs.explaining import Explanation, explained
from paicha.orgs.kinds import kind_of, record_named
from paicha.orgs.models import Person
from paicha.orgs.permissions import reach, require
from paicha.orgs.queries import person_looked_after
from paicha.orgs.role_words import role_name, verb_name
from paicha.web.people.forms import WhyForm
from paicha.web.reader import reader, refused_by


@require_GET
def explain(request: HttpRequest) -> HttpResponse:
    """Each post in the reader's reach and what it says. Who looks after nobody asks about themselves."""
    by = reader(request)
    own = reach(by, "people.change") == ()
    given = request.GET.copy()
    if own and given:
        given["person"] = by.username
    asking = "key" in given
    form = WhyForm(given if asking else None, initial={"person": given.get("person", by.username), "verb": "units.see"})
    words: dict[str, Any] = {"form": form, "own": own}
    status = 200
    if asking:
        status = 422
        if form.is_valid():
            try:
                words |= _answer(by, own, form.cleaned_data)
                status = 200
            except Problem as problem:
                status = refused_by(form, problem)
    return render(request, "web/people-why.html", words, status=status)


def _answer(by: Person, own: bool, data: dict[str, str]) -> dict[str, Any]:
    person = by if own or data["person"] == by.username else person_looked_after(by, data["person"])
    verb = data["verb"]
    thing, name = _thing(by, data["kind"], data["key"].strip())
    answer: Explanation = explained(by, person, verb, thing)
    return {
        "person": person,
        "verb": verb_name(verb),
        "thing": name,
        "answer": answer,
        "reasons": [(reason, role_name(reason.role)) for reason in answer.reasons],
    }


def _thing(by: Person, kind: str, key: str) -> tuple[Model, str]:
    """The record, if the reader sees it, and what it is called; out of reach and absent look alike."""
    found = record_named(kind, key)
    require(by, kind_of(type(found)).see, found)
    return found, kind_of(type(found)).title(found)
