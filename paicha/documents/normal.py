"""When two texts count as the same: the normalisation that verifying rests on (docs/verifying-a-report.md).

Word processors, browsers and PDF viewers break lines, join runs, and turn some characters into their equals. So texts
are compared in Unicode form NFKC (a full-width % equals a half-width one), without white space, format characters and
bullets. In passages hyphens are left out too, because a line may end in one. Nothing else is forgiven: letter case,
punctuation, minus and dash all count.
"""

import re
import unicodedata

CELL = "\x1f"
"""Stands between the cells of a table row. A PDF does not know it: `flat` takes it out."""

_BULLETS = "•●◦▪"
_HYPHENS = re.compile("[-\u2010\u2011\u00ad\x02\ufffe]")


def squeeze(text: str) -> str:
    """`text` as numbers and proofs are compared."""
    return "".join(
        character
        for character in unicodedata.normalize("NFKC", text)
        if not character.isspace() and character not in _BULLETS and unicodedata.category(character) != "Cf"
    )


def passage(*cells: str) -> str:
    """The cells of a passage as one comparable text. Empty cells count: a number moved to its neighbour is a change."""
    return CELL.join(_HYPHENS.sub("", squeeze(cell.replace(CELL, ""))) for cell in cells)


def flat(text: str) -> str:
    """A passage without the marks between cells, as it stands in the stream of a PDF."""
    return text.replace(CELL, "")
