"""The trend on an overview: one figure by quarter over three years, small for each kind of unit, or each unit below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import caches
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paicha.figures.answers import Answer, Counted
from paicha.figures.definitions import Figure
from paicha.figures.registry import figure_named
from paicha.figures.words import name_of, printed
from paicha.web.figures import charts
from paicha.web.figures import words as figure_words
from paicha.web.figures.desk import Desk
from paicha.web.figures.dimensions import choices
from paicha.web.figures.groups import says_something
from paicha.web.figures.links import figure_address
from paicha.web.figures.periods import Span, month_name, months_back

FIGURES = ("inspections_with_major_rate", "failed_inspection_rate", "zero_finding_rate", "findings_per_inspection")
"""The first that says something; of each, every record stands in one month, so that months add up to quarters."""

SMALL = 8  # charts; narrow screens show half of them
LEAST = 100  # records in the period: of fewer a line by quarter would say nothing
ENOUGH = 30  # records in a quarter, for its interval to stretch the axis
QUARTERS = 12
Series = list[tuple[date, Counted]]


@dataclass(frozen=True, slots=True)
class Small:
    """One small chart: of what, what the period above it says, and the line."""

    title: str
    value: str
    counts: str
    address: str
    picture: SafeString


@dataclass(frozen=True, slots=True)
class Trend:
    """The small charts of one figure; none where there is too little for lines."""

    title: str
    by: str
    charts: tuple[Small, ...]


def key_of(desk: Desk, span: Span) -> str:
    """Under what the trend of a place is kept."""
    return charts.digest([repr(desk.place.scope), repr(span), desk.version(*FIGURES), get_language(), "trend"])


def kept(desk: Desk, span: Span) -> Trend | None:
    """The trend, where it is kept."""
    found: Trend | None = caches["charts"].get(key_of(desk, span))
    return found


def trend(desk: Desk, span: Span) -> Trend:
    """The trend up to the end of a period."""
    found = kept(desk, span)
    if found is None:
        found = _drawn(desk, span)
        caches["charts"].set(key_of(desk, span), found)
    return found


def _drawn(desk: Desk, span: Span) -> Trend:
    three_years = (months_back(span.until, QUARTERS * 3 - 1), span.until)
    figure = next(
        (figure_named(name) for name in FIGURES if says_something(figure_named(name), desk.ask(name, three_years))),
        None,
    )
    if figure is None:
        return Trend("", "", ())
    by, parts = _parts(desk, figure, span)
    series = {
        key: charts.in_quarters(
            figure,
            charts.by_month(figure, desk.ask(figure.name, three_years, by="month", filters=_filters(by, key))),
            span.until,
            QUARTERS,
        )
        for key in parts
    }
    top = _top(figure, series)
    size = charts.WIDE if len(parts) < 3 else charts.NARROW, charts.TALL if len(parts) * 2 <= SMALL else charts.LOW
    drawn = tuple(_small(desk, figure, span, by, key, parts[key], (series[key], top, size)) for key in parts)
    return Trend(name_of(figure), by, tuple(each for each in drawn if each is not None))


def _filters(by: str, key: str) -> dict[str, str]:
    return {by: key} if by else {}


def _parts(desk: Desk, figure: Figure, span: Span) -> tuple[str, Mapping[str, Counted]]:
    """By what the charts differ, and what the figure says of each in the period."""
    for by in ("unit_kind", "child"):
        if by == "child" and desk.place.focus is None:
            continue
        found = desk.ask(figure.name, span.pair, by=by)
        most = sorted(found.groups, key=lambda each: (-(each.denominator or 0), each.key))
        parts = {each.key: each for each in most if each.key and (each.denominator or 0) >= LEAST}
        if by == "child":
            seen = choices(desk.place.by, by, list(parts)[: SMALL + 2])
            parts = {key: parts[key] for key, choice in seen.items() if choice.code}
        if len(parts) > 1:
            return by, dict(list(parts.items())[:SMALL])
    whole: Answer = desk.ask(figure.name, span.pair)
    return "", {"": whole}


def _top(figure: Figure, series: Mapping[str, list[tuple[date, Counted]]]) -> float:
    """The end of the axis that all charts share: above every value, and above the intervals that rest on enough."""
    shown = [
        value
        for quarters in series.values()
        for _month, each in quarters
        for value in (each.value, each.high if (each.denominator or 0) >= ENOUGH else None)
        if value is not None
    ]
    top = max(shown, default=1.0)
    return min(top, 1.0) * 100 if figure.unit == "share" else top


def _small(
    desk: Desk,
    figure: Figure,
    span: Span,
    by: str,
    key: str,
    found: Counted,
    line: tuple[Series, float, tuple[int, int]],
) -> Small | None:
    series, top, size = line
    if sum(each.value is not None for _month, each in series) < 2:
        return None
    choice = choices(desk.place.by, by, [key])[key] if by else None
    title = choice.label if choice else desk.place.name
    words: dict[str, Any] = {"title": title, "figure": name_of(figure), "first": month_name(series[0][0])}
    sentence = _("%(title)s: %(figure)s by quarter, %(first)s to %(last)s") % {**words, "last": month_name(span.until)}
    more = {by: choice.code} if choice else {}
    return Small(
        title=title,
        value=printed(found.value, figure.unit),
        counts=figure_words.counts(figure, found),
        address=figure_address(figure.name, desk.place, period=span.pair, by="none", **more),
        picture=charts.small_chart(figure, series, top, size, sentence),
    )
