"""Lists: every list that a room declares, with the filters, orders and columns that its page has."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema
from pydantic import create_model

from paicha.api.callers import person_of
from paicha.api.declaring import Parameter, reads
from paicha.api.paging import ITEMS, Paged, Paging, turned
from paicha.api.places import Where, focus_of
from paicha.api.problems import ROOT
from paicha.listing.declared import Filter, Listing, all_listings, listing_named
from paicha.listing.questions import LONGEST, MANY, asked

router = Router()
TAG = _("Lists")
TYPES: dict[str, Any] = {"text": str | None, "whole": int | None, "day": date | None, "flag": bool | None}
ORDER = _("The order; with a minus in front the other way round.")
NUMBER = _("Its number here.")
ADDRESS = _("Its address in the API.")
CHOICES = _("Any of the values that /lists gives; may be given several times.")
VALUES = _("Any of the values that occur, which /lists/NAME/FILTER gives; may be given several times.")
WORDS = _("Words to search by.")
DAY = _("A day, written as 2026-01-31.")
FLAG = _("1: only those of which it is true.")


def described(value: Any) -> str:
    """A label in English, as the description of the API has it."""
    with translation.override("en"):
        return str(value)


def row_model(listing: Listing) -> type[Schema]:
    """The model of a list's rows: one field for each column."""
    fields: dict[str, Any] = {
        column.name: (TYPES[column.type], Field(description=described(column.label))) for column in listing.columns
    }
    fields["number"] = (int, Field(description=NUMBER))
    fields["url"] = (str, Field(description=ADDRESS))
    return create_model(f"{listing.name.title()}Row", __base__=Schema, **fields)


def parameters_of(listing: Listing) -> list[Parameter]:
    """The filters and the order of a list, as parameters of an address."""
    names = [sort.name for sort in listing.sorts]
    found = [
        _parameter(each.name, f"{described(each.label)}. {_KINDS[each.kind][1]}", _KINDS[each.kind][0])
        for each in listing.filters
    ]
    orders = {"type": "string", "enum": [*names, *(f"-{name}" for name in names)]}
    return [*found, _parameter("sort", ORDER, orders)]


_TEXT = {"type": "string", "minLength": 1, "maxLength": LONGEST}
_SEVERAL = {"type": "array", "items": _TEXT, "minItems": 1, "maxItems": MANY}
_KINDS: dict[str, tuple[dict[str, Any], str]] = {
    "choice": (_SEVERAL, CHOICES),
    "value": (_SEVERAL, VALUES),
    "text": (_TEXT, WORDS),
    "day": ({"type": "string", "format": "date"}, DAY),
    "flag": ({"type": "string", "enum": ["1"]}, FLAG),
}


def _parameter(name: str, description: str, schema: dict[str, Any]) -> Parameter:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def declare(listing: Listing) -> None:
    """Let a list be read under its name."""
    row = row_model(listing)
    page = create_model(
        f"{listing.name.title()}Page",
        __base__=Paged,
        items=(list[row], Field(description=ITEMS)),  # type: ignore[valid-type]
    )

    @reads(
        router,
        f"/{listing.name}",
        page,
        tag=TAG,
        problems=(400, 404),
        parameters=parameters_of(listing),
        summary=described(listing.summary),
        name=f"list_{listing.name}",
        description=_("One page. Filters and order are those of the list's page in the browser, under the same names."),
    )
    def show(request: HttpRequest, where: Query[Where], paging: Query[Paging]) -> dict[str, Any]:
        by = person_of(request)
        question = asked(listing, by, dict(request.GET.lists()))
        found = question.page(by, focus_of(by, where.line, where.unit), paging.limit)
        items = [_item(listing, each) for each in found.rows]
        return {"items": items, **turned(request, found.after, found.before)}


def _item(listing: Listing, row: Any) -> dict[str, Any]:
    said: dict[str, Any] = {column.name: column.value(row) for column in listing.columns}
    return said | {"number": row.pk, "url": f"{ROOT}{listing.name}/{row.pk}"}


class Choice(Schema):
    """A value that a filter may have."""

    value: str
    label: str


class FilterSaid(Schema):
    """A filter of a list."""

    name: str
    label: str
    kind: str = Field(description=_("choice, value, text, day, code or flag."))
    choices: list[Choice] = Field(description=_("The values of a choice."))


class SortSaid(Schema):
    """An order of a list."""

    name: str
    label: str
    descending: bool = Field(description=_("Whether it runs downwards when nothing else is said."))


class ColumnSaid(Schema):
    """A column of a list."""

    name: str
    label: str
    sort: str | None = Field(description=_("The order that its head offers."))


class ListSaid(Schema):
    """A list and what may be asked of it."""

    name: str
    title: str
    url: str
    columns: list[ColumnSaid]
    filters: list[FilterSaid]
    sorts: list[SortSaid]


class Lists(Schema):
    """All lists."""

    items: list[ListSaid]


@reads(
    router,
    "/lists",
    Lists,
    tag=TAG,
    summary=_("All lists: columns, filters and orders"),
    name="lists",
)
def lists(request: HttpRequest) -> dict[str, Any]:
    """All lists."""
    by = person_of(request)
    return {"items": [_said(by, listing) for listing in all_listings()]}


def _said(by: Any, listing: Listing) -> dict[str, Any]:
    filters = [
        {
            "name": each.name,
            "label": str(each.label),
            "kind": each.kind,
            "choices": _choices(by, each) if each.kind == "choice" else [],
        }
        for each in listing.filters
    ]
    return {
        "name": listing.name,
        "title": str(listing.title),
        "url": f"{ROOT}{listing.name}",
        "columns": [{"name": each.name, "label": str(each.label), "sort": each.sort} for each in listing.columns],
        "filters": filters,
        "sorts": [{"name": s.name, "label": str(s.label), "descending": s.descending} for s in listing.sorts],
    }


def _choices(by: Any, each: Filter) -> list[dict[str, str]]:
    found = each.choices(by) if each.choices else ()
    return [{"value": value, "label": str(label)} for value, label in found]


class Choices(Schema):
    """The values of a filter."""

    items: list[Choice]


@reads(
    router,
    "/lists/{name}/{filter_name}",
    Choices,
    tag=TAG,
    problems=(404,),
    summary=_("The values of a filter that occur within your reach"),
)
def list_values(request: HttpRequest, name: str, filter_name: str) -> dict[str, Any]:
    """The values that one filter of a list offers."""
    return {"items": _choices(person_of(request), listing_named(name).filter_named(filter_name))}


for _listing in all_listings():
    declare(_listing)
