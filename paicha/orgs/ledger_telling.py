"""What is said of an entry to who may read it: no name, code or number from outside their reach.

Who sees the ledger everywhere reads entries as they stand. For others, the codes of units out of reach are left out
unless they stand above one in reach; what an entry did to many records at once is said without its numbers, and
counted anew within the reach on its own page; and people whom they do not look after are numbers.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from paicha.kernel.canonical import canonical
from paicha.kernel.scope import Range
from paicha.ledger.appending import content
from paicha.ledger.covering import Cover, all_covers, cover_named, is_cover
from paicha.ledger.kinds import EntryKind, kind_named, spoken
from paicha.ledger.models import Checkpoint, Entry, RowChange, Transition
from paicha.ledger.queries import sentence
from paicha.ledger.tree import leaf_hash
from paicha.orgs.ledger_reach import changed_in, entries_of, known_people, ledger_reach, records_seen
from paicha.orgs.models import Person, Placement, Unit
from paicha.orgs.permissions import predicate, reach

UNIT_WORDS = ("unit", "parent", "survivor")  # words of sentences that are codes of units
_PLACE = re.compile(r"%\((\w+)\)s")
NEAR = 100  # positions: an action and those it called are appended together


@dataclass(frozen=True, slots=True)
class Author:
    """Who did something: how they are called to the reader, and whether the reader may open their page."""

    name: str
    number: int
    known: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in words. `whole`: nothing of it lies outside the reach."""

    entry: Entry
    sentence: str
    words: Mapping[str, Any]
    author: Author
    whole: bool
    reached: bool  # its subject lies in the reach


@dataclass(frozen=True, slots=True)
class Covering:
    """What an entry vouches for of one table: how many rows (those in the reader's reach), and the root over all."""

    name: str
    table: str
    count: int
    root: str


@dataclass(frozen=True, slots=True)
class Whole:
    """An entry with all that hangs on it."""

    told: Told
    covers: Sequence[Covering]
    fits: bool  # its hash is that of what it says
    cause: Told | None
    caused: Sequence[Told]
    checkpoint: Checkpoint | None  # the first that states it


def told(by: Person, entries: Sequence[Entry]) -> list[Told]:
    """Each of the entries in words, as far as the reader reaches; a bounded number of queries."""
    where = ledger_reach(by)
    people = authors(by, {entry.by for entry in entries})
    named = _named(by, where, entries)
    reached = records_seen(by, {(entry.subject, entry.subject_id) for entry in entries if entry.subject_id is not None})
    return [
        _told(entry, where is None, people[entry.by], named, (entry.subject, entry.subject_id) in reached)
        for entry in entries
    ]


def authors(by: Person, numbers: Collection[int]) -> dict[int, Author]:
    """Who these people are to the reader: a name for oneself, the terminal and those one looks after, or a number."""
    looked_after = reach(by, "people.change") != ()
    known = set(known_people(by).filter(pk__in=numbers).values_list("pk", flat=True)) if looked_after else {by.pk}
    found = {}
    for number, name, kind in Person.objects.filter(pk__in=numbers).values_list("pk", "name", "kind"):
        if kind == Person.Kind.TERMINAL:
            found[number] = Author(_("the terminal"), number, False)
        elif number in known:
            found[number] = Author(name, number, looked_after)
    for number in set(numbers) - found.keys():
        found[number] = Author(_("person no. %(number)s") % {"number": number}, number, False)
    return found


def whole(by: Person, entry: Entry) -> Whole:
    """All of an entry that `by` may read."""
    where, near = ledger_reach(by), (entry.position - NEAR, entry.position + NEAR)
    causes = list(entries_of(by).filter(id=entry.cause)) if entry.cause else []
    caused = list(entries_of(by).filter(cause=entry.id, position__range=near).order_by("position"))
    lines = told(by, [entry, *causes, *caused])
    covers = _covers(entry, where)
    if where is not None and covers and all(entry.covers[each.name]["count"] == each.count for each in covers):
        lines[0] = _all_of(lines[0], len(covers) == len(entry.covers))
    return Whole(
        told=lines[0],
        covers=covers,
        fits=leaf_hash(canonical(content(entry))) == bytes(entry.leaf),
        cause=lines[1] if causes else None,
        caused=lines[1 + len(causes) :],
        checkpoint=Checkpoint.objects.filter(size__gte=entry.position).order_by("size").first(),
    )


def changes(
    by: Person, entry: Entry, table: str, after: int = 0, most: int = 25
) -> tuple[list[Transition], int | None]:
    """What an entry appended to one table, as far as the reader reaches: a page, and where the next goes on."""
    cover = next((cover for _name, cover in _covers_of(entry) if cover.model._meta.db_table == table), None)
    if cover is None:
        return [], None
    rows = changed_in(cover, ledger_reach(by)).filter(position=entry.position, id__gt=after).order_by("id")
    found = list(rows[: most + 1])
    return found[:most], found[most - 1].id if len(found) > most else None


def _all_of(line: Told, all_tables: bool) -> Told:
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
        count = said["count"] if where is None else changed_in(cover, where).filter(position=entry.position).count()
        if count:
            found.append(Covering(name, cover.model._meta.db_table, count, said["root"]))
    return found


def _told(entry: Entry, everywhere: bool, author: Author, named: Collection[str], reached: bool) -> Told:
    kind = kind_named(entry.kind)
    whole = everywhere or (kind.within is None and (entry.subject != "" or not entry.covers))
    words = dict(entry.words)
    if not everywhere:
        words = {word: _word(word, value, named) for word, value in words.items()}
        if not whole:
            words = {word: words[word] for word in _PLACE.findall(_sentence(kind, whole)) if word in words}
    said, text = spoken(words), _sentence(kind, whole)
    text %= {word: said.get(word, "–") for word in _PLACE.findall(text)}
    return Told(entry, text, words, author, whole, reached)


def _sentence(kind: EntryKind, whole: bool) -> str:
    if whole:
        return str(kind.sentence)
    return str(kind.within) if kind.within else _("Something was done of which a part lies in your reach.")


def _word(word: str, value: Any, named: Collection[str]) -> Any:
    if word in UNIT_WORDS and value not in named and value not in ("-", "*"):
        return _("a unit outside your reach")
    return value


def _named(by: Person, where: tuple[Range, ...] | None, entries: Sequence[Entry]) -> set[str]:
    """Those of the codes in the entries that may be said: of units in reach, and of those above one of them."""
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


def record_of(row: Transition) -> tuple[type[Model] | None, int]:
    """The model and number of the record that a transition belongs to; None for a table that is no longer known."""
    if isinstance(row, RowChange):
        found = next((cover for cover in all_covers() if cover.model._meta.db_table == row.table), None)
        return (found.model if found else None), row.key
    cover = next(cover for cover in all_covers() if cover.transition is type(row))
    return cover.model, int(getattr(row, cover.key))
