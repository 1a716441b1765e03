"""Sealing: drawing what is to be drawn, making the manifest and signing it, once for all formats.

sealed = seal(document, report=..., page=..., scope=..., key=...)
files = {name: write(sealed) for name, write in writers.WRITERS.items()}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from paicha.documents import drawing, manifest
from paicha.documents.document import Chart, Document, Passage, Slot, Table, passages
from paicha.documents.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Sealed:
    """A document that can be written: `passages` with their ids, `drawings` by passage id, the signed manifest.

    `page` is the address of the document's own page; its numbers have theirs below it.
    """

    document: Document
    passages: tuple[Passage, ...]
    drawings: Mapping[str, Drawing]
    manifest: Mapping[str, Any]
    envelope: Mapping[str, Any]
    page: str

    def of(self, block: int) -> list[Passage]:
        """The passages of the block at this place in the document: a table's caption, header and rows, for example."""
        return [passage for passage in self.passages if passage.block == block]

    def number_url(self, slot: Slot) -> str:
        """The address of a number's page: what it says, what it rests on, and what it would be today.

        It serves the reader. Verifying reads only the fragment, and trusts nothing else of it.
        """
        return f"{self.page}/numbers/{slot.id}#{slot.id}"


def seal(document: Document, *, report: str, page: str, scope: Mapping[str, Any], key: Ed25519PrivateKey) -> Sealed:
    """Make `document` ready for its writers. `report` is its id, `page` the address of its own page (no slash at the
    end), `scope` what all its figures were asked about.

    Raises ValueError when two different numbers bear one id: the fault of whoever built the document.
    """
    numbered = tuple(passages(document))
    _distinct(numbered)
    drawings = {passage.id: drawn for passage in numbered if (drawn := _drawing(document, passage))}
    made = manifest.build(document, numbered, drawings, report=report, scope=scope)
    return Sealed(document, numbered, drawings, made, manifest.sign(made, key), page)


def _distinct(numbered: tuple[Passage, ...]) -> None:
    seen: dict[str, Slot] = {}
    for passage in numbered:
        for slot in passage.slots:
            if slot.id in seen:
                raise ValueError(f"the number id {slot.id} is used twice")
            seen[slot.id] = slot


def _drawing(document: Document, passage: Passage) -> Drawing | None:
    block = None if passage.block is None else document.blocks[passage.block]
    if isinstance(block, Chart) and passage.kind == "chart":
        return drawing.chart(block)
    if isinstance(block, Table) and block.scale:
        if passage.kind == "header":
            return drawing.axis(block.scale)
        dot = block.rows[passage.row].dot if passage.row is not None else None
        return drawing.dot(dot, block.scale) if dot else None
    return None
