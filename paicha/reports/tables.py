"""The tables and charts of the inspection report, made from answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from paicha.documents import charts
from paicha.documents.document import Chart, Cite, Column, Dot, Inline, Inlines, Row, Scale, Table, Text
from paicha.reports.questions import Asked, Desk

WIDTHS = {"item": (42, 9, 10, 10)}  # items have whole sentences for names
MOST_GROUPS = 60
"""More groups than this are cut, and the caption says so."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of tables in one language."""

    this: str
    before: str
    points: str
    change: str
    figure: str
    interval: str
    whole: str
    under_five: str
    cut: str


WORDS = {
    "zh": Words(
        "本期",
        "上年同期",
        "差（百分点）",
        "判断",
        "指标",
        "95%区间，空心为上年同期",
        "合计",
        "—",
        "；比例低于表列各项的没有列出",
    ),
    "en": Words(
        "This period",
        "Year before",
        "Points",
        "Reading",
        "Figure",
        "95% interval; ring: year before",
        "Total",
        "—",
        "; groups with lower shares than these are left out",
    ),
}


def text(words: str) -> Inlines:
    """Plain words as the content of a cell."""
    return (Text(words),)


def cell(desk: Desk, mark: str) -> Inlines:
    """The piece that a mark stands for, as the content of a cell."""
    return (desk.pieces.taken(mark),)


def comparison(desk: Desk, names: Sequence[str], caption: str) -> Table:
    """Figures beside those of a year before: values, difference in points, and what may be said."""
    words = WORDS[desk.language]
    titles = (words.figure, words.this, words.before, words.points, words.change)
    columns = tuple(
        Column(text(title), "left" if at in (0, 4) else "right", (22, 27, 27, 9, 14)[at])
        for at, title in enumerate(titles)
    )
    rows = []
    for name in names:
        now, before = desk.figure(name), desk.figure(name, before=True)
        share = now.unit == "share"
        rows.append(
            Row(
                (
                    text(now.title),
                    with_counts(desk, now),
                    with_counts(desk, before),
                    cell(desk, now.points(before)) if share else text(""),
                    cell(desk, now.change(before)) if share else text(""),
                )
            )
        )
    return Table(columns, tuple(rows), text(caption))


def with_counts(desk: Desk, asked: Asked) -> Inlines:
    """A value, for a share with numerator and denominator behind it."""
    inlines: list[Inline] = [*cell(desk, asked.value)]
    if asked.unit == "share" and asked.found.denominator is not None:
        inlines += [
            Text("（" if desk.language == "zh" else " ("),
            *cell(desk, asked.n),
            Text("/"),
            *cell(desk, asked.N),
        ]
        inlines.append(Text("）" if desk.language == "zh" else ")"))
    return tuple(inlines)


def by_group(
    desk: Desk,
    name: str,
    by: str,
    titles: tuple[str, str, str, str],
    caption: str,
    **filters: str,
) -> Table:
    """A share for each group, ordered from high to low, drawn as dots with intervals beside the year before.

    `titles` head the columns of group, numerator, denominator and share. Groups under five stand last, without a share.
    """
    now = {asked.key: asked for asked in desk.groups(name, by, filters)}
    before = {asked.key: asked for asked in desk.groups(name, by, filters, before=True)}
    whole = desk.whole(name, filters)
    ordered = sorted(now.values(), key=lambda asked: (asked.exact is None, -(asked.exact or 0), asked.label))
    rows = [_dot_row(desk, asked, before.get(asked.key), by) for asked in ordered[:MOST_GROUPS]]
    rows.append(_dot_row(desk, whole, None, "", strong=WORDS[desk.language].whole))
    columns = tuple(
        Column(text(title), "left" if at == 0 else "right", WIDTHS.get(by, (20, 11, 12, 10))[at])
        for at, title in enumerate(titles)
    )
    cut = WORDS[desk.language].cut if len(ordered) > MOST_GROUPS else ""
    return Table(columns, tuple(rows), text(caption + cut), _scale(desk, [*ordered, *before.values(), whole], whole))


def _dot_row(desk: Desk, asked: Asked, before: Asked | None, kind: str, strong: str = "") -> Row:
    found = asked.found
    name: Inlines = text(strong) if strong else (Cite(kind, asked.key, asked.label),)
    share = cell(desk, asked.value) if found.value is not None else text(WORDS[desk.language].under_five)
    earlier = before.exact if before else None
    dot = Dot(_percent(found.value), _percent(found.low), _percent(found.high), _percent(earlier))
    return Row(
        (name, cell(desk, asked.n), cell(desk, asked.N), share), dot if found.value is not None else None, bool(strong)
    )


def _percent(value: float | None) -> float | None:
    return None if value is None else value * 100


def _scale(desk: Desk, shown: Sequence[Asked], whole: Asked) -> Scale:
    tops = [100 * (asked.found.high or asked.exact or 0) for asked in shown]
    marks = charts.ticks(min(max(tops, default=0), 100))
    ticks = tuple((mark, f"{mark:g}%") for mark in marks)
    return Scale(text(WORDS[desk.language].interval), ticks, _percent(whole.exact), 34)


def counted(
    desk: Desk, names: Sequence[str], by: str, titles: Sequence[str], caption: str, most: int = MOST_GROUPS
) -> Table:
    """Several figures side by side for each group of a dimension, in the order of the first; at most `most` groups."""
    columns_of = [{asked.key: asked for asked in desk.groups(name, by)} for name in names]
    first = sorted(columns_of[0].values(), key=lambda asked: (-(asked.exact or 0), asked.label))
    rows = []
    for asked in first[:most]:
        cells: list[Inlines] = [(Cite(by, asked.key, asked.label),)]
        for column in columns_of:
            found = column.get(asked.key)
            cells.append(with_counts(desk, found) if found else text(""))
        rows.append(Row(tuple(cells)))
    whole = [with_counts(desk, desk.figure(name)) for name in names]
    rows.append(Row((text(WORDS[desk.language].whole), *whole), strong=True))
    widths = [20] + [12 if desk.used[name].unit != "share" else 18 for name in names]
    columns = tuple(Column(text(title), "left" if at == 0 else "right", widths[at]) for at, title in enumerate(titles))
    return Table(columns, tuple(rows), text(caption))


def monthly(desk: Desk, name: str, caption: str, alternative: str) -> Chart | None:
    """A share by month with its band, beside the year before; None where fewer than three months are known."""
    now = {asked.key: asked for asked in desk.groups(name, "month")}
    before = {asked.key: asked for asked in desk.groups(name, "month", before=True)}
    points = []
    for key in sorted(now):
        found = now[key].found
        earlier = before.get(f"{int(key[:4]) - 1}{key[4:]}")
        known = (found.value, found.low, found.high, earlier.exact if earlier else None)
        points.append(charts.Month(date.fromisoformat(f"{key}-01"), *map(_percent, known)))
    if sum(point.value is not None for point in points) < 3:
        return None
    words = WORDS[desk.language]
    labels = (words.this, words.before)
    return charts.months(points, language=desk.language, alternative=alternative, caption=text(caption), labels=labels)


def listed(rows: Sequence[Mapping[str, Any]], titles: Sequence[str], caption: str) -> Table:
    """Records, each cell cited as it stands in the record."""
    widths = (24, 12, 12, 14, 22)
    columns = tuple(Column(text(title), "left", widths[at]) for at, title in enumerate(titles))
    body = [
        Row(tuple((Cite("finding", str(row["key"]), value),) if value else text("") for value in row["cells"]))
        for row in rows
    ]
    return Table(columns, tuple(body), text(caption))
