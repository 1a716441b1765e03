"""The overview of a place: how things stand, how they went, what needs attention, and the units below.

It waits for no figure: where the answers are kept they stand in the page; where facts changed since, it leaves a place
for them, as for the trend, and asks for them when it has been read. `whole` in the address asks for all of it at once.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from paicha.orgs.labels import line_name
from paicha.orgs.unit_lookups import lines_of
from paicha.web.figures.desk import Desk
from paicha.web.figures.links import asked
from paicha.web.figures.matter import Item
from paicha.web.figures.periods import Known, Span, known, month_name, offered, span_named, year_to
from paicha.web.figures.questions import whole_number
from paicha.web.overview import trend as overview_trend
from paicha.web.overview.attention import attention
from paicha.web.overview.board import Board, checked, itself, table_of
from paicha.web.place import Place, place_of


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """How things stand at a place in a period."""
    place = place_of(request)
    if place.unit is None:
        return render(request, "web/overview-empty.html")
    desk, table = Desk(place), _table(request)
    found = known(desk)
    span = span_named(request.GET, found.usual)
    whole = "whole" in request.GET
    figures = _figures(desk, span, table, whole=True) if whole else desk.if_kept(lambda: _figures(desk, span, table))
    words: dict[str, Any] = {
        "place": place,
        "span": span,
        "waiting": figures is None or figures["waiting"],
        "counted": figures is not None,
        "figures_address": reverse("overview-figures") + _query(place, span, at=desk.position, **table),
        "whole_address": reverse("overview") + _query(place, span, whole=1, **table),
        "periods": [Item(_capital(each.name), _query(place, each), each == span) for each in offered(found.usual)],
        "hidden": list(place.parameters.items()),
        "lines": [
            Item(line_name(each), _query(place, span, line=each.code), each == place.line)
            for each in lines_of(place.unit)
        ],
        "later": _later(place, found, span),
        "report_query": _query(place, span),
        "empty": not found.months,
    }
    return render(request, "web/overview.html", {**(figures or {}), **words})


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """The figures alone: what the page asks for when it has been read and they were not kept."""
    desk, span = _desk(request)
    return render(request, "web/overview-figures.html", _figures(desk, span, _table(request)))


@require_GET
def trend(request: HttpRequest) -> HttpResponse:
    """The trend alone, likewise."""
    desk, span = _desk(request)
    return render(request, "web/overview-trend.html", {"trend": overview_trend.trend(desk, span)})


def _desk(request: HttpRequest) -> tuple[Desk, Span]:
    """Where a part of the page asks: at the position of the page."""
    desk = Desk(place_of(request), whole_number("at", request.GET.get("at", "")))
    return desk, span_named(request.GET, known(desk).usual)


def _table(request: HttpRequest) -> dict[str, Any]:
    """In which order the units below are shown, and from which on."""
    start = whole_number("start", request.GET.get("start", "")) or 0
    return {"order": checked(request.GET.get("order", "")), "start": start}


def _figures(desk: Desk, span: Span, shown: dict[str, Any], *, whole: bool = False) -> dict[str, Any]:
    """All that is counted: tiles, what needs attention, the units below, and the trend where it is kept or wanted."""
    place, board = desk.place, Board(desk, span)
    table = table_of(board, shown["order"], shown["start"])
    trend = overview_trend.trend(desk, span) if whole else overview_trend.kept(desk, span)
    return {
        "place": place,
        "tiles": board.tiles,
        "attention": attention(board, table),
        "table": table,
        "own_name": itself(place.name),
        "trend": trend,
        "waiting": trend is None,
        "trend_address": reverse("overview-trend") + _query(place, span, at=desk.position),
        "whole_address": reverse("overview") + _query(place, span, whole=1, **shown),
    }


def _query(place: Place, span: Span, **more: Any) -> str:
    found = {**place.parameters, "from": span.since, "to": span.until, **more}
    return "?" + asked({name: value for name, value in found.items() if value})


def _later(place: Place, found: Known, span: Span) -> dict[str, Any] | None:
    """The few inspections after the usual period, where that is what is shown."""
    if span != found.usual or not found.later or found.newest is None:
        return None
    return {
        "count": found.later,
        "address": _query(place, year_to(found.newest)),
        "until": month_name(found.newest),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


urls = [
    path("", show, name="start"),
    path("overview", show, name="overview"),
    path("overview/figures", figures, name="overview-figures"),
    path("overview/trend", trend, name="overview-trend"),
]
