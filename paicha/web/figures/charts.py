"""Charts on pages: the reports' own lines by month, drawn for two widths, and kept as long as their data hold.

A chart is drawn from its data, so what was drawn once is good for the same data at any later position. A page includes
a chart that is kept; for another one it leaves a place, and asks for it when it has been read.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import caches
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paicha.documents.charts import Month, months, ticks
from paicha.documents.drawing import vector
from paicha.figures.answers import Answer, Counted, counted
from paicha.figures.definitions import Figure
from paicha.figures.words import name_of
from paicha.web.figures.periods import YEAR, Span, month_name, months_back, year_before
from paicha.web.figures.questions import Inquiry
from paicha.web.templatetags.parts import chinese

WIDE, NARROW = 368, 176  # the width of a small multiple among one or two of them, and among more
TALL, LOW = 380, 172  # its height in one row of them, and in two
YEARS = 14  # months: more than these have years under them, not the names of months


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as SVG for wide and for narrow screens."""

    wide: SafeString
    slim: SafeString


def months_between(span: Span) -> list[date]:
    """The first days of the months of a period."""
    first = span.since.replace(day=1)
    number = (span.until.year - first.year) * YEAR + span.until.month - first.month + 1
    return [months_back(span.until, number - 1 - each) for each in range(number)]


def by_month(figure: Figure, answer: Answer) -> dict[date, Counted]:
    """The groups of an answer by month; of a number of records none is nought."""
    return {date(int(each.key[:4]), int(each.key[5:]), 1): each for each in answer.groups if each.key}


def has_months(inquiry: Inquiry) -> bool:
    """Whether a question has an answer by month that can be drawn: more than one month, and no month asked for."""
    between = (inquiry.span.until.year - inquiry.span.since.year) * YEAR
    between += inquiry.span.until.month - inquiry.span.since.month
    return "month" in inquiry.dimensions and "month" not in inquiry.filters and 1 <= between <= 50 * YEAR


def key_of(inquiry: Inquiry) -> str:
    """Under what the chart of a question is kept."""
    return digest(
        [
            inquiry.figure.name,
            inquiry.figure.digest,
            repr(inquiry.place.scope),
            repr(inquiry.span),
            str(inquiry.on),
            repr(inquiry.compared),
            repr(inquiry.keys),
            inquiry.desk.version(inquiry.figure.name),
            get_language(),
            "months",
        ]
    )


def kept(key: str) -> Drawn | None:
    """The chart of that key, where it is kept."""
    found: Drawn | None = caches["charts"].get(key)
    return found


def line_chart(inquiry: Inquiry) -> Drawn | None:
    """The line of a figure by month, with the year before dashed; None where there is nothing to draw."""
    key = key_of(inquiry)
    if (found := kept(key)) is not None:
        return found
    figure = inquiry.figure
    points = _points(inquiry)
    if sum(point.value is not None for point in points) < 2:
        return None
    labels = (_("this period"), _("year before") if any(point.before is not None for point in points) else "")
    words = {"figure": name_of(figure), "first": month_name(points[0].month), "last": month_name(points[-1].month)}
    sentence = _("%(figure)s by month, %(first)s to %(last)s, and the year before") % words
    unit = "%" if figure.unit == "share" else ""
    chart = months(points, language="zh" if chinese() else "en", alternative=sentence, labels=labels, unit=unit)
    wide, slim = (_svg(_with_years(spec or {}, points), sentence) for spec in (chart.spec, chart.slim))
    drawn = Drawn(wide, slim)
    caches["charts"].set(key, drawn)
    return drawn


def _points(inquiry: Inquiry) -> list[Month]:
    figure, desk = inquiry.figure, inquiry.desk
    now = by_month(
        figure,
        desk.ask(
            figure.name,
            inquiry.span.pair,
            by="month",
            filters=inquiry.keys,
            on=inquiry.on,
        ),
    )
    earlier: Mapping[date, Counted] = {}
    if before := inquiry.before:
        earlier = by_month(
            figure,
            desk.ask(
                figure.name,
                before.span.pair,
                by="month",
                filters=inquiry.keys,
                on=before.on,
            ),
        )
    back = _years_between(inquiry)
    return [
        _point(figure, month, now.get(month), earlier.get(back(month)) if earlier else None)
        for month in months_between(inquiry.span)
    ]


