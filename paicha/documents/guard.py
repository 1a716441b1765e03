"""The guard of running text: no number, share, superlative or word of quantity that no figure gave.

It reads what people wrote (`Text`); slots and cited records are passed over, and so are the allowed classes: dates,
numbering and references, quotations, document numbers, standards, the name of the 95 % interval. The patterns of each
language are in `patterns/`; adding one there is all it takes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from paicha.documents import patterns
from paicha.documents.document import Chart, Document, Inlines, Language, Text, passages

_BLANK = "\ufffc"

SENTENCES: dict[str, Any] = {
    "number": _("%(text)s is a number that no figure gave. Ask a figure for it, or leave it out."),
    "percentage": _("%(text)s is a share that no figure gave. Ask a figure for it, or leave it out."),
    "superlative": _("%(text)s puts something first or last without a figure. Ask a figure for it, or leave it out."),
    "quantity": _("%(text)s is a word of quantity without a share. Ask a figure for its word, or leave it out."),
    "change": _("%(text)s speaks of a change without a figure. Ask a figure for its change, or leave it out."),
}


@dataclass(frozen=True, slots=True)
class Offence:
    """A piece of text that the guard refuses: where it stands (passage, cell, characters `start` to `end` of the cell's
    printed text), what it says and of which kind it is."""

    passage: str
    cell: int
    start: int
    end: int
    text: str
    kind: str

    @property
    def sentence(self) -> str:
        """What is wrong and how it is mended, in the language of who asks."""
        return str(SENTENCES[self.kind]) % {"text": self.text}


def check(document: Document) -> list[Offence]:
    """Every offence in `document`, in reading order; an empty list when every number has its trace."""
    return list(_offences(document))


def _offences(document: Document) -> Iterator[Offence]:
    language = document.meta.language
    for passage in passages(document):
        if passage.kind in ("issuer", "number", "title", "date"):  # made of names and dates, not written in sections
            continue
        parts = passage.parts
        if passage.kind == "chart" and passage.block is not None:
            chart = document.blocks[passage.block]
            parts = ((Text(chart.alternative),),) if isinstance(chart, Chart) else ()
        for cell, inlines in enumerate(parts):
            for start, end, kind in scan(_visible(inlines), language):
                text = "".join(inline.text for inline in inlines)[start:end]
                yield Offence(passage.id, cell, start, end, text, kind)


def _visible(inlines: Inlines) -> str:
    return "".join(inline.text if isinstance(inline, Text) else _BLANK * len(inline.text) for inline in inlines)


def scan(text: str, language: Language) -> list[tuple[int, int, str]]:
    """The offences in a plain `text` as (start, end, kind), in order; a stretch is reported once."""
    for pattern in patterns.ALLOWED[language]:
        text = pattern.sub(lambda match: _BLANK * len(match.group()), text)
    found: list[tuple[int, int, str]] = []
    for kind, pattern in patterns.REFUSED[language]:
        found += [(*match.span(), kind) for match in pattern.finditer(text)]
        # blanked at once, so that 43% is one offence and "the great majority" is not "majority" again
        text = pattern.sub(lambda match: _BLANK * len(match.group()), text)
    return sorted(found)


def numbers(text: str) -> list[str]:
    """The runs of digits (with their separators and %) in a normalised text: what could be mistaken for a figure."""
    return re.findall(r"\d[\d,.]*%?", text)
