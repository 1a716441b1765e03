"""Words of quantity and the shares they stand for: the published table (FIGURES.md, last paragraph).

"Most of the units" is a number in disguise. A report may use such a word only where the share fits it. The shares of
几乎所有, 多数, 少数 and their English words are ours, chosen so that the primary words leave no gap.
"""

from dataclasses import dataclass
from fractions import Fraction

from paicha.documents.document import Language
from paicha.figures.answers import FEWEST


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its shares: from `low` to `high` in per cent, each end included where its flag says so.

    `units` bounds how many units it may speak of. `primary` words are those that quantity_word chooses; the others are
    only held to their share when somebody writes them.
    """

    zh: str
    en: str
    low: int
    high: int
    low_in: bool = True
    high_in: bool = False
    units: int | None = None
    primary: bool = True

    def holds(self, share: Fraction, units: int) -> bool:
        """Whether `share` (of 1) and the number of units spoken of fit this word."""
        above = share * 100 > self.low or (self.low_in and share * 100 == self.low)
        below = share * 100 < self.high or (self.high_in and share * 100 == self.high)
        return above and below and (self.units is None or units <= self.units)

    def text(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


# Order matters to quantity_word: the first primary word that holds is taken.
TABLE: tuple[Word, ...] = (
    Word("全部", "all", 100, 100, high_in=True),
    Word("绝大多数", "the great majority", 90, 100, high_in=True),
    Word("大多数", "most", 60, 90, low_in=False),
    Word("部分", "some", 10, 60, high_in=True),
    Word("个别", "a few", 0, 5, low_in=False, units=10),
    Word("少数", "few", 0, 10, low_in=False),
    Word("几乎所有", "almost all", 95, 100, high_in=True, primary=False),
    Word("多数", "more than half", 50, 100, low_in=False, high_in=True, primary=False),
)


def quantity_word(numerator: int, denominator: int, units: int | None = None, language: Language = "zh") -> str | None:
    """The word for `numerator` of `denominator`, or None where none fits (nothing at all, or under five).

    `units` is how many units the sentence speaks of, where that is not the numerator.
    """
    if denominator < FEWEST:
        return None
    share = Fraction(numerator, denominator)
    spoken_of = numerator if units is None else units
    return next((word.text(language) for word in TABLE if word.primary and word.holds(share, spoken_of)), None)


def fits(word: str, numerator: int, denominator: int, units: int | None = None, language: Language = "zh") -> bool:
    """Whether somebody may write `word` for `numerator` of `denominator`. A word outside the table never fits."""
    if denominator < FEWEST:
        return False
    share = Fraction(numerator, denominator)
    spoken_of = numerator if units is None else units
    return any(row.text(language) == word and row.holds(share, spoken_of) for row in TABLE)
