"""Renders entries of the ledger, redacted to the reader's reach: no name, code or number from outside it.

With `ledger.see` everywhere, entries read as they stand. For others, codes of units out of reach are left out, unless
the unit stands above one in reach; the sentence of an entry about many records omits its numbers, which the entry's own
page counts anew within the reach; and people whom the reader does not look after are numbers.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from paicha.kernel.canonical import canonical
from paicha.kernel.scope import Range
from paicha.ledger.appending import content
from paicha.ledger.covering import Cover, all_covers, cover_named, is_cover
from paicha.ledger.kinds import EntryKind, kind_named, spoken
from paicha.ledger.models import Checkpoint, Entry, RowChange, Transition
from paicha.ledger.queries import sentence
from paicha.ledger.tree import leaf_hash
from paicha.orgs.kinds import numbered
from paicha.orgs.models import Person, Placement, Unit
from paicha.orgs.permissions import reach
from paicha.orgs.reach import predicate
from paicha.readership.access import known_people, ledger_reach, readable_entries, records_seen, rows_within

UNIT_WORDS = ("unit", "parent", "survivor")  # words of sentences that are codes of units
_PLACE = re.compile(r"%\((\w+)\)s")
NEAR = 100  # positions: an action and those it called are appended together


@dataclass(frozen=True, slots=True)
class Author:
    """Who acted: the name shown to the reader, and whether the reader may open their page."""

    name: str
    number: int
    known: bool


@dataclass(frozen=True, slots=True)
class RenderedEntry:
    """An entry's sentence and words. `whole`: nothing was redacted. `reached`: its subject lies in the reach."""

    entry: Entry
    sentence: str
    words: Mapping[str, Any]
    author: Author
    whole: bool
    reached: bool


@dataclass(frozen=True, slots=True)
class Covering:
    """What an entry vouches for in one table: the number of rows in the reader's reach, the Merkle root over all."""

    name: str
    table: str
    count: int
    root: str


@dataclass(frozen=True, slots=True)
class EntryDetails:
    """An entry, the rows it covers, the entries of the same action, and the proof that it is unchanged."""

    rendered: RenderedEntry
    covers: Sequence[Covering]
    fits: bool  # its hash is that of its content
    cause: RenderedEntry | None
    caused: Sequence[RenderedEntry]
    checkpoint: Checkpoint | None  # the first that states it


def render_entries(by: Person, entries: Sequence[Entry]) -> list[RenderedEntry]:
    """Each of the entries, redacted to the reach of `by`; a bounded number of queries."""
    where = ledger_reach(by)
    people = authors(by, {entry.by for entry in entries})
    named = _named(by, where, entries)
    reached = records_seen(by, {(entry.subject, entry.subject_id) for entry in entries if entry.subject_id is not None})
    return [
        _rendered(entry, where is None, people[entry.by], named, (entry.subject, entry.subject_id) in reached)
        for entry in entries
    ]


def authors(by: Person, numbers: Collection[int]) -> dict[int, Author]:
    """These people by number: a name for oneself, the terminal and those whom `by` looks after, else a number."""
    looked_after = reach(by, "people.change") != ()
    known = set(known_people(by).filter(pk__in=numbers).values_list("pk", flat=True)) if looked_after else {by.pk}
    found = {}
    for number, name, kind in Person.objects.filter(pk__in=numbers).values_list("pk", "name", "kind"):
        if kind == Person.Kind.TERMINAL:
            found[number] = Author(_("the terminal"), number, False)
        elif number in known:
            found[number] = Author(name, number, looked_after)
    for number in set(numbers) - found.keys():
        found[number] = Author(numbered("person", number), number, False)
    return found


def entry_details(by: Person, entry: Entry) -> EntryDetails:
    """An entry that `by` may read, with what lies in their reach of its rows and of the action's other entries."""
    where, near = ledger_reach(by), (entry.position - NEAR, entry.position + NEAR)
    causes = list(readable_entries(by).filter(id=entry.cause)) if entry.cause else []
    caused = list(readable_entries(by).filter(cause=entry.id, position__range=near).order_by("position"))
    lines = render_entries(by, [entry, *causes, *caused])
    covers = _covers(entry, where)
    if where is not None and covers and all(entry.covers[each.name]["count"] == each.count for each in covers):
        lines[0] = _unredacted(lines[0], len(covers) == len(entry.covers))
    return EntryDetails(
        rendered=lines[0],
        covers=covers,
        fits=leaf_hash(canonical(content(entry))) == bytes(entry.leaf),
        cause=lines[1] if causes else None,
        caused=lines[1 + len(causes) :],
        checkpoint=Checkpoint.objects.filter(size__gte=entry.position).order_by("size").first(),
    )


