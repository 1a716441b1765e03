"""The ledger: entries as sentences, filtered by who, what and when, and each entry whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from paicha.ledger.kinds import all_kinds
from paicha.ledger.models import Transition
from paicha.listing.declared import Sort
from paicha.listing.keyset import page
from paicha.orgs.kinds import kind_named, numbered
from paicha.orgs.permissions import reach
from paicha.readership.access import filtered_entries, readable_entry, records_seen
from paicha.readership.rendering import RenderedEntry, appended_rows, entry_details, record_of, render_entries
from paicha.web.figures.periods import day_named
from paicha.web.menu import menu_entry
from paicha.web.templatetags.parts import day

NEWEST = Sort("position", "", "pk", descending=True)
FILTERS = ("who", "what", "from", "to", "subject", "number")


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the list shows it, with the address of the record it was done to."""

    told: RenderedEntry
    address: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A transition as its entry shows it: the record, its address where the reader may open it, its digest."""

    name: str
    number: int
    address: str
    words: str
    digest: str


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The entries that the reader may read, the newest first."""
    by: Any = request.user
    given = {name: request.GET.get(name, "").strip()[:200] for name in FILTERS}
    since, until = day_named("from", given["from"]), day_named("to", given["to"])
    rows = filtered_entries(
        by,
        who=given["who"],
        kind=given["what"],
        since=since,
        until=until,
        subject=given["subject"],
        number=_number(given["number"]),
    )
    found = page(rows, NEWEST, descending=True, cursor=request.GET.get("cursor", ""))
    lines = [_line(by, each) for each in render_entries(by, found.rows)]
    words = {
        "lines": lines,
        "partly": any(not each.told.whole for each in lines),
        "page": found,
        "given": given,
        "since": since,
        "until": until,
        "kinds": _kinds(),
        "record": numbered(given["subject"], given["number"]) if given["subject"] else "",
        "record_address": _address(by, given["subject"], _number(given["number"]), {}),
        "without_record": urlencode({name: given[name] for name in FILTERS[:4] if given[name]}),
    }
    return render(request, "web/ledger.html", words)


@require_GET
def one(request: HttpRequest, position: int) -> HttpResponse:
    """An entry whole: what it says, what it vouches for, what it is part of."""
    by: Any = request.user
    entry = readable_entry(by, position)
    found = entry_details(by, entry)
    tables = [each.table for each in found.covers]
    table = request.GET.get("table", "")
    if table not in tables:
        table = next(iter(tables), "")
    after = _number(request.GET.get("after", "")) or 0
    rows, following = appended_rows(by, entry, table, after) if table else ([], None)
    words = {
        "entry": entry,
        "whole": found,
        "line": _line(by, found.rendered),
        "leaf": bytes(entry.leaf).hex(),
        "table": table,
        "changed": _changed(by, rows),
        "following": following,
        "after": after,
        "words": sorted((name, value) for name, value in found.rendered.words.items()),
    }
    return render(request, "web/entry.html", words)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _kinds() -> list[tuple[str, str]]:
    """Every kind with its sentence, its places left open."""
    found = [(kind.name, str(kind.sentence) % dict.fromkeys(kind.words, "…")) for kind in all_kinds()]
    return sorted(found, key=lambda each: each[1])


def _line(by: Any, said: RenderedEntry) -> Line:
    entry = said.entry
    return Line(said, _address(by, entry.subject, entry.subject_id, said.words) if said.reached else "")


def _address(by: Any, subject: str, number: int | None, words: Mapping[str, Any]) -> str:
    """The page of a record; "" for a kind that has no page, and where no post of the reader opens such pages."""
    kind = kind_named(subject)
    if kind is None or not kind.page or reach(by, kind.see) == ():
        return ""
    key = words.get(kind.page_word) if kind.page_word else number
    try:
        return reverse(kind.page, args=[key]) if key is not None else ""
    except NoReverseMatch:
        return ""


def _changed(by: Any, rows: Sequence[Transition]) -> list[Changed]:
    """The records that an entry changed: all of them lie in the reader's reach."""
    found = []
    records = [(row, *record_of(row)) for row in rows]
    seen = records_seen(by, {(subject, number) for _row, subject, number in records})
    for row, subject, number in records:
        kind = kind_named(subject)
        shown = kind.shown_as(row) if kind and kind.shown_as else (subject, number)
        address = _address(by, *shown, {}) if (subject, number) in seen else ""
        said = kind.summary(row) if kind else ()
        words = " · ".join(day(part) if isinstance(part, date) else part for part in said)
        found.append(Changed(numbered(subject, shown[1]), number, address, words, bytes(row.digest).hex()))
    return found


menu_entry("ledger", gettext_lazy("Ledger"), "link", "ledger.see", "standing", 30)
urls = [
    path("ledger", show, name="ledger"),
    path("ledger/<int:position>", one, name="ledger-entry"),
]
