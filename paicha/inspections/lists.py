"""The lists of inspections and of units. Units are listed here, since they are sorted by their newest inspection."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from paicha.inspections.models import Edition, Inspection
from paicha.kernel.scope import Range
from paicha.listing.declared import Column, Filter, Listing, Sort, listing_named, register
from paicha.orgs.labels import unit_name
from paicha.orgs.models import Person, Unit
from paicha.orgs.permissions import reach
from paicha.orgs.queries import parents_seen
from paicha.orgs.scoped_rows import occurring_values, rows_from_units, rows_in_scope, rows_one_by_one
from paicha.orgs.searching import beginning, matching_soon


def inspections(by: Person, focus: Range | None) -> QuerySet[Inspection]:
    """The inspections that `by` may see in a subtree."""
    return rows_in_scope(by, "inspections.see", Inspection.objects.select_related("unit"), focus)


def inspections_of_few(by: Person, focus: Range | None) -> QuerySet[Inspection] | None:
    """The same, found from their units where these are few."""
    return rows_from_units(by, "inspections.see", Inspection.objects.select_related("unit"), focus)


def inspections_one_by_one(by: Person, focus: Range | None) -> QuerySet[Inspection]:
    """The same, each looked up by itself."""
    return rows_one_by_one(by, "inspections.see", Inspection.objects.select_related("unit"), focus)


def prepare_inspections(by: Person, found: Sequence[Any]) -> None:
    """What a cell needs besides the row: the source's own word, how many items failed, what the unit stands under."""
    editions = {row.pk: row.edition for row in found}
    said = Edition.objects.filter(inspection__in=list(editions)).order_by()
    words = {
        inspection: (result, failed)
        for inspection, edition, result, failed in said.values_list("inspection", "edition", "result", "items_failed")
        if editions[inspection] == edition
    }
    parents = parents_seen(by, {row.unit_id for row in found})
    for row in found:
        row.result, row.items_failed = words.get(row.pk, ("", None))
        row.parent = parents.get(row.unit_id, "")


def units(by: Person, focus: Range | None) -> QuerySet[Unit]:
    """The units that `by` may see in a subtree."""
    return rows_in_scope(by, "units.see", Unit.objects.all(), focus)


def few_units(by: Person, focus: Range | None) -> QuerySet[Unit] | None:
    """The same, found from their places where these are few."""
    return rows_from_units(by, "units.see", Unit.objects.all(), focus)


def prepare_units(by: Person, found: Sequence[Any]) -> None:
    """What a cell needs besides the row: what the unit stands under."""
    parents = parents_seen(by, {row.pk for row in found})
    for row in found:
        row.parent = parents.get(row.pk, "")


def _day(values: tuple[str, ...]) -> date:
    return date.fromisoformat(values[0])


def _yes(values: tuple[str, ...]) -> list[bool]:
    """As a list of one, since an index of SQLite knows a truth by its number only."""
    return [value == "1" for value in values]


def _unit_or_id(by: Person, values: tuple[str, ...]) -> Q:
    return matching_soon(values[0], "unit", reach(by, "inspections.see")) | beginning("external_id", values[0])


def _unit(by: Person, values: tuple[str, ...]) -> Q:
    return matching_soon(values[0], "pk", reach(by, "units.see"))


def _not_since(_by: Any, values: tuple[str, ...]) -> Q:
    return Q(latest_on__isnull=True) | Q(latest_on__lt=_day(values))


def _closed(_by: Any, values: tuple[str, ...]) -> Q:
    return Q(*(Q(closed_on__isnull=value == "open") for value in values), _connector=Q.OR)


def _valued(listing: str, name: str, label: Any, lead: str) -> Filter:
    """A filter of a list by any of the values that a field takes."""
    return Filter(
        name,
        label,
        "value",
        lambda _by, values: Q(**{f"{name}__in": values}),
        lambda by: [(each, each) for each in occurring_values(by, listing_named(listing), name)],
        indexed=True,
        menu=True,
        parts=lambda _by, values: [Q(**{name: value}) for value in values],
        leads=(lead,),
    )


def _truth(name: str, label: Any, yes: Any, no: Any, lead: str) -> Filter:
    """A filter by what is so or not."""
    return Filter(
        name,
        label,
        "choice",
        lambda _by, values: Q(**{f"{name}__in": _yes(values)}),
        lambda _by: [("1", yes), ("0", no)],
        indexed=True,
        menu=True,
        parts=lambda _by, values: [Q(**{f"{name}__in": [truth]}) for truth in _yes(values)],
        leads=(lead,),
    )


