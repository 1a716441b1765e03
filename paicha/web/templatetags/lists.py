"""Cells of lists: how a column is written on a page. Exports and the API write its plain value."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from paicha.figures.words import DASH
from paicha.listing.declared import Column, Listing
from paicha.orgs.labels import unit_name
from paicha.web.lists.parts import Head
from paicha.web.lists.words import due_of
from paicha.web.templatetags.parts import day, number, severity, state

register = template.Library()


Writer = Callable[[Listing, Column, Any], SafeString]
WRITERS: dict[str, Writer] = {}
"""How the cells of columns are drawn, by the name that a column gives as its `look`."""


def writer(look: str) -> Callable[[Writer], Writer]:
    """Let columns have this look; ValueError for one that there is already."""

    def add(write: Writer) -> Writer:
        if look in WRITERS:
            raise ValueError(f"the look {look} is there twice")
        WRITERS[look] = write
        return write

    return add


@writer("record")
def _record(listing: Listing, column: Column, row: Any) -> SafeString:
    words = (column.words or column.value)(row)
    return format_html('<a href="{}">{}</a>', reverse(f"{listing.name}-one", args=[row.pk]), words)


@writer("unit")
def _unit(_listing: Listing, _column: Column, row: Any) -> SafeString:
    address = reverse("units-one", args=[row.unit_id])
    return format_html('<a class="pc-to" href="{}">{}</a>', address, unit_name(row.unit))


@writer("severity")
def _severity(_listing: Listing, _column: Column, row: Any) -> SafeString:
    return severity(row.grade)


@writer("state")
def _state(_listing: Listing, _column: Column, row: Any) -> SafeString:
    return state(row.state)


@writer("deadline")
def _deadline(_listing: Listing, _column: Column, row: Any) -> SafeString:
    due, deadline = due_of(row), day(row.deadline)
    if due is None:
        return format_html('<span class="pc-3">{}</span>', deadline)
    return format_html('<span class="{}">{}</span><span class="sub c-hide">{}</span>', due.tone, due.words, deadline)


@writer("outcome")
def _outcome(_listing: Listing, _column: Column, row: Any) -> SafeString:
    """What came of an inspection, in the source's own word, with a mark that says whether something failed."""
    if not row.held:
        return format_html('<span class="pc-3">{}</span>', row.result or _("not held"))
    if row.failed:
        return format_html('<span class="pc-late">✗ {}</span>', row.result)
    return format_html('<span class="pc-met">✓</span> {}', row.result)


def _fit(column: Column) -> str:
    """The classes of a cell: where it goes on a phone, and figures of one width for days and numbers."""
    number = " pc-num" if column.type in ("day", "whole") else ""
    return {
        "title": "c-full",
        "line": "c-full c-line",
        "beside": "c-two",
        "right": f"c-r{number}",
        "wide": "c-hide r" if column.type == "whole" else f"c-hide{number}",
        "": "",
    }[column.fit or ""]


@register.simple_tag
def cell(listing: Listing, head: Head, row: Any) -> SafeString:
    """The cell of a column in a row, with its second line."""
    column, label = head.column, SafeString()
    fit = _fit(column)
    if column.fit is None:
        label = format_html('<span class="pc-slim pc-3">{} </span>', column.label)
        fit = "c-full c-line" + (" r" if isinstance(column.value(row), int) and column.type != "flag" else "")
    below = [(each,) for each in (_below(listing, under, row) for under in head.under) if each]
    second = format_html('<span class="sub">{}</span>', format_html_join(" · ", "{}", below)) if below else ""
    return format_html('<td class="{}">{}{}{}</td>', fit, label, written(listing, column, row), second)


def _below(listing: Listing, column: Column, row: Any) -> Any:
    return "" if column.value(row) in (None, "") else written(listing, column, row)


def written(listing: Listing, column: Column, row: Any) -> SafeString:
    """What a column says of a row, as a page writes it; a dash where it says nothing."""
    if column.look:
        return WRITERS[column.look](listing, column, row)
    value = (column.words or column.value)(row)
    if column.type == "flag":
        value = _("yes") if value else _("no")
    if value is None or value == "":
        return format_html('<span class="pc-3">{}</span>', DASH)
    if isinstance(value, date):
        return format_html("{}", day(value))
    return format_html("{}", number(value) if isinstance(value, int) else value)


@register.filter
def is_late(row: Any, listing: Listing) -> bool:
    """Whether a row is marked at its edge."""
    return listing.late(row)
