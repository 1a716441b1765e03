"""The ledger: entries as sentences, filtered by who, what and when, and each entry whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from paicha.findings.models import Step
from paicha.findings.rules.lifecycle import VERBS
from paicha.inspections.models import Edition
from paicha.ledger.kinds import all_kinds
from paicha.ledger.models import Transition
from paicha.listing.declared import Sort
from paicha.listing.keyset import page
from paicha.orgs.ledger_reach import asked_entries, entry_of, records_seen
from paicha.orgs.ledger_telling import Told, changes, record_of, told, whole
from paicha.orgs.models import PlacementChange
from paicha.orgs.permissions import reach
from paicha.web.figures.periods import day_named
from paicha.web.templatetags.parts import day

NEWEST = Sort("position", "", "pk", descending=True)
PAGES = {"unit": "units-one", "finding": "findings-one", "inspection": "inspections-one", "person": "people-one"}
FILTERS = ("who", "what", "from", "to", "subject", "number")


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the list shows it, with the address of the record it was done to."""

    told: Told
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
    rows = asked_entries(
        by,
        who=given["who"],
        kind=given["what"],
        since=since,
        until=until,
        subject=given["subject"],
        number=_number(given["number"]),
    )
    found = page(rows, NEWEST, descending=True, cursor=request.GET.get("cursor", ""))
    lines = [_line(by, each) for each in told(by, found.rows)]
    words = {
        "lines": lines,
        "partly": any(not each.told.whole for each in lines),
        "page": found,
        "given": given,
        "since": since,
        "until": until,
        "kinds": _kinds(),
        "record": _record_name(given["subject"], given["number"]) if given["subject"] else "",
        "record_address": _address(by, given["subject"], _number(given["number"]), {}),
        "without_record": urlencode({name: given[name] for name in FILTERS[:4] if given[name]}),
    }
    return render(request, "web/ledger.html", words)


@require_GET
def one(request: HttpRequest, position: int) -> HttpResponse:
    """An entry whole: what it says, what it vouches for, what it is part of."""
    by: Any = request.user
    entry = entry_of(by, position)
    found = whole(by, entry)
    tables = [each.table for each in found.covers]
    table = request.GET.get("table", "")
    if table not in tables:
        table = next(iter(tables), "")
    after = _number(request.GET.get("after", "")) or 0
    rows, following = changes(by, entry, table, after) if table else ([], None)
    words = {
        "entry": entry,
        "whole": found,
        "line": _line(by, found.told),
        "leaf": bytes(entry.leaf).hex(),
        "table": table,
        "changed": _changed(by, rows),
        "following": following,
        "after": after,
        "words": sorted((name, value) for name, value in found.told.words.items()),
    }
    return render(request, "web/entry.html", words)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _kinds() -> list[tuple[str, str]]:
    """Every kind with its sentence, its places left open."""
    found = [(kind.name, str(kind.sentence) % dict.fromkeys(kind.words, "…")) for kind in all_kinds()]
    return sorted(found, key=lambda each: each[1])


def _line(by: Any, said: Told) -> Line:
    entry = said.entry
    return Line(said, _address(by, entry.subject, entry.subject_id, said.words) if said.reached else "")


def _address(by: Any, subject: str, number: int | None, words: Mapping[str, Any]) -> str:
    """The page of a record; nothing for a kind of record that has none, and for one's own account to who looks after
    nobody: the pages of people are closed to them."""
    if subject == "person" and reach(by, "people.change") == ():
        return ""
    try:
        if subject == "report" and "report" in words:
            return reverse("reports-one", args=[words["report"]])
        return reverse(PAGES[subject], args=[number]) if subject in PAGES and number is not None else ""
    except NoReverseMatch:
        return ""


def _record_name(subject: str, number: int | str) -> str:
    names = {
        "unit": _("unit no. %(number)s"),
        "finding": _("finding no. %(number)s"),
        "person": _("person no. %(number)s"),
        "inspection": _("inspection no. %(number)s"),
        "report": _("report no. %(number)s"),
        "placement": _("place of unit no. %(number)s"),
        "answer": _("answer no. %(number)s"),
        "post": _("post no. %(number)s"),
    }
    return names[subject] % {"number": number} if subject in names else f"{subject} {number}"


def _changed(by: Any, rows: Sequence[Transition]) -> list[Changed]:
    """The records that an entry changed: all of them lie in the reader's reach."""
    found = []
    records = [(row, *record_of(row)) for row in rows]
    subjects = {(model._meta.model_name or "", number) for _row, model, number in records if model}
    seen = records_seen(by, subjects)
    for row, model, number in records:
        subject = (model._meta.model_name or "") if model else ""
        named = row.unit if isinstance(row, PlacementChange) else number
        page = ("unit" if isinstance(row, PlacementChange) else subject, named)
        address = _address(by, *page, {}) if (subject, number) in seen else ""
        digest = bytes(row.digest).hex()
        found.append(Changed(_record_name(subject, named), number, address, _became(row), digest))
    return found


def _became(row: Transition) -> str:
    """What a transition says, in a few words."""
    said: list[str] = []
    if isinstance(row, Step):
        said = [str(VERBS[row.verb].name), day(row.valid_on)]
    elif isinstance(row, Edition):
        said = [day(row.done_on), _("Edition %(edition)s") % {"edition": row.edition}]
    return " · ".join(said)


urls = [
    path("ledger", show, name="ledger"),
    path("ledger/<int:position>", one, name="ledger-entry"),
]
