"""Asking for an export: any list or figure that shows, by its address, as a file."""

from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from paicha.jobs.actions import ask_for
from paicha.web.figures.links import asked
from paicha.web.figures.questions import inquiry_of


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Ask for the export of `list` or `figure` as `query` asks for it, in `format`; leads to the job."""
    by: Any = request.user
    arguments = {name: request.POST.get(name, "") for name in ("list", "figure", "query", "format")}
    arguments["query"] = arguments["query"].removeprefix("?")
    if arguments["figure"]:
        arguments["query"] = _as_shown(request, arguments["figure"], arguments["query"])
    job = ask_for(by, kind="export", arguments={name: value for name, value in arguments.items() if value})
    return HttpResponseRedirect(reverse("jobs-one", args=[job.uid]))


def _as_shown(request: HttpRequest, name: str, query: str) -> str:
    """What a figure's page shows for an address: with the period and the groups that it takes where none are named."""
    shown = copy(request)
    shown.GET = QueryDict(query)
    inquiry = inquiry_of(shown, name)
    said = {"from": inquiry.span.since, "to": inquiry.span.until, "by": inquiry.by}
    return asked(inquiry.parameters() | {key: value for key, value in said.items() if value})


urls = [path("exports/new", new, name="exports-new")]
