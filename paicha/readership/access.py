"""Which entries of the ledger somebody may read.

With `ledger.see` everywhere, all of them. With `ledger.see` below some units, the entries

- about a record that lies in their reach today: a unit, a place, a post, an inspection, a finding, a report;
- that appended a transition of such a record, such as an import that brought one of their inspections among others;
- about records that all share (lines, severity scales, versions of checklists), and of the founding;
- about their own account, and about the people whom they look after.

All others are absent. How an entry that reaches further than its reader is redacted: paicha.readership.rendering.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from paicha.kernel import clock
from paicha.kernel.ids import LARGEST
from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range
from paicha.ledger.covering import Cover, all_covers
from paicha.ledger.kinds import all_kinds
from paicha.ledger.models import Entry, RowChange, Transition
from paicha.orgs.entries import FOUNDED
from paicha.orgs.kinds import all_kinds as record_kinds
from paicha.orgs.models import Person, Placement, PlacementChange, Unit
from paicha.orgs.permissions import reach, require_somewhere
from paicha.orgs.queries import post_numbers
from paicha.orgs.reach import are_few, from_units, has_field, lies_at_unit, predicate
from paicha.orgs.user_administration import VERB, visible

SEE = "ledger.see"
FIRST, LAST = date(1970, 1, 1), date(9000, 1, 1)  # beyond them no entry was written


def readable_entries(by: Person) -> QuerySet[Entry]:
    """The entries that `by` may read; Problem `not_allowed` if no post grants `ledger.see`."""
    where = ledger_reach(by)
    if where is None:
        return Entry.objects.all()
    return from_records(by, where) if are_few(where) else one_by_one(by, where)


def ledger_reach(by: Person) -> tuple[Range, ...] | None:
    """The subtrees in which `by` reads the ledger, None for everywhere; Problem `not_allowed` for nowhere."""
    require_somewhere(by, SEE)
    return reach(by, SEE)


def readable_entry(by: Person, position: int) -> Entry:
    """The entry at a position, if `by` may read it; out of reach and absent look alike."""
    found = readable_entries(by).filter(position=position).first() if position <= LARGEST else None
    if found is None:
        raise Problem("absent", thing=_("entry"), key=position)
    return found


def filtered_entries(
    by: Person,
    *,
    who: str = "",
    kind: str = "",
    since: date | None = None,
    until: date | None = None,
    subject: str = "",
    number: int | None = None,
) -> QuerySet[Entry]:
    """The entries that `by` may read, by who did it (a user name or a number), what, when, and to which record.

    Problems: `list_value_invalid` for a kind that there is none, `absent` for a record out of reach.
    """
    rows = readable_entries(by)
    if who:
        rows = rows.filter(by__in=_numbers(by, who))
    if kind:
        if kind not in {each.name for each in all_kinds()}:
            raise Problem("list_value_invalid", filter=_("What"), value=kind[:60])
        rows = rows.filter(kind=kind)
    if since:
        rows = rows.filter(at__gte=_midnight(min(max(since, FIRST), LAST)))
    if until:
        rows = rows.filter(at__lt=_midnight(min(max(until, FIRST), LAST) + timedelta(days=1)))
    if subject:
        rows = rows.filter(_about(by, subject, number))
    return rows


def known_people(by: Person) -> QuerySet[Person]:
    """The people whom `by` knows by name: oneself, and those whom one looks after."""
    where = reach(by, VERB)
    if where is None:
        return Person.objects.all()
    return Person.objects.filter(Q(pk=by.pk) | visible(by) if where else Q(pk=by.pk))


def transitions_of(cover: Cover) -> QuerySet[Any]:
    """The transitions of a cover's records."""
    if cover.transition is RowChange:
        return RowChange.objects.filter(table=cover.model._meta.db_table)
    return cover.transition._default_manager.all()


def rows_within(cover: Cover, where: tuple[Range, ...] | None) -> QuerySet[Any]:
    """Those of a cover's transitions whose record lies in the reach today."""
    rows = transitions_of(cover)
    if where is None:
        return rows
    if not lies_at_unit(cover.model):
        return rows.none()
    if issubclass(cover.model, Transition):  # it is its own record
        return rows.filter(predicate(where, cover.model))
    mine = cover.model._default_manager.filter(pk=OuterRef(cover.key)).filter(predicate(where, cover.model))
    return rows.filter(Exists(mine))


def covered(subject: str) -> Cover | None:
    """How the ledger vouches for the records of that name; None where it does not."""
    return next((cover for cover in all_covers() if cover.model._meta.model_name == subject), None)


def _records() -> Iterator[Cover]:
    """The covers of records that are not themselves transitions."""
    return (cover for cover in all_covers() if not issubclass(cover.model, Transition))