INSPECTIONS = register(
    Listing(
        name="inspections",
        title=_("Inspections"),
        summary=_("Inspections within your reach"),
        counted=ngettext_lazy("%(shown)s inspection", "%(shown)s inspections", "number"),
        none_kept=_("No inspections under these conditions"),
        none_here=_("There are no inspections here yet"),
        verb="inspections.see",
        rows=inspections,
        tried=lambda by, focus: rows_one_by_one(
            by, "inspections.see", Inspection.objects.select_related("unit"), focus
        ),
        gathered=inspections_of_few,
        prepare=prepare_inspections,
        columns=(
            Column(
                "kind",
                _("Inspection"),
                lambda row: row.kind,
                words=lambda row: row.kind or row.external_id,
                look="record",
                fit="title",
            ),
            Column("external_id", _("No."), lambda row: row.external_id, under="kind"),
            Column("unit", _("Unit"), lambda row: unit_name(row.unit), look="unit", fit="line"),
            Column("parent", _("Under"), lambda row: row.parent or None, under="unit"),
            Column("unit_code", _("Unit code"), lambda row: row.unit.code, optional=True),
            Column("family", _("Family"), lambda row: row.family, optional=True),
            Column("result", _("Result"), lambda row: row.result or None, look="outcome", fit="beside"),
            Column("items_failed", _("Items failed"), lambda row: row.items_failed, type="whole", fit="wide"),
            Column("done_on", _("Done"), lambda row: row.done_on, sort="done", type="day", fit="right"),
            Column("held", _("Held"), lambda row: int(row.held), optional=True, type="flag"),
            Column("failed", _("Failed"), lambda row: int(row.failed), optional=True, type="flag"),
            Column("edition", _("Edition"), lambda row: row.edition, optional=True, type="whole"),
            Column("source", _("Source"), lambda row: row.source, optional=True),
        ),
        filters=(
            Filter("text", _("Text"), "text", _unit_or_id, indexed=True),
            _truth("failed", _("Outcome"), _("something failed"), _("nothing failed"), "done"),
            _truth("held", _("Held"), _("held"), _("not held"), "done"),
            _valued("inspections", "kind", _("Kind"), "done"),
            _valued("inspections", "family", _("Family"), "done"),
            _valued("inspections", "source", _("Source"), "done"),
            Filter(
                "done_from",
                _("Done from"),
                "day",
                lambda _by, values: Q(done_on__gte=_day(values)),
                on="done_on",
                indexed=True,
            ),
            Filter(
                "done_to",
                _("Done to"),
                "day",
                lambda _by, values: Q(done_on__lte=_day(values)),
                on="done_on",
                indexed=True,
            ),
        ),
        sorts=(Sort("done", _("Done"), "done_on", descending=True), Sort("number", _("Order of intake"), "pk")),
    )
)

UNITS = register(
    Listing(
        name="units",
        title=_("Units"),
        summary=_("Units within your reach"),
        counted=ngettext_lazy("%(shown)s unit", "%(shown)s units", "number"),
        none_kept=_("No units under these conditions"),
        none_here=_("There are no units here"),
        verb="units.see",
        rows=units,
        tried=lambda by, focus: rows_one_by_one(by, "units.see", Unit.objects.all(), focus),
        gathered=few_units,
        prepare=prepare_units,
        columns=(
            Column("name", _("Unit"), unit_name, sort="name", look="record", fit="title"),
            Column("code", _("Code"), lambda row: row.code, sort="code", under="name"),
            Column("kind", _("Kind"), lambda row: row.kind, fit="beside"),
            Column("parent", _("Under"), lambda row: row.parent or None, under="kind"),
            Column("address", _("Address"), lambda row: row.address, optional=True),
            Column("opened_on", _("Opened"), lambda row: row.opened_on, optional=True, type="day"),
            Column("closed_on", _("Closed"), lambda row: row.closed_on, optional=True, type="day"),
            Column("latest", _("Last inspected"), lambda row: row.latest_on, sort="latest", type="day", fit="right"),
        ),
        filters=(
            Filter("text", _("Text"), "text", _unit, indexed=True),
            _valued("units", "kind", _("Kind"), "code"),
            _truth("inspected", _("Level"), _("inspected itself"), _("oversees others"), "code"),
            Filter(
                "closed",
                _("Open or closed"),
                "choice",
                _closed,
                indexed=True,
                menu=True,
                choices=lambda _by: [("open", str(_("open"))), ("closed", str(_("closed")))],
            ),
            Filter("not_since", _("Not inspected since"), "day", _not_since, on="latest_on", indexed=True),
        ),
        sorts=(
            Sort("code", _("Code"), "code"),
            Sort("name", _("Name"), "name"),
            Sort("latest", _("Last inspected"), "latest_on", empty="first"),
        ),
    )
)
