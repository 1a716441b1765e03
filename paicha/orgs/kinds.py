"""Kinds of record: what the pages of the ledger, search and "why" must know of each. Rooms register theirs in their
record_kinds.py."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from paicha.kernel.phrases import Phrase
from paicha.kernel.problems import Problem


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A model, and what one of its records is called: a noun in the singular.

    `see`: the verb that lets one see such a record; a record that lies at a unit is seen by who sees units, unless its
    kind says otherwise.
    `page`: the name of its page's address, which takes its number, or the word `page_word` of the entries about it.
    `listing`: the list in which a search looks for it.
    `asked_by`: the field by which people name one to ask why somebody may see it (`pk`, or a code); "" where they
    cannot. `title`: what the answer calls it.
    `shared`: records that are the same for all; whoever reads the ledger anywhere reads what was done to them.
    `summary`: what a transition of such a record says, in few words and days.
    `shown_as`: the kind and number of the record under which a transition is shown instead.
    """

    model: type[Model]
    label: Phrase
    see: str = "units.see"
    page: str = ""
    page_word: str = ""
    listing: str = ""
    asked_by: str = ""
    title: Callable[[Any], str] = lambda record: str(record.pk)
    shared: bool = False
    summary: Callable[[Any], Sequence[str | date]] = lambda _row: ()
    shown_as: Callable[[Any], tuple[str, int]] | None = None

    @property
    def name(self) -> str:
        """The name by which entries of the ledger call their subject."""
        return str(self.model._meta.model_name)


_kinds: dict[str, RecordKind] = {}


def record_kind(kind: RecordKind) -> RecordKind:
    """Register a kind of record; the same name twice raises ValueError."""
    if kind.name in _kinds:
        raise ValueError(f"kind of record {kind.name} is registered twice")
    _kinds[kind.name] = kind
    return kind


def kind_named(name: str) -> RecordKind | None:
    """The kind of that name; None for one of earlier code, which the ledger may still name."""
    return _kinds.get(name)


def kind_of(model: type[Model]) -> RecordKind:
    """The kind of a model's records; KeyError for a model that has none."""
    return _kinds[str(model._meta.model_name)]


def all_kinds() -> list[RecordKind]:
    """Every kind of record, those of lower rooms first."""
    return list(_kinds.values())


def numbered(name: str, number: int | str) -> str:
    """What a record is called by its kind and number, in the reader's language: `finding no. 5`."""
    kind = kind_named(name)
    if kind is None:
        return f"{name} {number}"
    return _("%(kind)s no. %(number)s") % {"kind": kind.label, "number": number}


def record_named(name: str, key: str) -> Model:
    """The record that people name so, for explaining who may see it (not for showing it).

    Problems: `absent`, and `value_invalid` for a kind that cannot be asked about.
    """
    kind = kind_named(name)
    if kind is None or not kind.asked_by:
        known = ", ".join(each.name for each in all_kinds() if each.asked_by)
        raise Problem("value_invalid", name="kind", value=name[:40], help=known)
    found = None
    if kind.asked_by != "pk" or (key.isdecimal() and len(key) < 19):
        found = kind.model._default_manager.filter(**{kind.asked_by: key}).first()
    if found is None:
        raise Problem("absent", thing=kind.label, key=key)
    return found
