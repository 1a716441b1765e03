"""Figures: their definitions, what they say, and the rows behind it."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict, JsonValue
from sqlglot import exp

from paicha.api.callers import person_of
from paicha.api.declaring import reads
from paicha.api.paging import ITEMS, Paged, Paging, read, turned, written
from paicha.api.places import LINE, UNIT
from paicha.api.problems import ROOT, refuse_unknown
from paicha.figures.asking import ask, rows
from paicha.figures.definitions import Figure
from paicha.figures.dimensions import dimensions
from paicha.figures.facts import facts
from paicha.figures.keys import codes
from paicha.figures.registry import figure_named, figures
from paicha.figures.words import described, name_of, sentence_of
from paicha.orgs.figure_questions import CHILD, FigureQuestion, figure_question
from paicha.orgs.models import Person
from paicha.orgs.scopes import asked_scope

router = Router()
TAG = _("Figures")
FILTERS = _(
    "Any dimension of the figure is a parameter, too, and may be given several times: `severity=major`, "
    "`item=CHECKLIST/CODE`. Its values are codes, as the groups give them; an empty one keeps those that say none."
)


EXAMPLE: JsonValue = {
    "value": 0.18059181897302,
    "numerator": 415,
    "denominator": 2298,
    "low": 0.16540100384,
    "high": 0.19684873131,
    "name": "failed_inspection_rate",
    "title": "Failed inspections",
    "sentence": "Inspections with a failing result, out of the inspections held in the period.",
    "version": 1,
    "unit": "share",
    "at": 219,
    "on": "2014-03-31",
    "groups": [],
    "rows": "https://paicha.example/api/v1/figures/failed_inspection_rate/rows?from=2014-01-01&to=2014-03-31",
}


class Definition(Schema):
    """All that defines a figure."""

    name: str
    title: str
    sentence: str = Field(description=_("What is counted, in one sentence."))
    version: int
    number: int | None = Field(description=_("Its number in the list of figures."))
    measure: str = Field(description=_("count, sum, share, ratio, median or survival."))
    unit: str = Field(description=_("What it is measured in."))
    grain: str = Field(description=_("What its rows are: finding, inspection or unit."))
    dimensions: list[str] = Field(description=_("What it can be grouped and filtered by."))
    query: str = Field(description=_("The query that lists its rows."))
    url: str


class Definitions(Schema):
    """All figures."""

    items: list[Definition]


class Counts(Schema):
    """What was counted. A rate with fewer than five cases below the line is not said, only its counts."""

    value: int | float | None = Field(description=_("The value; null where none can be said."))
    numerator: int | None
    denominator: int | None
    low: float | None = Field(description=_("The lower end of the 95 % interval of a share."))
    high: float | None = Field(description=_("Its upper end."))


class Group(Counts):
    """The same for one value of the dimension that was asked by."""

    key: str = Field(description=_("The code of the group; empty for those that say none."))
    label: str
    rows: str = Field(description=_("The address of the rows behind it."))


class Said(Counts):
    """What a figure says."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    name: str
    title: str
    sentence: str
    version: int
    unit: str = Field(description=_("What it is measured in."))
    at: int = Field(description=_("The position of the ledger: what was known."))
    on: date = Field(description=_("The day that the state refers to."))
    groups: list[Group]
    rows: str = Field(description=_("The address of the rows behind the value."))


class Behind(Schema):
    """A row behind a value."""

    key: int | str = Field(description=_("The number of the record; with more after a colon where it counts twice."))
    group: str = Field(description=_("The code of its group."))
    values: dict[str, Any] = Field(description=_("What the measure counts of it."))
    url: str | None = Field(description=_("The record's address in the API."))


class BehindPage(Paged):
    """A page of the rows behind a value."""

    items: list[Behind] = Field(description=ITEMS)
    outside: int = Field(description=_("How many of the rows counted now lie outside your reach; they are not shown."))


class Question(Schema):
    """What is asked of a figure."""

    line: str = Field("", max_length=64, description=LINE)
    unit: str = Field("", max_length=300, description=UNIT)
    since: date | None = Field(None, alias="from", description=_("The first day of the period."))
    until: date | None = Field(None, alias="to", description=_("The last day of the period."))
    on: date | None = Field(None, description=_("The day that the state refers to; else the end of the period."))
    at: int | None = Field(
        None, ge=0, le=2**53, description=_("What was known at this position of the ledger; else at its head.")
    )
    by: str | None = Field(
        None, min_length=1, max_length=64, description=_("The dimension to group by: child, severity, month …")
    )


