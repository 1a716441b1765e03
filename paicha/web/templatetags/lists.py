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
from paicha.findings.labels import shown_title
from paicha.findings.lists import overdue
from paicha.listing.declared import Column
from paicha.orgs.labels import unit_name
from paicha.web.lists.parts import Head
from paicha.web.lists.words import due_of
from paicha.web.templatetags.parts import day, number, severity, state

register = template.Library()


def _linked(name: str, key: int, words: Any) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(name, args=[key]), words)


def _unit(row: Any) -> SafeString:
    return format_html(
        '<a class="pc-to" href="{}">{}</a>', reverse("units-one", args=[row.unit_id]), unit_name(row.unit)
    )


def _number(row: Any) -> SafeString:
    """A finding's number, and what it is besides."""
    return format_html("{}{}", row.pk, format_html(" · {}", _("found again")) if row.repeat else "")


def _deadline(row: Any) -> SafeString:
    due, deadline = due_of(row), day(row.deadline)
    if due is None:
        return format_html('<span class="pc-3">{}</span>', deadline)
    return format_html('<span class="{}">{}</span><span class="sub c-hide">{}</span>', due.tone, due.words, deadline)


def _outcome(row: Any) -> SafeString:
    """What came of an inspection, in the source's own word, with a mark that says whether something failed."""
    if not row.held:
        return format_html('<span class="pc-3">{}</span>', row.result or _("not held"))
    if row.failed:
        return format_html('<span class="pc-late">✗ {}</span>', row.result)
    return format_html('<span class="pc-met">✓</span> {}', row.result)


def _title(row: Any) -> SafeString:
    return _linked("findings-one", row.pk, shown_title(row, row.title))


SPECIAL: dict[tuple[str, str], Callable[[Any], SafeString]] = {
    ("findings", "title"): _title,
    ("findings", "number"): _number,
    ("findings", "unit"): _unit,
    ("findings", "severity"): lambda row: severity(row.grade),
    ("findings", "state"): lambda row: state(row.state),
    ("findings", "deadline"): _deadline,
    ("inspections", "kind"): lambda row: _linked("inspections-one", row.pk, row.kind or row.external_id),
    ("inspections", "unit"): _unit,
    ("inspections", "result"): _outcome,
    ("units", "name"): lambda row: _linked("units-one", row.pk, unit_name(row)),
}
YES_NO = {("inspections", "held"), ("inspections", "failed")}
FULL, LINE, RIGHT, HIDE = "c-full", "c-full c-line", "c-r pc-num", "c-hide"
PLACES = {
    ("findings", "title"): FULL,
    ("findings", "unit"): LINE,
    ("findings", "raised_on"): f"{HIDE} pc-num",
    ("findings", "severity"): "",
    ("findings", "state"): "",
    ("findings", "deadline"): RIGHT,
    ("inspections", "kind"): FULL,
    ("inspections", "unit"): LINE,
    ("inspections", "result"): "c-two",
    ("inspections", "items_failed"): f"{HIDE} r",
    ("inspections", "done_on"): RIGHT,
    ("units", "name"): FULL,
    ("units", "kind"): "c-two",
    ("units", "latest"): RIGHT,
}
"""Where a cell goes on a phone. Columns that a reader chose besides come below, each with its name."""


@register.simple_tag
def cell(listing: str, head: Head, row: Any) -> SafeString:
    """The cell of a column in a row, with its second line."""
    key = (listing, head.column.name)
    place, label = PLACES.get(key), SafeString()
    if place is None:
        label = format_html('<span class="pc-slim pc-3">{} </span>', head.column.label)
        place = LINE + (" r" if isinstance(head.column.value(row), int) and key not in YES_NO else "")
    below = [(each,) for each in (_below(listing, column, row) for column in head.under) if each]
    second = format_html('<span class="sub">{}</span>', format_html_join(" · ", "{}", below)) if below else ""
    return format_html('<td class="{}">{}{}{}</td>', place, label, written(listing, head.column, row), second)


def _below(listing: str, column: Column, row: Any) -> Any:
    return "" if column.value(row) in (None, "") else written(listing, column, row)


def written(listing: str, column: Column, row: Any) -> SafeString:
    """What a column says of a row, as a page writes it; a dash where it says nothing."""
    special = SPECIAL.get((listing, column.name))
    if special:
        return special(row)
    value = column.value(row)
    if (listing, column.name) in YES_NO:
        value = _("yes") if value else _("no")
    if value is None or value == "":
        return format_html('<span class="pc-3">{}</span>', DASH)
    if isinstance(value, date):
        return format_html("{}", day(value))
    return format_html("{}", number(value) if isinstance(value, int) else value)


@register.filter
def is_late(row: Any, listing: str) -> bool:
    """Whether a row is marked at its edge: a finding over its deadline."""
    return listing == "findings" and overdue(row)
