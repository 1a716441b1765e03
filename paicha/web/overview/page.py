"""The overview of a place: how things stand, how they went, what needs attention, and the units below.

It waits for no figure. Where the answers are kept they stand in the page. Where facts changed since, those of a moment
ago stand there, the page says as of when, and asks for newer ones until it has caught up; where there are none of late,
it leaves a place for them and asks when it has been read. `whole` in the address asks for all of it at once.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from paicha.orgs.labels import line_name
from paicha.orgs.unit_lookups import lines_of
from paicha.web.figures.desk import Desk
from paicha.web.figures.links import asked
from paicha.web.figures.matter import Item
from paicha.web.figures.periods import Known, Span, known, month_name, offered, span_named, year_to
from paicha.web.figures.questions import whole_number
from paicha.web.menu import menu_entry
from paicha.web.overview import recent
from paicha.web.overview import trend as overview_trend
from paicha.web.overview.attention import attention
from paicha.web.overview.board import Board, checked, itself, table_of
from paicha.web.place import Place, place_of


@dataclass(frozen=True)
class Question:
    """What an overview shows: a place, the period as the address has it, and the order of the units below."""

    place: Place
    period: Mapping[str, str]
    order: str
    start: int

    @property
    def key(self) -> Hashable:
        """The same for all overviews that ask the same of figures."""
        line, unit = self.place.line, self.place.unit
        return self.place.scope, line and line.pk, unit and unit.pk, tuple(sorted(self.period.items()))

    def counted(self, desk: Desk) -> dict[str, Any]:
        """All that the page needs of figures."""
        found = known(desk)
        span = span_named(self.period, found.usual)
        return {"known": found, "span": span, **self.figures(desk, span)}

    def figures(self, desk: Desk, span: Span, *, whole: bool = False) -> dict[str, Any]:
        """Tiles, what needs attention, the units below, and the trend where it is kept or wanted `whole`."""
        board = Board(desk, span)
        table = table_of(board, self.order, self.start)
        trend = overview_trend.trend(desk, span) if whole else overview_trend.kept(desk, span)
        return {
            "place": self.place,
            "tiles": board.tiles,
            "attention": attention(board, table),
            "table": table,
            "own_name": itself(self.place.name),
            "trend": trend,
            "waiting": trend is None,
            "position": desk.position,
            "trend_address": reverse("overview-trend") + _query(self.place, span, at=desk.position),
            "whole_address": self.whole(span),
            "newer_address": self.later(span, after=desk.position),
        }

    def whole(self, span: Span) -> str:
        """The page with everything at once."""
        return reverse("overview") + _query(self.place, span, whole=1, order=self.order, start=self.start)

    def later(self, span: Span, **more: Any) -> str:
        """The figures alone."""
        return reverse("overview-figures") + _query(self.place, span, order=self.order, start=self.start, **more)


def _question(request: HttpRequest) -> Question:
    start = whole_number("start", request.GET.get("start", "")) or 0
    period = {name: request.GET.get(name, "") for name in ("from", "to")}
    return Question(place_of(request), period, checked(request.GET.get("order", "")), start)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """How things stand at a place in a period."""
    place = place_of(request)
    if place.unit is None:
        return render(request, "web/overview-empty.html")
    question = _question(request)
    behind = None
    if "whole" in request.GET:
        desk = Desk(place)
        found = known(desk)
        span = span_named(question.period, found.usual)
        counted: dict[str, Any] | None = question.figures(desk, span, whole=True)
    else:
        counted, behind = recent.newest(question.key, place, question.counted)
        found = counted["known"] if counted else known(Desk(place))
        span = counted["span"] if counted else span_named(question.period, found.usual)
    words: dict[str, Any] = {
        "place": place,
        "span": span,
        "waiting": counted is None or counted["waiting"],
        "counted": counted is not None,
        "behind": behind,
        "figures_address": question.later(span),
        "whole_address": question.whole(span),
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
    return render(request, "web/overview.html", {**(counted or {}), **words})


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """The figures alone: for a page that has none yet, or, `after` a position, for one whose figures are behind.

    204 while there are none that are newer.
    """
    question = _question(request)
    after = whole_number("after", request.GET.get("after", ""))
    counted, behind = recent.newest(question.key, question.place, question.counted)
    if counted is None:
        desk = Desk(question.place)
        counted = question.counted(desk)
        recent.remember(question.key, desk)
    if after is not None and behind is not None and behind.position <= after:
        return HttpResponse(status=204)
    return render(request, "web/overview-figures.html", {**counted, "behind": behind})


@require_GET
def trend(request: HttpRequest) -> HttpResponse:
    """The trend alone, likewise."""
    desk = Desk(place_of(request), whole_number("at", request.GET.get("at", "")))
    span = span_named(request.GET, known(desk).usual)
    return render(request, "web/overview-trend.html", {"trend": overview_trend.trend(desk, span)})


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


menu_entry("overview", gettext_lazy("Overview"), "layout-grid", "figures.ask", "", 10, placed=True, tab=True)
urls = [
    path("", show, name="start"),
    path("overview", show, name="overview"),
    path("overview/figures", figures, name="overview-figures"),
    path("overview/trend", trend, name="overview-trend"),
]
