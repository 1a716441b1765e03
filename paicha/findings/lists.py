"""The list of findings."""

import contextlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from paicha.checklists.labels import item_labels
from paicha.checklists.models import Grade
from paicha.checklists.queries import grade_choices
from paicha.figures.keys import codes, key_of
from paicha.findings.labels import shown_title, titles
from paicha.findings.models import Finding
from paicha.findings.queries import items_named
from paicha.findings.rules.lifecycle import STATES, UNSETTLED
from paicha.kernel.clock import today
from paicha.kernel.natural import natural
from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range
from paicha.listing.declared import Column, Filter, Listing, Sort, register
from paicha.listing.questions import asked
from paicha.orgs.labels import unit_name
from paicha.orgs.models import Person
from paicha.orgs.permissions import reach
from paicha.orgs.queries import parents_seen
from paicha.orgs.scoped_rows import occurring_values, rows_from_units, rows_in_scope, rows_one_by_one
from paicha.orgs.searching import matching_soon

UNGRADED = "ungraded"
SEE = "findings.see"


def _all() -> QuerySet[Finding]:
    return Finding.objects.select_related("unit", "grade")


def rows(by: Person, focus: Range | None) -> QuerySet[Finding]:
    """The findings that `by` may see in a subtree."""
    return rows_in_scope(by, SEE, _all(), focus)


def gathered(by: Person, focus: Range | None) -> QuerySet[Finding] | None:
    """The same, found from their units where these are few."""
    return rows_from_units(by, SEE, _all(), focus)


def prepare(by: Person, found: Sequence[Any]) -> None:
    """What a cell needs besides the row: the item in words, and what the unit stands under."""
    named = titles(found)
    parents = parents_seen(by, {row.unit_id for row in found})
    for row in found:
        row.title = named[row.pk]
        row.parent = parents.get(row.unit_id, "")


def overdue(row: Finding) -> bool:
    """Whether a finding that is not settled is over its deadline."""
    return bool(_days_over(row))


def _days_over(row: Finding) -> int | None:
    """How many days a finding that is not settled is over its deadline; None where that is no question."""
    if row.state not in UNSETTLED or row.deadline is None:
        return None
    return max(0, (today() - row.deadline).days)


def _states(_by: Any) -> list[tuple[str, str]]:
    return [(name, str(state.name)) for name, state in STATES.items()]


def _severities(by: Any) -> list[tuple[str, Any]]:
    return [*grade_choices(by), (UNGRADED, _("ungraded"))]


def _graded(_by: Any, values: tuple[str, ...]) -> Q:
    found = Q(grade__in=list(Grade.objects.filter(code__in=values).values_list("pk", flat=True)))
    return found | Q(grade__isnull=True) if UNGRADED in values else found


def _major(_by: Any, _values: tuple[str, ...]) -> Q:
    return Q(grade__in=list(Grade.objects.filter(major=True).values_list("pk", flat=True)))


def _overdue(_by: Any, _values: tuple[str, ...]) -> Q:
    return Q(state__in=UNSETTLED, deadline__lt=today())


def _items(values: tuple[str, ...]) -> list[int]:
    """The numbers of the items of these codes, each once, since an item may be coded in two ways. A code that there is
    not finds nothing, like one out of reach."""
    found = []
    for value in values:
        with contextlib.suppress(Problem):
            found.append(int(key_of("item", value)))
    return list(dict.fromkeys(found))


def _item_words(by: Any, value: str) -> str:
    """What an item is called, to somebody who sees a finding of it."""
    question = asked(FINDINGS, by, {"item": [value]})
    seen = question.plan(by, None).fetch(Q(), ("-raised_on", "-pk"), 1)
    return item_labels([str(seen[0].item_id)])[str(seen[0].item_id)] if seen else value


def _item_choices(by: Person) -> list[tuple[str, str]]:
    keys = [str(each) for each in occurring_values(by, FINDINGS, "item")]
    coded, named = codes("item", keys), item_labels(keys)
    return sorted(((coded[key], named.get(key, key)) for key in keys), key=lambda choice: natural(choice[0]))


def _text(by: Person, values: tuple[str, ...]) -> Q:
    """Words of the unit or of the item; or the finding's number."""
    text = values[0]
    found = matching_soon(text, "unit", reach(by, SEE))
    if items := items_named(text):
        found |= Q(item__in=items)
    if text.isdecimal() and len(text) < 19:
        found |= Q(pk=int(text))
    return found


def _source_choices(by: Person) -> list[tuple[str, str]]:
    return [(each, each) for each in occurring_values(by, FINDINGS, "source")]


def _day(values: tuple[str, ...]) -> date:
    return date.fromisoformat(values[0])


def _number(row: Any) -> str:
    """A finding's number, and whether it was found again after it was closed."""
    return f"{row.pk} · {gettext('found again')}" if row.repeat else f"{row.pk}"


