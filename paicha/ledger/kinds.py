"""Kinds of entry. Each is registered once, in its room's entries.py, with a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from paicha.kernel.problems import Problem


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of entry: a stable name `room.verb_done` and a sentence with places for its words (lazy translation).

    `within` is the sentence for who reaches only a part of what the entry did: without its numbers.
    """

    name: str
    sentence: Any
    words: tuple[str, ...] = ()
    within: Any = None


_kinds: dict[str, EntryKind] = {}


def entry_kind(name: str, sentence: Any, *words: str, within: Any = None) -> EntryKind:
    """Register a kind; the same name twice raises ValueError."""
    if name in _kinds:
        raise ValueError(f"entry kind {name} is registered twice")
    _kinds[name] = EntryKind(name, sentence, words, within)
    return _kinds[name]


Speaker = Callable[[str], Any]
_speakers: dict[str, Speaker] = {}


def speak(word: str, speaker: Speaker) -> None:
    """Say a word of sentences, such as `role`, in the reader's language: `speaker` turns what entries hold into it."""
    if _speakers.setdefault(word, speaker) is not speaker:
        raise ValueError(f"the word {word} is spoken twice")


def spoken(words: Mapping[str, Any]) -> dict[str, Any]:
    """The words of an entry as its sentence says them."""
    return {
        word: _speakers[word](value) if word in _speakers and isinstance(value, str) else value
        for word, value in words.items()
    }


def kind_named(name: str) -> EntryKind:
    """The registered kind, or Problem `ledger_unknown_kind`."""
    try:
        return _kinds[name]
    except KeyError:
        raise Problem("ledger_unknown_kind", kind=name) from None


def all_kinds() -> list[EntryKind]:
    """Every kind, by name."""
    return sorted(_kinds.values(), key=lambda kind: kind.name)
