"""Pages: reports. Ask for one, read it, see where a number comes from and what it would be today, verify a file."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from paicha.documents.reading import read_file
from paicha.figures.keys import name_of as dimension_name
from paicha.figures.words import counts, interval, name_of, printed, sentence_of
from paicha.jobs.actions import ask_for
from paicha.kernel.problems import Problem
from paicha.listing.declared import Sort
from paicha.listing.keyset import page
from paicha.orgs.labels import line_name, unit_name
from paicha.orgs.permissions import may, require_somewhere
from paicha.orgs.scopes import line_named
from paicha.reports.current import Number, differences, number_of
from paicha.reports.keeping import kept
from paicha.reports.models import Report
from paicha.reports.queries import report_of, reports_of
from paicha.reports.registry import DEFAULT, kind_named, kinds
from paicha.web.figures.dimensions import choices
from paicha.web.figures.links import figure_address
from paicha.web.menu import menu_entry
from paicha.web.place import Place, place_of
from paicha.web.reports import verifying
from paicha.web.reports.forms import ReportForm
from paicha.web.work.downloads import download

NEWEST = Sort("made", gettext_lazy("Made"), "pk", descending=True)
NAMES = {"docx": "Word", "pdf": "PDF", "html": "HTML"}


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The reports that a person may see, the newest first; of the place that the address names, if it names one."""
    by: Any = request.user
    place = place_of(request)
    rows = reports_of(by, place.focus if place.chosen else None)
    found = page(rows, NEWEST, NEWEST.descending, request.GET.get("cursor", ""))
    can_make = place.unit is not None and may(by, "reports.make", place.unit)
    words = {
        "page": found,
        "reports": [(each, kind_label(each)) for each in found.rows],
        "kinds_many": len(kinds()) > 1,
        "can_make": can_make,
    }
    return render(request, "web/reports.html", words)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a report of the kind that the address names; a problem is told beside what was typed."""
    by: Any = request.user
    require_somewhere(by, "reports.make")
    place, kind = place_of(request), kind_named(request.GET.get("kind") or DEFAULT)
    form = ReportForm(request.POST or None, place=place, kind=kind)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            job = ask_for(by, kind="report", arguments=form.arguments())
            return HttpResponseRedirect(reverse("jobs-one", args=[job.uid]))
        except Problem as problem:
            form.add_error(None, f"{problem.sentence} {problem.mend}")
            status = problem.status
    elif request.method == "POST":
        status = 422
    offered = [(each.name, _(each.label), each is kind) for each in kinds().values()]
    words = {"form": form, "place": place, "kinds": offered if len(offered) > 1 else []}
    return render(request, "web/report-new.html", words, status=status)


@require_GET
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Read a report; each number leads to what it rests on."""
    by: Any = request.user
    found = report_of(by, uid)
    file = kept(found, "html")
    text = read_file(file, lambda number: _number_address(found, number)) if file else ""
    words = {
        "report": found,
        "facts": _facts(found),
        "formats": [(form, name) for form, name in NAMES.items() if kept(found, form)],
        "text": mark_safe(text),  # noqa: S308  our own file, whole as it was filed
        "numbers": [] if file else found.manifest["numbers"][:500],
    }
    return render(request, "web/report.html", words)


def _facts(found: Report) -> dict[str, Any]:
    manifest = found.manifest
    return {
        "title": title_of(found),
        "numbers": len(manifest["numbers"]),
        "date": manifest["date"],
        "position": found.at,
    }


def title_of(found: Report) -> str:
    """What a report is called in lists."""
    words = {"unit": unit_name(found.unit), "since": found.since, "until": found.until}
    kind = kinds().get(found.kind)
    # a kind that is no longer there
    return (_(kind.heading) if kind else "%(unit)s, %(since)s – %(until)s") % words


def kind_label(found: Report) -> str:
    """What a report's kind is called; its name where there is no such kind any more."""
    kind = kinds().get(found.kind)
    return _(kind.label) if kind else found.kind


def _number_address(found: Report, number: str) -> str:
    return reverse("reports-number", args=[found.uid, number])


