"""Pages of figures: all of them at a place, and one with everything about it."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from paicha.figures.answers import Answer
from paicha.figures.definitions import Figure
from paicha.figures.dimensions import require
from paicha.figures.facts import facts, grains
from paicha.figures.intervals import apart
from paicha.figures.registry import figures, published
from paicha.figures.words import name_of, printed, sentence_of
from paicha.web.figures import charts, marks, matter
from paicha.web.figures import words as figure_words
from paicha.web.figures.desk import Desk
from paicha.web.figures.links import ROWS, asked, figure_address
from paicha.web.figures.periods import Span, known, offered, span_named
from paicha.web.figures.questions import HITS, Inquiry, inquiry_of
from paicha.web.figures.rows import has_misses, page_of
from paicha.web.figures.tiles import Tile, tile_of
from paicha.web.menu import menu_entry
from paicha.web.place import place_of


@require_GET
def show_all(request: HttpRequest) -> HttpResponse:
    """All figures by what they count, each with what it says at the place in the period."""
    place = place_of(request)
    desk = Desk(place)
    usual = known(desk).usual
    span = span_named(request.GET, usual)
    by_grain: dict[str, list[Figure]] = {}
    for each in figures().values():
        by_grain.setdefault(each.grain, []).append(each)
    headed = [
        (grain.label, sorted((_tile(desk, each, span) for each in by_grain[grain.name]), key=_title))
        for grain in grains()
        if grain.name in by_grain
    ]
    periods = [
        matter.Item(each.name, "?" + asked(place.parameters, {"from": each.since, "to": each.until}), each == span)
        for each in offered(usual)
    ]
    words = {"grains": headed, "span": span, "periods": periods, "hidden": list(place.parameters.items())}
    return render(request, "web/figures.html", words)


def _tile(desk: Desk, figure: Figure, span: Span) -> Tile:
    address = figure_address(figure.name, desk.place, period=span.pair)
    now = desk.ask(figure.name, span.pair)
    tile = tile_of(figure, now, None, address)
    return replace(tile, mark=marks.mark(marks.WHOLE, now) if now.low is not None else None)


def _title(tile: Tile) -> str:
    return tile.title


@require_GET
def show_one(request: HttpRequest, name: str) -> HttpResponse:
    """One figure: what it says, by what, when, and which records are behind it."""
    inquiry = inquiry_of(request, name)
    figure, desk, by, before = inquiry.figure, inquiry.desk, inquiry.by, inquiry.before
    now = desk.ask(figure.name, inquiry.span.pair, by=by, filters=inquiry.keys, on=inquiry.on)
    then = desk.ask(figure.name, before.span.pair, by=by, filters=inquiry.keys, on=before.on) if before else None
    words = {"inquiry": inquiry, "place": inquiry.place, **_said(inquiry, now, then), **_question(inquiry)}
    page = page_of(inquiry)
    words |= {
        "page": page,
        "first_rows": inquiry.address(rows=inquiry.kept or None, part=ROWS),
        "next_rows": inquiry.address(rows=inquiry.kept or None, after=page.after, part=ROWS) if page.after else "",
        "kept_rows": matter.kept_rows(inquiry, now),
    }
    if by is not None:
        words |= matter.grouped(inquiry, now, then)
    if charts.has_months(inquiry):
        draw = "chart" in request.GET
        words["has_chart"] = True
        words["chart"] = charts.line_chart(inquiry) if draw else charts.kept(charts.key_of(inquiry))
        words["drawn"] = draw
    return render(request, "web/figure.html", words)


def _said(inquiry: Inquiry, now: Answer, then: Answer | None) -> dict[str, Any]:
    """The value, what it rests on, and how it stands to the year before."""
    figure, before = inquiry.figure, inquiry.before
    found: dict[str, Any] = {
        "figure": figure,
        "title": name_of(figure),
        "sentence": sentence_of(figure),
        "now": now,
        "tile": tile_of(figure, now, then, ""),
        "published": sorted(published(figure.name).items(), reverse=True),
        "counting": figure.measure in ("count", "sum"),
        "measure": figure_words.MEASURES[figure.measure],
        "unit": figure_words.UNITS[figure.unit],
        "records_address": inquiry.address(part=ROWS),
        "hits_address": inquiry.address(rows=HITS if has_misses(figure) else None, part=ROWS),
    }
    if now.low is not None:
        scale = marks.window([each for each in (now, then) if each is not None])
        found["scale_ends"] = [text for _at, _anchor, text in scale.labels]
    if then is not None and before is not None:
        found |= {
            "then": then,
            "then_value": printed(then.value, figure.unit),
            "then_counts": figure_words.counts(figure, then),
            "then_span": before.span,
            "then_reason": figure_words.reason(figure, then),
            "then_address": before.address(),
            "change_words": figure_words.in_words(figure, now, then),
            "overlap": figure.measure == "share" and not apart(now, then),
        }
    return found


def _question(inquiry: Inquiry) -> dict[str, Any]:
    """The question as chips."""
    query = asked(inquiry.parameters())
    return {
        "places": matter.places(inquiry),
        "periods": matter.periods(inquiry),
        "groupings": matter.groupings(inquiry),
        "conditions": matter.conditions(inquiry),
        "more_filters": matter.more_filters(inquiry),
        "hidden_period": matter.hidden(inquiry, "from", "to"),
        "hidden_position": matter.hidden(inquiry, "at", "on"),
        "old": inquiry.desk.at is not None and inquiry.desk.at < inquiry.desk.head,
        "address_now": inquiry.address(at=None),
        "chart_address": inquiry.address("figures-chart"),
        "chart_plain": inquiry.address(chart=1) + "#chart",
        "query": query,
        "formats": (("xlsx", _("Workbook (.xlsx)")), ("csv", _("Text table (.csv)"))),
    }


@require_GET
def chart(request: HttpRequest, name: str) -> HttpResponse:
    """The line of a figure by month, alone: what the page asks for when it has been read."""
    inquiry = inquiry_of(request, name)
    drawn = charts.line_chart(inquiry) if charts.has_months(inquiry) else None
    return render(request, "web/figure-chart.html", {"chart": drawn})


@require_GET
def values(request: HttpRequest, name: str) -> HttpResponse:
    """The values of a dimension, as the lines of a menu."""
    inquiry = inquiry_of(request, name)
    dimension = request.GET.get("dimension", "")
    require(inquiry.figure, dimension, facts())
    items, more = matter.values(inquiry, dimension)
    words = {"items": items, "more": inquiry.address(by=dimension) + "#groups" if more else ""}
    return render(request, "web/figure-values.html", words)


menu_entry("figures", gettext_lazy("Figures"), "chart-dots", "figures.ask", "standing", 10, placed=True)
urls = [
    path("figures", show_all, name="figures"),
    path("figures/<slug:name>", show_one, name="figures-one"),
    path("figures/<slug:name>/chart", chart, name="figures-chart"),
    path("figures/<slug:name>/values", values, name="figures-values"),
]
