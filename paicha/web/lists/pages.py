"""Pages of lists: units, inspections, findings. One view shows them all; what differs stands in the rooms' lists.py."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from paicha.accounts.actions.saved_views import remove_view, save_view
from paicha.accounts.queries import view_numbered
from paicha.kernel.clock import today
from paicha.kernel.problems import Problem
from paicha.ledger.queries import newest_leaf
from paicha.listing.declared import all_listings, listing_named
from paicha.listing.questions import Question, asked
from paicha.web.figures.charts import digest
from paicha.web.lists.parts import Choice, Desk
from paicha.web.lists.words import count_words
from paicha.web.menu import menu_entry
from paicha.web.place import Place, place_of

MENDABLE = {
    "cursor_invalid": "cursor",
    "list_sort_unknown": "sort",
    "list_column_unknown": "columns",
    "list_value_invalid": "",
}


@require_GET
def show(request: HttpRequest, name: str) -> HttpResponse:
    """One page of a list, at the place looked at, with the conditions of the address."""
    try:
        place, question = _asked(request, name)
        desk = Desk(request.user, place, question, question.page(request.user, place.focus))
        count = _counted(desk) if request.GET.get("count") == "1" else ""
    except Problem as problem:
        if problem.code not in MENDABLE:
            raise
        return _mended(request, name, problem)
    return render(request, "web/list.html", {"desk": desk, "place": place, "listing": desk.listing, "count": count})


def _asked(request: HttpRequest, name: str) -> tuple[Place, Question]:
    return place_of(request), asked(listing_named(name), request.user, dict(request.GET.lists()))


def _mended(request: HttpRequest, name: str, problem: Problem) -> HttpResponse:
    """What is wrong with the address, and the address without it: its first page, since another question has others."""
    wrong = MENDABLE[problem.code] or str(problem.params["name"])
    kept = [(key, value) for key, values in request.GET.lists() if key not in (wrong, "cursor") for value in values]
    without = reverse(name) + (f"?{urlencode(kept, errors='replace')}" if kept else "")
    words = {"problem": problem, "without": without, "listing": listing_named(name), "is_page": wrong == "cursor"}
    return render(request, "web/list_problem.html", words, status=problem.status)


@require_GET
def count(request: HttpRequest, name: str) -> HttpResponse:
    """How many rows there are, for the foot of a page that is there already; without script the page with it."""
    if not request.headers.get("HX-Request"):
        kept = [(key, value) for key, values in request.GET.lists() for value in values if key != "count"]
        return HttpResponseRedirect(f"{reverse(name)}?{urlencode([*kept, ('count', '1')], errors='replace')}")
    place, question = _asked(request, name)
    return HttpResponse(_counted(Desk(request.user, place, question)), content_type="text/plain; charset=utf-8")


def _counted(desk: Desk) -> str:
    """How many rows there are; kept until something is written, since each page of a list says it."""
    question = desk.question
    parts = (desk.listing.name, sorted(question.filters.items()), question.sort.name, question.descending)
    key = digest([repr(parts), desk.by.pk, repr(desk.place.focus), newest_leaf(), today()])
    found = caches["counts"].get(key)
    if found is None:
        found = question.plan(desk.by, desk.place.focus).how_many()
        caches["counts"].set(key, found)
    return count_words(desk.listing, *found)


@require_GET
def choose(request: HttpRequest, name: str, which: str) -> HttpResponse:
    """The values that a filter may take among what the reader sees: the matter of its menu, or a page of its own."""
    place, question = _asked(request, name)
    desk = Desk(request.user, place, question)
    each = desk.listing.filter_named(which)
    if each.kind != "value" or each.choices is None:
        raise Problem("list_filter_unknown", filter=which, known="")
    chosen = question.filters.get(which, ())
    occurring = each.choices(request.user)
    beside = [value for value in chosen if value not in dict(occurring)]
    choices = [Choice(value, label, value in chosen) for value, label in [*occurring, *((it, it) for it in beside)]]
    template = "web/list_choices.html" if request.headers.get("HX-Request") else "web/list_choose.html"
    return render(request, template, {"desk": desk, "listing": desk.listing, "filter": each, "choices": choices})


@require_POST
def keep(request: HttpRequest, name: str) -> HttpResponse:
    """Keep the question of a page as a view under a name."""
    by: Any = request.user
    query = request.POST.get("query", "").removeprefix("?")
    try:
        asked(listing_named(name), by, dict(QueryDict(query).lists()))
        view = save_view(by, listing=name, name=request.POST.get("name", ""), query=query)
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    except Problem as problem:
        messages.error(request, str(problem))
    return HttpResponseRedirect(f"{reverse(name)}?{query}" if query else reverse(name))


@require_POST
def drop(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Keep a view no longer."""
    by: Any = request.user
    view = remove_view(by, view=view_numbered(by, number))
    messages.success(request, _("The view “%(name)s” is removed.") % {"name": view.name})
    query = request.POST.get("query", "").removeprefix("?")
    return HttpResponseRedirect(f"{reverse(name)}?{query}" if query else reverse(name))


MENU = (
    ("findings", gettext_lazy("Findings"), "alert-triangle"),
    ("inspections", gettext_lazy("Inspections"), "clipboard-check"),
    ("units", gettext_lazy("Units"), "building"),
)
for order, (name, label, icon) in enumerate(MENU, 1):
    menu_entry(name, label, icon, f"{name}.see", "inspection", order * 10, placed=True, tab=True)
urls = [
    address
    for name in (listing.name for listing in all_listings())
    for address in (
        path(name, show, {"name": name}, name=name),
        path(f"{name}/count", count, {"name": name}, name=f"{name}-count"),
        path(f"{name}/choose/<slug:which>", choose, {"name": name}, name=f"{name}-choose"),
        path(f"{name}/views", keep, {"name": name}, name=f"{name}-keep"),
        path(f"{name}/views/<int:number>/remove", drop, {"name": name}, name=f"{name}-drop"),
    )
]
