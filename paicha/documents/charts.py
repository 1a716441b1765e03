"""Vega-Lite specs of the two charts that documents have: ordered dots with intervals, and a line by month (LOOK.md).

One hue for this period, grey for the year before, the interval as line or band, labels at the data instead of a legend.
Values are in the unit that the axis shows (per cent as 0 to 100). Specs are plain JSON; drawing.py makes pictures.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from paicha.documents.document import Chart, Inlines, Language

INK, SECOND, THIRD = "#19222e", "#465162", "#5d6878"
ACCENT, BAND, AXIS, LINE = "#1d579f", "#c9d9ee", "#848e9c", "#e3e7ec"
FACE = "'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
WIDE, SLIM = 600, 318
MOST_ROWS = 56
"""More rows than this do not fit on a page: give them as a table with a scale, which runs over pages."""

CONFIG: Mapping[str, Any] = {
    "background": None,
    "font": FACE,
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        "labelColor": THIRD,
        "labelFontSize": 11.5,
        "titleColor": SECOND,
        "titleFontSize": 11.5,
        "titleFontWeight": 400,
        "domainColor": AXIS,
        "tickColor": AXIS,
        "tickSize": 4,
        "gridColor": LINE,
        "gridWidth": 1,
        "labelPadding": 5,
    },
    "axisY": {"domain": False, "ticks": False},
    "axisX": {"grid": False, "labelFlush": False},
    "text": {"color": SECOND, "fontSize": 11.5},
    "line": {"color": ACCENT, "strokeWidth": 1.75},
    "area": {"color": BAND, "opacity": 0.65},
    "point": {"color": ACCENT, "filled": True, "size": 44, "opacity": 1},
    "rule": {"color": ACCENT, "strokeWidth": 2},
}


@dataclass(frozen=True, slots=True)
class Dots:
    """One row of a dot plot. `count` is printed at its right ("31 / 52"); None where nothing may be said."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    before: float | None = None
    count: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a line: its first day, the value with its interval, the same month a year before."""

    month: date
    value: float | None
    low: float | None = None
    high: float | None = None
    before: float | None = None


def ticks(top: float, most: int = 5) -> tuple[float, ...]:
    """At most `most` round ticks from 0 to the first one at or above `top`."""
    if top <= 0:
        return (0, 1)
    steps = (base * 10.0**power for power in range(-4, 12) for base in (1, 2, 2.5, 5))
    step = next(step for step in steps if math.ceil(round(top / step, 9)) <= most - 1)
    return tuple(round(step * at, 6) for at in range(math.ceil(round(top / step, 9)) + 1))


def dot_plot(
    rows: Sequence[Dots],
    *,
    alternative: str,
    caption: Inlines = (),
    rule: tuple[float, str] | None = None,
    unit: str = "%",
) -> Chart:
    """An ordered dot plot, in the order of `rows`; `rule` is the whole scope's value with its label, dashed.

    Raises ValueError for more rows than a page holds (MOST_ROWS).
    """
    if len(rows) > MOST_ROWS:
        raise ValueError(f"{len(rows)} rows do not fit on a page")
    chart = Chart(_dot_spec(rows, rule, unit, WIDE), alternative, caption)
    return replace(chart, slim=_dot_spec(rows, rule, unit, SLIM))


def _dot_spec(rows: Sequence[Dots], rule: tuple[float, str] | None, unit: str, width: int) -> dict[str, Any]:
    tops = [number for row in rows for number in (row.value, row.high, row.before) if number is not None]
    marks = ticks(max([*tops, rule[0] if rule else 0], default=0))
    step = 22 if len(rows) <= 24 else 18 if len(rows) <= 36 else 13
    counted = any(row.count for row in rows)
    names = json.dumps({str(at): row.label for at, row in enumerate(rows)}, ensure_ascii=False)
    layers: list[dict[str, Any]] = []
    if rule:
        at = {"values": [{"value": rule[0], "text": rule[1]}]}
        x = {"field": "value", "type": "quantitative"}
        dashed = {"type": "rule", "color": AXIS, "strokeWidth": 1, "strokeDash": [3, 2]}
        # the label leans away from the nearer end of the axis, so it never leaves the picture
        side = {"align": "left", "dx": 4} if rule[0] < marks[-1] * 0.6 else {"align": "right", "dx": -4}
        label = {"type": "text", **side, "dy": -8, "color": THIRD}
        layers += [
            {"data": at, "mark": dashed, "encoding": {"x": x, "y": {"value": 0}, "y2": {"value": "height"}}},
            {"data": at, "mark": label, "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "text"}}},
        ]
    hollow = {"type": "point", "filled": True, "fill": "#ffffff", "stroke": THIRD, "strokeWidth": 1.25, "size": 34}
    layers += [
        _layer({"type": "rule"}, ("low", "high"), x=("low", "high")),
        _layer(hollow, ("before",), x=("before",)),
        _layer({"type": "point", "size": 60 if step > 13 else 44}, ("value",), x=("value",)),
    ]
    if counted:
        text = {"type": "text", "align": "right", "dx": 62, "color": THIRD, "fontSize": 11.5 if step > 13 else 10.5}
        layers.append({"mark": text, "encoding": {"x": {"value": "width"}, "text": {"field": "count"}}})
    place = {
        "field": "key",
        "type": "nominal",
        "title": None,
        "sort": [str(at) for at in range(len(rows))],
        "axis": {
            "labelColor": INK,
            "labelFontSize": 12.5 if step > 13 else 10.5,
            "labelExpr": f"({names})[datum.value]",
            "labelLimit": 220 if width == WIDE else 104,
        },
    }
    padding = {"left": 2, "right": 4 if counted else 14, "top": 20 if rule else 6, "bottom": 2}
    for layer in layers:
        layer["encoding"] = {"y": place, **layer["encoding"]}
    return {
        "width": width,
        "height": {"step": step},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": [_values(str(at), row) for at, row in enumerate(rows)]},
        "encoding": {
            "x": {
                "type": "quantitative",
                "title": None,
                "scale": {"domain": [marks[0], marks[-1]]},
                "axis": {"grid": True, "values": list(marks), "labelExpr": f"datum.value + '{unit}'"},
            },
        },
        "layer": layers,
        "config": {**CONFIG, "padding": padding},
    }


def _values(key: str, row: Dots) -> dict[str, Any]:
    return {
        "key": key,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "before": row.before,
        "count": row.count,
    }


def _layer(mark: dict[str, Any], needed: Sequence[str], **channels: Sequence[str]) -> dict[str, Any]:
    """A layer that draws `mark` where the fields `needed` are known; a channel given two fields spans them."""
    encoding: dict[str, Any] = {}
    for channel, fields in channels.items():
        encoding[channel] = {"field": fields[0], "type": "quantitative"}
        if len(fields) > 1:
            encoding[f"{channel}2"] = {"field": fields[1]}
    return {
        "transform": [{"filter": " && ".join(f"isValid(datum.{name})" for name in needed)}],
        "mark": mark,
        "encoding": encoding,
    }


def months(
    points: Sequence[Month],
    *,
    language: Language,
    alternative: str,
    caption: Inlines = (),
    labels: tuple[str, str] = ("", ""),
    unit: str = "%",
) -> Chart:
    """A line by month with its band, and the year before dashed; `labels` name the two lines at their ends."""
    chart = Chart(_month_spec(points, language, labels, unit, WIDE), alternative, caption)
    return replace(chart, slim=_month_spec(points, language, labels, unit, SLIM))


def _month_spec(
    points: Sequence[Month], language: Language, labels: tuple[str, str], unit: str, width: int
) -> dict[str, Any]:
    tops = [number for point in points for number in (point.value, point.high, point.before) if number is not None]
    marks = ticks(max(tops, default=0))
    values = [
        {
            "month": point.month.isoformat(),
            "value": point.value,
            "low": point.low,
            "high": point.high,
            "before": point.before,
        }
        for point in points
    ]
    layers = [
        _layer({"type": "area"}, ("low", "high"), y=("low", "high")),
        _layer({"type": "line", "color": THIRD, "strokeDash": [4, 3], "strokeWidth": 1.5}, ("before",), y=("before",)),
        _layer({"type": "line"}, ("value",), y=("value",)),
        _layer({"type": "point", "size": 30}, ("value",), y=("value",)),
    ]
    ends = [
        (field, label, colour, end)
        for field, label, colour in (("value", labels[0], ACCENT), ("before", labels[1], THIRD))
        if label and (end := _last(points, field))
    ]
    heights = [end[1] for *_, end in ends]
    # two lines that end close together have their labels moved apart
    apart = len(heights) == 2 and abs(heights[0] - heights[1]) < marks[-1] * 0.08
    for field, label, colour, (month, height) in ends:
        lift = 0 if not apart else -8 if (height == max(heights) and field == "value") or height > min(heights) else 8
        layers.append(
            {
                "data": {"values": [{"month": month, "text": label, field: height}]},
                "mark": {"type": "text", "align": "left", "dx": 8, "dy": lift, "color": colour},
                "encoding": {"y": {"field": field, "type": "quantitative"}, "text": {"field": "text"}},
            }
        )
    form = "%-m月" if language == "zh" else "%b"
    every = math.ceil(len(points) / (13 if width == WIDE else 6))
    return {
        "width": width,
        "height": 196 if width == WIDE else 170,
        "autosize": {"type": "fit", "contains": "padding"},
        "data": {"values": values},
        "encoding": {
            "x": {
                "field": "month",
                "type": "temporal",
                "title": None,
                "scale": {"type": "utc"},
                "axis": {"format": form, "values": [value["month"] for value in values][::every]},
            },
            "y": {
                "type": "quantitative",
                "title": None,
                "scale": {"domain": [marks[0], marks[-1]]},
                "axis": {"grid": True, "values": list(marks), "labelExpr": f"datum.value + '{unit}'"},
            },
        },
        "layer": layers,
        "config": {**CONFIG, "padding": {"left": 2, "right": 4 if ends else 14, "top": 8, "bottom": 2}},
    }


def _last(points: Sequence[Month], field: str) -> tuple[str, float] | None:
    """The last month in which `field` is known, and its value."""
    for point in reversed(points):
        value = getattr(point, field)
        if value is not None:
            return point.month.isoformat(), value
    return None
