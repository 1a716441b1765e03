"""The overview of a place: how things stand, how they went, what needs attention, and the units below."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_GET

from paicha.orgs.labels import line_name
from paicha.orgs.seen import lines_of
from paicha.web.figures.desk import Desk
from paicha.web.figures.links import asked
from paicha.web.figures.matter import Item
from paicha.web.figures.periods import Known, Span, known, month_name, offered, span_named, year_to
from paicha.web.figures.questions import whole_number
from paicha.web.overview import trend as overview_trend
from paicha.web.overview.attention import attention
from paicha.web.overview.board import Board, itself, table_of
from paicha.web.place import Place, place_of


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """How things stand at a place in a period."""
    place = place_of(request)
    if place.unit is None:
        return render(request, "web/overview-empty.html")
    desk = Desk(place)
    found = known(desk)
    span = span_named(request.GET, found.usual)
    board = Board(desk, span)
    table = table_of(board, request.GET.get("order", ""), whole_number("start", request.GET.get("start", "")) or 0)
    drawn = "trend" in request.GET
    trend = overview_trend.trend(desk, span) if drawn else overview_trend.kept(desk, span)
    words: dict[str, Any] = {
        "place": place,
        "span": span,
        "tiles": board.tiles,
        "attention": attention(board, table),
        "table": table,
        "own_name": itself(place.name),
        "trend": trend,
        "drawn": drawn,
        "trend_address": reverse("overview-trend") + _query(place, span),
        "trend_plain": _query(place, span, trend="1"),
        "periods": [Item(_capital(each.name), _query(place, each), each == span) for each in offered(found.usual)],
        "hidden": list(place.parameters.items()),
        "lines": [
            Item(line_name(each), _query(place, span, line=each.code), each == place.line)
            for each in lines_of(place.unit)
        ],
        "later": _later(place, found, span),
        "report_query": _query(place, span),
        "empty": not found.months,
    }  # fmt: skip
    return render(request, "web/overview.html", words)


@require_GET
def trend(request: HttpRequest) -> HttpResponse:
    """The trend alone: what the page asks for when it has been read."""
    place = place_of(request)
    desk = Desk(place)
    span = span_named(request.GET, known(desk).usual)
    return render(request, "web/overview-trend.html", {"trend": overview_trend.trend(desk, span)})


def _query(place: Place, span: Span, **more: str) -> str:
    return "?" + asked({**place.parameters, "from": span.since, "to": span.until, **more})


def _later(place: Place, found: Known, span: Span) -> dict[str, Any] | None:
    """The few inspections after the usual period, where that is what is shown."""
    if span != found.usual or not found.later or found.newest is None:
        return None
    return {
        "count": found.later, "address": _query(place, year_to(found.newest)), "until": month_name(found.newest),
    }  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


urls = [
    path("", show, name="start"),
    path("overview", show, name="overview"),
    path("overview/trend", trend, name="overview-trend"),
]