def _years_between(inquiry: Inquiry) -> Callable[[date], date]:
    """From a month to the one that it is compared with."""
    if inquiry.before is None:
        return lambda month: month
    years = inquiry.span.since.year - inquiry.before.span.since.year
    return lambda month: month.replace(year=max(month.year - years, 1)) if years != 1 else year_before(month)


def _point(figure: Figure, month: date, now: Counted | None, before: Counted | None) -> Month:
    def shown(value: float | None) -> float | None:
        if value is None:
            return None
        return round(value * 100, 4) if figure.unit == "share" else round(value, 4)

    earlier = shown(before.value) if before else None
    if now is None:
        return Month(month, 0.0 if figure.measure in ("count", "sum") else None, before=earlier)
    return Month(month, shown(now.value), shown(now.low), shown(now.high), earlier)


def _with_years(spec: Mapping[str, Any], points: Sequence[Month]) -> dict[str, Any]:
    """The spec, with years below where there are too many months to name."""
    found: dict[str, Any] = json.loads(json.dumps(spec))
    if len(points) >= YEARS:
        years = range(points[0].month.year + 1, points[-1].month.year + 1)
        marked = [f"{year:04}-01-01" for year in years[:: len(years) // 12 + 1]]
        found["encoding"]["x"]["axis"] = {"format": "%Y", "values": marked}
        found["layer"] = [layer for layer in found["layer"] if _mark(layer) != "point"]
    return found


def _mark(layer: Mapping[str, Any]) -> str:
    return str(layer["mark"]["type"])


def in_quarters(figure: Figure, found: Mapping[date, Counted], last: date, number: int) -> list[tuple[date, Counted]]:
    """Months put together by three, the last three ending with the month of `last`. Only for figures whose months share
    no record."""
    quarters = []
    for back in range(number * 3 - 3, -1, -3):
        three = [found[month] for each in (2, 1, 0) if (month := months_back(last, back + each)) in found]
        numerator = sum(each.numerator or 0 for each in three)
        denominator = sum(each.denominator or 0 for each in three)
        said = counted(figure.measure, numerator, denominator, None)
        quarters.append((months_back(last, back + 2), Counted(**said)))
    return quarters


def small_chart(
    figure: Figure, quarters: Sequence[tuple[date, Counted]], top: float, size: tuple[int, int], sentence: str
) -> SafeString:
    """One of several small charts of a width and height that share their axis up to `top`."""
    points = [_point(figure, month, each, None) for month, each in quarters]
    unit = "%" if figure.unit == "share" else ""
    spec = months(points, language="zh" if chinese() else "en", alternative=sentence, unit=unit).spec
    spec = _with_years(spec, [*points, *([points[-1]] * YEARS)])
    marks = ticks(top)
    spec |= {"width": size[0], "height": size[1]}
    spec["encoding"]["y"]["scale"] = {"domain": [marks[0], marks[-1]]}
    spec["encoding"]["y"]["axis"]["values"] = list(marks)
    spec["config"]["padding"] = {"left": 3, "right": 6, "top": 8, "bottom": 2}
    for layer in spec["layer"]:
        layer["mark"]["clip"] = True
    if last := next((point for point in reversed(points) if point.value is not None), None):
        spec["layer"].append(
            {
                "data": {"values": [{"month": last.month.isoformat(), "value": last.value}]},
                "mark": {"type": "point", "size": 32},
                "encoding": {"y": {"field": "value", "type": "quantitative"}},
            }
        )
    return _svg(spec, sentence)


def _svg(spec: Mapping[str, Any], sentence: str) -> SafeString:
    """The picture of a spec with a sentence in its place; what was drawn from the same spec is taken."""
    key = digest([spec])
    drawn = caches["charts"].get(key)
    if drawn is None:
        drawn = vector(spec, sentence)
        caches["charts"].set(key, drawn)
    named = str(drawn).replace("<svg ", f'<svg role="img" aria-label="{escape(sentence)}" ', 1)
    return SafeString(named)  # drawn here from numbers, and its words escaped


def digest(parts: Sequence[Any]) -> str:
    """A name for what a picture is drawn from."""
    said = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(said.encode()).hexdigest()