class Part(Schema):
    """Which of the rows."""

    group: str | None = Field(None, max_length=300, description=_("Only one group of `by`, by its code."))


OWN = {"line", "unit", "from", "to", "on", "at", "by"}
PAGES = {"group", "cursor", "limit"}


@reads(
    router,
    "/figures",
    Definitions,
    tag=TAG,
    summary=_("All figures and their definitions"),
    name="figures",
    lasting=False,
)
def list_figures(request: HttpRequest) -> dict[str, Any]:
    """All figures, by name."""
    found = sorted(figures().values(), key=lambda each: each.name)
    return {"items": [described(each) | {"url": f"{ROOT}figures/{each.name}"} for each in found]}


@reads(
    router,
    "/figures/{name}",
    Said,
    tag=TAG,
    summary=_("What a figure says"),
    description=FILTERS,
    problems=(404,),
    open_ended=True,
)
def ask_figure(request: HttpRequest, name: str, asked: Query[Question]) -> dict[str, Any]:
    """What a figure says within the caller's reach, with numerator, denominator, interval and groups."""
    question = _exact(request, person_of(request), name, asked, OWN)
    answer, figure = ask(name, **question.arguments), figure_named(name)
    coded = codes(asked.by, [group.key for group in answer.groups]) if asked.by else {}
    said = answer.as_json() | {"title": name_of(figure), "sentence": sentence_of(figure), "rows": _rows(request)}
    for group in said["groups"]:
        group["key"] = coded[group["key"]]
        group["rows"] = _rows(request, group=group["key"])
    return said


@reads(
    router,
    "/figures/{name}/rows",
    BehindPage,
    tag=TAG,
    summary=_("The rows behind a figure's value"),
    description=FILTERS,
    problems=(400, 404),
    open_ended=True,
)
def figure_rows(
    request: HttpRequest, name: str, asked: Query[Question], part: Query[Part], paging: Query[Paging]
) -> dict[str, Any]:
    """The rows behind what a figure says to the same question, all or of one group, in the order of their keys."""
    question, figure = _exact(request, person_of(request), name, asked, OWN | PAGES, part.group), figure_named(name)
    key = read(paging.cursor, int if _is_numbered(figure) else str)
    found = rows(name, after=key, limit=paging.limit, group=question.group, **question.arguments)
    grouped = asked.by if question.group is not None else None
    coded = codes(grouped, {row.group for row in found.rows if row.group}) if grouped else {}
    items = [
        {"key": row.key, "group": coded.get(row.group, ""), "values": row.values, "url": _record(figure, row.key)}
        for row in found.rows
    ]
    after = None if found.after is None else written(found.after)
    return {"items": items, "outside": found.outside, **turned(request, after)}


def _exact(
    request: HttpRequest, by: Person, name: str, asked: Question, own: set[str], group: str | None = None
) -> FigureQuestion:
    """The question as the engine takes it. A unit out of reach is absent, in filters too."""
    known = set(dimensions(figure_named(name), facts()))
    refuse_unknown(request.GET, own | known, known - own)
    filters = {each: values for each in sorted(known - own) if (values := request.GET.getlist(each))}
    return figure_question(
        by,
        name,
        scope=asked_scope(by, asked.line or None, asked.unit or None, by_child=CHILD in {asked.by, *filters}),
        period=(asked.since, asked.until),
        on=asked.on,
        at=asked.at,
        grouped=asked.by,
        filters=filters,
        group=group,
    )


def _is_numbered(figure: Figure) -> bool:
    """Whether the keys of its rows are numbers; else they are texts put together."""
    key = next(each for each in figure.tree.selects if each.alias_or_name == "key")
    return isinstance(key.unalias(), exp.Column)


def _record(figure: Figure, key: int | str) -> str | None:
    number = str(key).partition(":")[0]
    records = facts()[figure.grain].records
    return f"{ROOT}{records}/{number}" if records else None


def _rows(request: HttpRequest, **more: str) -> str:
    query = request.GET.copy()
    for name, value in more.items():
        query[name] = value
    return request.build_absolute_uri(f"{request.path}/rows" + (f"?{query.urlencode()}" if query else ""))
