"""Asking for an export: any list or figure that shows, by its address, as a file."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from paicha.jobs.actions import ask_for
from paicha.orgs.models import Person
from paicha.web.figures.links import asked
from paicha.web.figures.questions import inquiry_at
from paicha.web.place import place_named
from paicha.web.reader import reader


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Ask for the export of `list` or `figure` as `query` asks for it, in `format`; leads to the job."""
    by = reader(request)
    arguments = {name: request.POST.get(name, "") for name in ("list", "figure", "query", "format")}
    arguments["query"] = arguments["query"].removeprefix("?")
    if arguments["figure"]:
        arguments["query"] = _as_shown(by, arguments["figure"], arguments["query"])
    job = ask_for(by, kind="export", arguments={name: value for name, value in arguments.items() if value})
    return HttpResponseRedirect(reverse("jobs-one", args=[job.uid]))


def _as_shown(by: Person, name: str, query: str) -> str:
    """What a figure's page shows for an address: with the period and the groups that it takes where none are named."""
    given = QueryDict(query)
    inquiry = inquiry_at(lambda: place_named(by, given.dict()), given, name)
    said = {"from": inquiry.span.since, "to": inquiry.span.until, "by": inquiry.by}
    return asked(inquiry.parameters() | {key: value for key, value in said.items() if value})


urls = [path("exports/new", new, name="exports-new")]
