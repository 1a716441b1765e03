"""Placement that two writers share.

Where the signature and the date stand (GB/T 9704-2012, 7.3.5): the date four characters from the right edge, the
issuing body centred above it; where the name is too long for that, two characters from the edge, the date two further.
"""

import re

from paicha.documents.document import Document, Heading, Paragraph, plain, width


def outline(document: Document) -> dict[int, int]:
    """For each heading, by its place in the document, the level that its tag bears.

    An official document may go from 一、 straight to 1.; its look says so, but a tag that skips a level confuses those
    who read by tags, and PDF/UA forbids it.
    """
    levels: dict[int, int] = {}
    last = 0
    for at, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            last = levels[at] = min(block.level, last + 1)
    return levels


def insets(document: Document) -> dict[int, float]:
    """For each signature and date, by its place in the document, its distance from the right edge in characters."""
    found: dict[int, float] = {}
    name: tuple[int, float] | None = None
    for at, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph):
            continue
        if block.kind == "signature":
            name = at, width(plain(block.content))
            found[at] = 2
        elif block.kind == "date":
            found[at] = 4
            if name:
                wide = width(plain(block.content))
                centred = 4 + (wide - name[1]) / 2
                if centred >= 1:
                    found[name[0]] = centred
                else:
                    # the date begins two characters right of where the name begins
                    found[at] = max(2 + name[1] - 2 - wide, 2)
    return found


WHOLE = 10
"""A table of up to this many rows is kept on one page; a longer one begins with some of its rows and is continued."""

_LONG = re.compile(r"[!-~]{20,}")
_JOINT = re.compile(r"(?<=\w)_(?=\w)")


def breakable(text: str) -> str:
    """`text` with zero-width spaces where a line may end: in names of figures, and inside hashes and the like."""
    parted = _JOINT.sub("_\u200b", text)
    return _LONG.sub(lambda run: re.sub(r"(.{4})(?=.)", "\\1\u200b", run.group()), parted)