def appended_rows(
    by: Person, entry: Entry, table: str, after: int = 0, most: int = 25
) -> tuple[list[Transition], int | None]:
    """A page of the transitions that an entry appended to one table, within the reach of `by`, in order of their id.

    The second value is `after` for the next page; None on the last.
    """
    cover = next((cover for _name, cover in _covers_of(entry) if cover.model._meta.db_table == table), None)
    if cover is None:
        return [], None
    rows = rows_within(cover, ledger_reach(by)).filter(position=entry.position, id__gt=after).order_by("id")
    found = list(rows[: most + 1])
    return found[:most], found[most - 1].id if len(found) > most else None


def _unredacted(line: RenderedEntry, all_tables: bool) -> RenderedEntry:
    """The entry as it stands, numbers and all, where every row that it appended lies in the reach."""
    if not all_tables or line.entry.subject or line.whole:
        return line
    return replace(line, sentence=sentence(line.entry), words=dict(line.entry.words), whole=True)


def _covers_of(entry: Entry) -> list[tuple[str, Cover]]:
    return [(name, cover_named(name)) for name in entry.covers if is_cover(name)]


def _covers(entry: Entry, where: tuple[Range, ...] | None) -> list[Covering]:
    found = []
    for name, cover in _covers_of(entry):
        said = entry.covers[name]
        count = said["count"] if where is None else rows_within(cover, where).filter(position=entry.position).count()
        if count:
            found.append(Covering(name, cover.model._meta.db_table, count, said["root"]))
    return found


def _rendered(entry: Entry, everywhere: bool, author: Author, named: Collection[str], reached: bool) -> RenderedEntry:
    kind = kind_named(entry.kind)
    whole = everywhere or (kind.within is None and (entry.subject != "" or not entry.covers))
    words = dict(entry.words)
    if not everywhere:
        words = {word: _word(word, value, named) for word, value in words.items()}
        if not whole:
            words = {word: words[word] for word in _PLACE.findall(_sentence(kind, whole)) if word in words}
    said, text = spoken(words), _sentence(kind, whole)
    text %= {word: said.get(word, "–") for word in _PLACE.findall(text)}
    return RenderedEntry(entry, text, words, author, whole, reached)


def _sentence(kind: EntryKind, whole: bool) -> str:
    if whole:
        return str(kind.sentence)
    return str(kind.within) if kind.within else _("Something was done of which a part lies in your reach.")


def _word(word: str, value: Any, named: Collection[str]) -> Any:
    if word in UNIT_WORDS and value not in named and value not in ("-", "*"):
        return _("a unit outside your reach")
    return value


def _named(by: Person, where: tuple[Range, ...] | None, entries: Sequence[Entry]) -> set[str]:
    """The codes of units that stand in the entries and need no redaction: in reach, or above a unit in reach."""
    if where is None:
        return set()
    codes = {str(entry.words[word]) for entry in entries for word in UNIT_WORDS if word in entry.words}
    seen = predicate(reach(by, "units.see"), Unit)
    subjects = {entry.subject_id or 0 for entry in entries if entry.subject == "unit"}
    mine = Placement.objects.filter(unit__in=Unit.objects.filter(seen, pk__in=subjects))
    paths = [*mine.values_list("path", flat=True), *(part.path for part in where)]
    above = {int(step) for path in paths for step in path.strip("/").split("/") if step}
    rows = Unit.objects.filter(code__in=codes)
    return set(rows.filter(seen | Q(pk__in=above)).values_list("code", flat=True))


def record_of(row: Transition) -> tuple[str, int]:
    """The kind and number of the record that a transition belongs to; "" for a table that the code no longer has."""
    if isinstance(row, RowChange):
        found = next((cover.model for cover in all_covers() if cover.model._meta.db_table == row.table), None)
        return str(found._meta.model_name) if found else "", row.key
    cover = next(cover for cover in all_covers() if cover.transition is type(row))
    return str(cover.model._meta.model_name), int(getattr(row, cover.key))
