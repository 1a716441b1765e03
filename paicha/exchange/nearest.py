"""The nearest known word to one that is not known, to name it in a problem."""

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word` (upper and lower case count as alike); "-" when nothing is known."""
    folded = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    close = difflib.get_close_matches(word.casefold(), folded, 1, 0.0)
    return folded[close[0]] if close else "-"