FINDINGS = register(
    Listing(
        name="findings",
        title=_("Findings"),
        summary=_("Findings within your reach"),
        counted=ngettext_lazy("%(shown)s finding", "%(shown)s findings", "number"),
        none_kept=_("No findings under these conditions"),
        none_here=_("There are no findings here yet"),
        late=overdue,
        verb=SEE,
        rows=rows,
        tried=lambda by, focus: rows_one_by_one(by, SEE, _all(), focus),
        gathered=gathered,
        prepare=prepare,
        columns=(
            Column(
                "title",
                _("Finding"),
                lambda row: row.title,
                words=lambda row: shown_title(row, row.title),
                look="record",
                fit="title",
            ),
            Column("number", _("No."), lambda row: row.pk, sort="number", under="title", type="whole", words=_number),
            Column("unit", _("Unit"), lambda row: unit_name(row.unit), look="unit", fit="line"),
            Column("parent", _("Under"), lambda row: row.parent or None, under="unit"),
            Column("unit_code", _("Unit code"), lambda row: row.unit.code, optional=True),
            Column(
                "severity", _("Severity"), lambda row: row.grade.code if row.grade else None, look="severity", fit=""
            ),
            Column("state", _("State"), lambda row: row.state, look="state", fit=""),
            Column("raised_on", _("Raised"), lambda row: row.raised_on, sort="raised", type="day", fit="wide"),
            Column(
                "deadline",
                _("Deadline"),
                lambda row: row.deadline,
                sort="deadline",
                type="day",
                look="deadline",
                fit="right",
            ),
            Column("days_over", _("Days over"), _days_over, optional=True, type="whole"),
            Column(
                "original_deadline",
                _("Original deadline"),
                lambda row: row.original_deadline,
                optional=True,
                type="day",
            ),
            Column("closed_on", _("Closed"), lambda row: row.closed_on, optional=True, type="day"),
            Column("basis", _("Basis of closure"), lambda row: row.basis, optional=True),
            Column("extent", _("Extent"), lambda row: row.extent, optional=True, type="whole"),
            Column("listings", _("Times listed"), lambda row: row.listings, optional=True, type="whole"),
            Column("reopenings", _("Times reopened"), lambda row: row.reopenings, optional=True, type="whole"),
            Column("source", _("Source"), lambda row: row.source, optional=True),
        ),
        filters=(
            Filter("text", _("Text"), "text", _text, indexed=True),
            Filter(
                "item",
                _("Item"),
                "value",
                lambda _by, values: Q(item__in=_items(values)),
                _item_choices,
                indexed=True,
                menu=True,
                words=_item_words,
                parts=lambda _by, values: [Q(item=each) for each in _items(values)],
                leads=("raised",),
            ),
            Filter(
                "overdue",
                _("Overdue"),
                "flag",
                _overdue,
                on="deadline",
                indexed=True,
                parts=lambda _by, _values: [Q(state=state) for state in UNSETTLED],
                leads=("raised", "deadline"),
            ),
            Filter(
                "state",
                _("State"),
                "choice",
                lambda _by, values: Q(state__in=values),
                _states,
                indexed=True,
                parts=lambda _by, values: [Q(state=value) for value in values],
                leads=("raised", "deadline"),
                menu=True,
            ),
            Filter("severity", _("Severity"), "choice", _graded, _severities, indexed=True, menu=True),
            Filter("major", _("Major"), "flag", _major, indexed=True),
            Filter(
                "repeat",
                _("Found again"),
                "flag",
                lambda _by, _values: Q(repeat=True),
                indexed=True,
                parts=lambda _by, _values: [Q(repeat=True)],
                leads=("raised",),
            ),
            Filter(
                "source",
                _("Source"),
                "value",
                lambda _by, values: Q(source__in=values),
                _source_choices,
                indexed=True,
                parts=lambda _by, values: [Q(source=value) for value in values],
                leads=("raised",),
                menu=True,
            ),
            Filter(
                "raised_from",
                _("Raised from"),
                "day",
                lambda _by, values: Q(raised_on__gte=_day(values)),
                on="raised_on",
                indexed=True,
            ),
            Filter(
                "raised_to",
                _("Raised to"),
                "day",
                lambda _by, values: Q(raised_on__lte=_day(values)),
                on="raised_on",
                indexed=True,
            ),
            Filter(
                "due_to",
                _("Due by"),
                "day",
                lambda _by, values: Q(deadline__lte=_day(values)),
                on="deadline",
                indexed=True,
            ),
        ),
        sorts=(
            Sort("raised", _("Raised"), "raised_on", descending=True),
            Sort("deadline", _("Deadline"), "deadline", empty="last"),
            Sort("number", _("No."), "pk"),
        ),
    )
)
