"""Words of a definition, such as the name of a state, which stand in both languages where they are defined."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

PLACE = re.compile(r"%\((\w+)\)s")


def chinese() -> bool:
    """Whether the reader reads Chinese."""
    return (get_language() or "").startswith("zh")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The same words in Chinese and in English; `str` gives those of the reader's language.

    They may have places such as `%(deadline)s`, filled with `%`. ValueError where one language is empty or has other
    places than the other.
    """

    zh: str
    en: str

    def __post_init__(self) -> None:
        if not (self.zh and self.en):
            raise ValueError(f"{self.zh or self.en!r} stands in one language only")
        if self.places != set(PLACE.findall(self.zh)):
            raise ValueError(f"{self.en!r} and {self.zh!r} have different places")

    @property
    def places(self) -> set[str]:
        """The names of its places."""
        return set(PLACE.findall(self.en))

    def __str__(self) -> str:
        return self.zh if chinese() else self.en

    def __mod__(self, words: Mapping[str, object]) -> str:
        return str(self) % words