@require_GET
def number(request: HttpRequest, uid: UUID, identity: str) -> HttpResponse:
    """What a number rests on and what it would be today; only the part that a layer shows, when a page asks for it."""
    by: Any = request.user
    found = report_of(by, uid)
    each = number_of(found, identity)
    words = {"report": found, "facts": _facts(found), "number": each, "proof": _proof(by, found, each)}
    part = request.headers.get("HX-Request") == "true"
    return render(request, "web/parts/report-number.html" if part else "web/report-number.html", words)


def _proof(by: Any, found: Report, each: Number) -> dict[str, Any]:
    figure, then, now = each.figure, each.then, each.now
    rows: list[tuple[str, str]] = []
    if figure is not None and then is not None:
        rows.append((_("Value"), "  ".join(filter(None, (printed(then.value, figure.unit), counts(then))))))
        if interval(then, figure.unit):
            rows.append((_("95% interval"), interval(then, figure.unit)))
    period = f"{each.arguments['from']} – {each.arguments['to']}"
    rows.append((_("Scope"), f"{unit_name(found.unit)} ({line_name(found.line)})"))
    rows.append((_("Period"), period))
    rows += _named(by, [each.keys])[0]
    if each.compared:
        compared = each.arguments["compared"]
        rows.append((_("Compared with"), f"{compared['from']} – {compared['to']}"))
    rows.append((_("Position"), f"{each.position:,}"))
    today = ""
    if figure is not None and now is not None:
        today = "  ".join(filter(None, (printed(now.value, figure.unit), counts(now))))
    return {
        "name": name_of(figure) if figure else "",
        "sentence": sentence_of(figure) if figure else "",
        "rows": rows,
        "today": today,
        "address": _figure_page(by, found, each),
    }


def _figure_page(by: Any, found: Report, each: Number) -> str:
    """The figure's page with the question of a number, at the report's position."""
    if each.figure is None:
        return ""
    asked = each.arguments
    chosen = {name: choices(by, name, keys).values() for name, keys in each.keys.items()}
    if any(choice.key and not choice.code for several in chosen.values() for choice in several):
        return ""  # a unit that left the reader's reach since
    coded: dict[str, Any] = {name: [choice.code for choice in several] for name, several in chosen.items()}
    place = Place(by, line_named(asked["line"]), found.unit, True)
    return figure_address(
        each.figure.name, place, from_=asked["from"], to=asked["to"], on=asked["on"], at=each.position, **coded
    )


def _named(by: Any, asked: Sequence[Mapping[str, Sequence[str]]]) -> list[list[tuple[str, str]]]:
    """The group and the filters of each question in words, as far as the reader sees them now."""
    names = {name for each in asked for name in each}
    known = {name: choices(by, name, {key for each in asked for key in each.get(name, ())}) for name in names}
    return [
        [(dimension_name(name), ", ".join(known[name][key].label for key in keys)) for name, keys in each.items()]
        for each in asked
    ]


@require_GET
def changes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What would be different if the report were made today."""
    by: Any = request.user
    found = report_of(by, uid)
    different = differences(found)
    rows = [
        {
            "name": name_of(each.figure),
            "period": each.period,
            "named": named,
            "numbers": [(was, now, _number_address(found, key)) for key, was, now in each.numbers],
        }
        for each, named in zip(different.shown, _named(by, [each.keys for each in different.shown]), strict=True)
    ]
    words = {"report": found, "facts": _facts(found), "different": different, "rows": rows}
    return render(request, "web/report-changes.html", words)


@require_GET
def file(request: HttpRequest, uid: UUID, form: str) -> Any:
    """A report's file, if it is kept as it was filed."""
    by: Any = request.user
    found = kept(report_of(by, uid), form)
    if found is None:
        raise Problem("absent", thing=_("file"), key=form[:10])
    return download(found)


menu_entry("reports", gettext_lazy("Reports"), "file-text", "reports.see", "standing", 20, placed=True)
urls = [
    *verifying.urls,
    path("reports", reports, name="reports"),
    path("reports/new", new, name="reports-new"),
    path("reports/<uuid:uid>", report, name="reports-one"),
    path("reports/<uuid:uid>/changes", changes, name="reports-changes"),
    path("reports/<uuid:uid>/numbers/<slug:identity>", number, name="reports-number"),
    path("reports/<uuid:uid>/file.<slug:form>", file, name="reports-file"),
]
