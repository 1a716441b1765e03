"""Kinds of entry. Each is registered once, in its room's entries.py, with a sentence."""

from dataclasses import dataclass
from typing import Any

from paicha.kernel.problems import Problem


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of entry: a stable name `room.verb_done` and a sentence with places for its words (lazy translation)."""

    name: str
    sentence: Any
    words: tuple[str, ...] = ()


_kinds: dict[str, EntryKind] = {}


def entry_kind(name: str, sentence: Any, *words: str) -> EntryKind:
    """Register a kind; the same name twice raises ValueError."""
    if name in _kinds:
        raise ValueError(f"entry kind {name} is registered twice")
    _kinds[name] = EntryKind(name, sentence, words)
    return _kinds[name]


def kind_named(name: str) -> EntryKind:
    """The registered kind, or Problem `ledger_unknown_kind`."""
    try:
        return _kinds[name]
    except KeyError:
        raise Problem("ledger_unknown_kind", kind=name) from None


def all_kinds() -> list[EntryKind]:
    """Every kind, by name."""
    return sorted(_kinds.values(), key=lambda kind: kind.name)
