"""Parses the sections of a document: from Markdown to blocks.

A section is Markdown with Jinja. What Jinja puts into it is never Markdown: a number, a record's name or a whole table
goes into `Pieces`, which hands out a private mark to print instead; `parse` puts the piece where its mark stands. So a
unit named `*A|B*` cannot become bold or break a table.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NoReturn

from markdown_it import MarkdownIt
from markdown_it.token import Token

from paicha.documents.document import (
    Align,
    Block,
    Column,
    Heading,
    Inline,
    Inlines,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Row,
    Table,
    Text,
)
from paicha.kernel.problems import Problem

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
# CommonMark does not see **重点。**的 as strong, because of the full stop beside a letter; so the stars are read here.
_STARS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_STRONG, _WEAK = "\ue002", "\ue003"
_WEIGHTS = re.compile(f"([{_STRONG}{_WEAK}])")
# A line break inside a paragraph is a space between Latin words and nothing beside a Chinese character.
_HAN_BREAK = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])\n|\n(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])"
)


class Pieces:
    """What code gives to a section while Jinja renders it. One object serves all sections of a document."""

    def __init__(self) -> None:
        self._given: list[Inline | Block] = []

    def inline(self, piece: Inline) -> str:
        """The mark to print for a number, a name or other words inside a paragraph."""
        self._given.append(piece)
        return f"{_OPEN}{len(self._given) - 1}{_CLOSE}"

    def block(self, piece: Block) -> str:
        """The mark to print for a table, a chart or a paragraph of its own; empty lines around it come along."""
        self._given.append(piece)
        return f"\n\n{_OPEN}{len(self._given) - 1}{_CLOSE}\n\n"

    def __getitem__(self, number: int) -> Inline | Block:
        return self._given[number]

    def taken(self, mark: str) -> Inline:
        """The piece inside a paragraph that a mark stands for, for tables that code makes."""
        found = _MARK.fullmatch(mark)
        piece = self._given[int(found[1])] if found else None
        if piece is None or isinstance(piece, Block):
            raise ValueError(f"{mark!r} is not the mark of an inline")
        return piece


def parse(text: str, pieces: Pieces, section: str = "") -> list[Block]:
    """The blocks of one rendered section. `section` is its file name, for the problem that names it.

    Known: headings, paragraphs, lists, tables, **strong**, `>` for a note, `---` for a new page. Anything else raises
    Problem report_markup: a report has no links, pictures or HTML that nobody traced.
    """
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(_STARS.sub(rf"{_STRONG}\1{_WEAK}", text))
    return list(_Reader(tokens, pieces, section).blocks())


class _Reader:
    def __init__(self, tokens: Sequence[Token], pieces: Pieces, section: str) -> None:
        self.tokens = list(tokens)
        self.at = 0
        self.pieces = pieces
        self.section = section
        self.starts: dict[str, Callable[[Token], Iterator[Block]]] = {
            "heading_open": self.heading,
            "paragraph_open": self.paragraph,
            "bullet_list_open": self.items,
            "ordered_list_open": self.items,
            "blockquote_open": self.note,
            "table_open": self.table,
            "hr": self.page_break,
        }

    def blocks(self, until: str = "", kind: ParagraphKind = "body", marker: str = "") -> Iterator[Block]:
        """Blocks up to the closing token `until`; its plain paragraphs take `kind`, the first of them `marker`."""
        while self.at < len(self.tokens):
            token = self.next()
            if token.type == until:
                return
            start = self.starts.get(token.type)
            if start is None:
                self.refuse(token)
            for block in start(token):
                if isinstance(block, Paragraph) and block.kind == "body" and kind != "body":
                    block, marker = Paragraph(block.content, kind, marker), ""
                yield block

    def next(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def refuse(self, token: Token) -> NoReturn:
        line = (token.map or [0])[0] + 1
        raise Problem("report_markup", section=self.section, line=line, markup=token.type.removesuffix("_open"))

    def heading(self, token: Token) -> Iterator[Block]:
        content = self.inlines(self.next())
        self.next()
        yield Heading(int(token.tag[1:]), content)

    def paragraph(self, token: Token) -> Iterator[Block]:
        inline = self.next()
        self.next()
        alone = _MARK.fullmatch(inline.content.strip())
        piece = self.pieces[int(alone[1])] if alone else None
        if isinstance(piece, Block):
            yield piece
        else:
            yield Paragraph(self.inlines(inline))

    def items(self, token: Token) -> Iterator[Block]:
        ordered = token.type == "ordered_list_open"
        number = int(token.attrs.get("start", 1))
        while self.next().type == "list_item_open":
            yield from self.blocks("list_item_close", "item", f"{number}." if ordered else "•")
            number += 1

    def note(self, token: Token) -> Iterator[Block]:
        yield from self.blocks("blockquote_close", "note")

    def page_break(self, token: Token) -> Iterator[Block]:
        yield PageBreak()

    def table(self, token: Token) -> Iterator[Block]:
        columns: list[Column] = []
        rows: list[Row] = []
        cells: list[Inlines] = []
        while (part := self.next()).type != "table_close":
            if part.type in ("th_open", "td_open"):
                content = self.inlines(self.next())
                if part.type == "th_open":
                    columns.append(Column(content, _align(part)))
                else:
                    cells.append(content)
            elif part.type == "tr_close" and cells:
                rows.append(Row(tuple(cells)))
                cells = []
        yield Table(tuple(columns), tuple(rows))

    def inlines(self, token: Token) -> Inlines:
        """The inlines of one line of text: words, strong words, and the pieces at their marks."""
        found: list[Inline] = []
        strong = False
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                found.append(Text("\n", strong))
                continue
            if child.type != "text":
                self.refuse(child)
            for part in _WEIGHTS.split(child.content):
                if part in (_STRONG, _WEAK):
                    strong = part == _STRONG
                else:
                    found += self.words(part, strong)
        return _joined(found)

    def words(self, text: str, strong: bool) -> Iterator[Inline]:
        for at, part in enumerate(_MARK.split(text)):
            if at % 2 == 0:
                yield Text(part, strong)
                continue
            piece = self.pieces[int(part)]
            if isinstance(piece, Block):
                raise Problem("report_markup", section=self.section, line=0, markup=type(piece).__name__)
            yield piece


def _align(token: Token) -> Align:
    style = str(token.attrs.get("style", ""))
    return "right" if "right" in style else "center" if "center" in style else "left"


def _joined(inlines: list[Inline]) -> Inlines:
    """Neighbouring words of one weight made one, line breaks resolved, empty words left out."""
    merged: list[Inline] = []
    for inline in inlines:
        last = merged[-1] if merged else None
        if isinstance(inline, Text) and isinstance(last, Text) and last.strong == inline.strong:
            merged[-1] = Text(last.text + inline.text, last.strong)
        else:
            merged.append(inline)
    return tuple(
        Text(_HAN_BREAK.sub("", inline.text).replace("\n", " "), inline.strong) if isinstance(inline, Text) else inline
        for inline in merged
        if inline.text
    )
