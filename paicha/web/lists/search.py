"""Search: the lists in which kinds of record are looked for, each by its own words; within reach."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from paicha.kernel.problems import Problem
from paicha.listing.declared import listing_named
from paicha.listing.questions import LONGEST, asked
from paicha.orgs.kinds import all_kinds
from paicha.orgs.permissions import reach
from paicha.orgs.searching import found_once
from paicha.web.lists.parts import Desk
from paicha.web.place import Place

FIRST = 8  # rows of each group


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """What is found for `q`, in groups, the first of each; the lists show the rest."""
    by: Any = request.user
    words = request.GET.get("q", "").strip()
    problem, groups = None, []
    try:
        with found_once():
            found = [_found(by, kind.listing, words) for kind in all_kinds() if kind.listing] if words else []
            groups = [desk for desk in found if desk.page.rows]
    except Problem as error:
        if error.code != "list_value_invalid":
            raise
        problem = error
    told = {"words": words[:LONGEST], "groups": groups, "problem": problem, "longest": LONGEST}
    return render(request, "web/search.html", told, status=problem.status if problem else 200)


def _found(by: Any, name: str, words: str) -> Desk:
    """The first rows of a list that have these words, wherever the reader reaches."""
    place = Place(by, None, None, False)
    listing = listing_named(name)
    question = asked(listing, by, {"text": [words]})
    if reach(by, listing.verb) == ():
        return Desk(by, place, question)
    return Desk(by, place, question, question.page(by, None, FIRST))


urls = [path("search", show, name="search")]
