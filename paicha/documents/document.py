"""The traced document: what a document says, before it is a DOCX, a PDF or an HTML file.

Running text is made of inlines. `Text` is written by people, a `Slot` is a number (or a word of quantity) that a figure
gave, a `Cite` is the name or the words of a record. Only slots carry numbers; guard.py holds the text to that.
Blocks are headings, paragraphs, tables and charts. A `Passage` is the smallest piece that verifying speaks of: one
heading, one paragraph, one table row, one caption; it has a running id (p1, p2, ...), a slot has its own (n1, n2, ...).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal
from unicodedata import east_asian_width

Language = Literal["zh", "en"]
Field = Literal["value", "numerator", "denominator", "low", "high", "words"]
Align = Literal["left", "right", "center"]
ParagraphKind = Literal["body", "item", "note", "addressee", "signature", "date"]


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a number comes from: enough to ask the figure again and to show what it rests on.

    `arguments` is what the figure was asked (unit, line, from, to, on, by, group, filters ...) as JSON without floats;
    `value` is the exact answer (an integer, or a decimal as text). The rest is only shown: the figure's name in the
    document's language, and n, N and the 95 % interval as printed.
    """

    figure: str
    version: int
    arguments: Mapping[str, Any]
    field: Field
    value: int | str | None
    title: str = ""
    numerator: int | None = None
    denominator: int | None = None
    low: str | None = None
    high: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Words that a person wrote."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A number or a word of quantity as printed, bound to the figure that gave it."""

    id: str
    text: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class Cite:
    """The name or the words of a record (a unit, a finding, an item, a ledger root), printed as they stand there."""

    kind: str
    key: str
    text: str


Inline = Text | Slot | Cite
Inlines = tuple[Inline, ...]


def plain(inlines: Iterable[Inline]) -> str:
    """The printed text of `inlines`."""
    return "".join(inline.text for inline in inlines)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、) to 4; the document's own title is not a heading."""

    level: int
    content: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. An `item` has a marker ("1." or "•"); signature and date stand at the right, at the end."""

    content: Inlines
    kind: ParagraphKind = "body"
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A value with its 95 % interval and the value of the year before, all on the scale of its column."""

    value: float | None
    low: float | None = None
    high: float | None = None
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` is its share of the table's width relative to the other columns."""

    title: Inlines
    align: Align = "left"
    width: int = 10


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis of the drawn column that a table may have on its right.

    `ticks` are values with their labels; `rule`, the whole scope's value, is drawn dashed through all rows. The column
    takes `width` shares, as a Column does.
    """

    title: Inlines
    ticks: tuple[tuple[float, str], ...]
    rule: float | None = None
    width: int = 24


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `strong` sets a total apart, `dot` is drawn in the scale's column."""

    cells: tuple[Inlines, ...]
    dot: Dot | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; its header is repeated on each page. `dense` sets a long annex in smaller type."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: Inlines = ()
    scale: Scale | None = None
    dense: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: a Vega-Lite spec for documents and one for narrow screens, a sentence in its place, a caption."""

    spec: Mapping[str, Any]
    alternative: str
    caption: Inlines = ()
    slim: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page (annexes)."""


Block = Heading | Paragraph | Table | Chart | PageBreak


@dataclass(frozen=True, slots=True)
class Meta:
    """What stands around the text.

    `issuer` is the issuing body, `address` where the installation answers (no slash at the end), `number` the document
    number as printed (示安办〔2026〕12号). A zero-width space in the title is where its lines may be broken.
    """

    language: Language
    title: str
    issuer: str
    date: date
    position: int
    root: str
    address: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document."""

    meta: Meta
    blocks: tuple[Block, ...]


PassageKind = Literal[
    "issuer",
    "number",
    "title",
    "heading",
    "body",
    "item",
    "note",
    "addressee",
    "signature",
    "date",
    "caption",
    "header",
    "row",
    "chart",
]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text with an id. A table row has one part per cell, everything else one part.

    `block` and `row` say where it stands in Document.blocks (None for what Meta gives and for what is no row).
    """

    id: str
    kind: PassageKind
    parts: tuple[Inlines, ...]
    block: int | None = None
    row: int | None = None

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(inline for part in self.parts for inline in part if isinstance(inline, Slot))


LABELS: Mapping[Language, Mapping[str, str]] = {
    "zh": {"table": "表{}　", "chart": "图{}　"},
    "en": {"table": "Table {}. ", "chart": "Figure {}. "},
}


def passages(document: Document) -> Iterator[Passage]:
    """Everything that can be read in `document`, in the order in which every writer prints it, with its running id."""
    for number, passage in enumerate(_unnumbered(document), 1):
        yield replace(passage, id=f"p{number}")


def _unnumbered(document: Document) -> Iterator[Passage]:
    meta = document.meta
    yield Passage("", "issuer", ((Text(meta.issuer),),))
    if meta.number:
        yield Passage("", "number", ((Text(meta.number),),))
    yield Passage("", "title", ((Text(meta.title),),))
    counts = {"table": 0, "chart": 0}
    for at, block in enumerate(document.blocks):
        match block:
            case Heading(content=content):
                yield Passage("", "heading", (content,), at)
            case Paragraph(content=content, kind=kind, marker=marker):
                yield Passage("", kind, ((Text(f"{marker} "), *content) if marker else content,), at)
            case Table():
                counts["table"] += 1
                if block.caption:
                    label = LABELS[meta.language]["table"].format(counts["table"])
                    yield Passage("", "caption", ((Text(label), *block.caption),), at)
                titles = tuple(column.title for column in block.columns)
                yield Passage("", "header", (*titles, block.scale.title) if block.scale else titles, at)
                for index, row in enumerate(block.rows):
                    yield Passage("", "row", (*row.cells, ()) if block.scale else row.cells, at, index)
            case Chart():
                counts["chart"] += 1
                yield Passage("", "chart", (), at)
                if block.caption:
                    label = LABELS[meta.language]["chart"].format(counts["chart"])
                    yield Passage("", "caption", ((Text(label), *block.caption),), at)


def width(text: str) -> float:
    """The width of `text` in Chinese characters; a Latin letter or figure counts half."""
    return sum(1 if east_asian_width(character) in "WF" else 0.5 for character in text if character != "\u200b")


def title_lines(title: str, longest: int) -> list[str]:
    """`title` in as few lines of at most `longest` Chinese characters as its break marks (zero-width spaces) allow.

    The lines are as even as can be. A title without marks, or with a piece that is too long, is left to the writer.
    """
    pieces = [piece for piece in title.split("\u200b") if piece]
    if width(title) <= longest or any(width(piece) > longest for piece in pieces):
        return ["".join(pieces)]
    best: list[str] = []
    for room in range(1, longest + 1):
        lines, line = [], ""
        for piece in pieces:
            if line and width(line) + width(piece) > room:
                lines.append(line)
                line = ""
            line += piece
        lines.append(line)
        if max(map(width, lines)) <= longest and (not best or len(lines) < len(best)):
            best = lines
    return best