def _shared() -> list[str]:
    """The kinds of records that are the same for all."""
    return [kind.name for kind in record_kinds() if kind.shared]


def _about_shared() -> Q:
    return Q(subject__in=_shared()) | Q(kind=FOUNDED.name)


def _personal(by: Person) -> Q:
    found = Q(subject="person", subject_id=by.pk)
    if reach(by, VERB) != ():
        found |= Q(subject="person") & Q(Exists(known_people(by).filter(pk=OuterRef("subject_id"))))
    for cover in _records():
        if has_field(cover.model, "person") and not lies_at_unit(cover.model):
            own = cover.model._default_manager.filter(pk=OuterRef("subject_id"), person=by)
            found |= Q(subject=cover.model._meta.model_name) & Q(Exists(own))
    return found


def _done_to(where: tuple[Range, ...]) -> Q:
    found = Q(pk__in=[])
    for cover in _records():
        if lies_at_unit(cover.model):
            mine = cover.model._default_manager.filter(pk=OuterRef("subject_id")).filter(predicate(where, cover.model))
            found |= Q(subject=cover.model._meta.model_name) & Q(Exists(mine))
    return found


def _appended(where: tuple[Range, ...]) -> Q:
    found = Q(pk__in=[])
    for cover in _records():
        if lies_at_unit(cover.model) and cover.transition is not RowChange:
            found |= Q(Exists(rows_within(cover, where).filter(position=OuterRef("position"))))
    return found


def one_by_one(by: Person, where: tuple[Range, ...]) -> QuerySet[Entry]:
    """The entries that `by` may read, each looked up by itself: quick where many lie within the reach."""
    return Entry.objects.filter(_about_shared() | _personal(by) | _done_to(where) | _appended(where))


def from_records(by: Person, where: tuple[Range, ...]) -> QuerySet[Entry]:
    """The same, from the records in the reach to their entries by indexes: quick where few lie within it."""
    parts = [Entry.objects.filter(_about_shared()), Entry.objects.filter(_personal(by))]
    positions: list[QuerySet[Any, Any]] = [rows.order_by().values("position") for rows in parts]
    for cover in _records():
        if lies_at_unit(cover.model):
            mine = cover.model._default_manager.filter(from_units(where, cover.model)).values("pk")
            done = Entry.objects.filter(subject=cover.model._meta.model_name, subject_id__in=mine)
            positions.append(done.order_by().values("position"))
            if cover.transition is not RowChange:
                positions.append(transitions_of(cover).filter(**{f"{cover.key}__in": mine}).values("position"))
    return Entry.objects.filter(position__in=positions[0].union(*positions[1:]))


def _numbers(by: Person, who: str) -> list[int]:
    """The people of that user name whom `by` knows, or the one of that number, whoever that is."""
    if who.isdecimal() and len(who) < 19:
        return [int(who)]
    return list(known_people(by).filter(username=who).values_list("pk", flat=True))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.zone())


def _about(by: Person, subject: str, number: int | None) -> Q:
    """The entries about one record: those done to it, and those that appended a transition of it."""
    cover = covered(subject)
    if cover is None or number is None or not _reached(by, cover.model).filter(pk=min(number, LARGEST)).exists():
        raise Problem("absent", thing=_("record"), key=f"{subject[:30]} {number or ''}".strip())
    about = Q(subject=subject, subject_id=number)
    about |= Q(position__in=transitions_of(cover).filter(**{cover.key: number}).values("position"))
    if cover.model is Unit:
        moves = PlacementChange.objects.filter(placement__in=Placement.objects.filter(unit=number).values("pk"))
        about |= Q(position__in=moves.values("position"))
    if cover.model is Person:
        about |= Q(subject="post", subject_id__in=post_numbers(number))
    return about


def _reached(by: Person, model: type[Model]) -> QuerySet[Any]:
    """The records of a model whose entries may be asked for."""
    rows = model._default_manager.all()
    where = ledger_reach(by)
    if where is None:
        return rows
    if model is Person:
        return known_people(by)
    if lies_at_unit(model):
        return rows.filter(predicate(where, model))
    if has_field(model, "person"):
        return rows.filter(person=by)
    return rows if model._meta.model_name in _shared() else rows.none()


def records_seen(by: Person, records: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Those of some records, by name and number, that lie in the reach: what an entry may lead to."""
    found = set()
    for subject in {name for name, _number in records}:
        cover = covered(subject)
        numbers = [number for name, number in records if name == subject]
        if cover is not None:
            seen = _reached(by, cover.model).filter(pk__in=numbers)
            found |= {(subject, number) for number in seen.values_list("pk", flat=True)}
    return found
