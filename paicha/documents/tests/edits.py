"""Single edits, as a person or a program might make them: on the document behind a file, or in the file itself."""

import dataclasses
import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from paicha.documents import normal
from paicha.documents.document import Block, Cite, Document, Heading, Inline, Inlines, Paragraph, Row, Slot, Table, Text

Edit = Callable[[Document], Document]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OTHER = {**{str(n): str((n + 1) % 10) for n in range(10)}, "最": "少", "多": "少", "部": "全"}


def other(character: str) -> str:
    """A character that is not this one's equal."""
    return OTHER.get(character, "b" if character.casefold() == "a" else "a")


def counts(character: str) -> bool:
    """Whether a change of this character has to be found."""
    return bool(normal.passage(character))


def of_texts(document: Document, change: Callable[[int, Inline], Inline]) -> Document:
    """The document with each inline (counted from 0) given to `change`."""
    number = -1

    def one(inline: Inline) -> Inline:
        nonlocal number
        number += 1
        return change(number, inline)

    def run(inlines: Inlines) -> Inlines:
        return tuple(one(inline) for inline in inlines)

    def block(old: Block) -> Block:
        if isinstance(old, Heading | Paragraph):
            return dataclasses.replace(old, content=run(old.content))
        if isinstance(old, Table):
            rows = tuple(Row(tuple(run(cell) for cell in row.cells), row.dot, row.strong) for row in old.rows)
            return dataclasses.replace(old, rows=rows, caption=run(old.caption))
        return old

    return dataclasses.replace(document, blocks=tuple(block(old) for old in document.blocks))


def inlines_of(document: Document) -> list[Inline]:
    found: list[Inline] = []

    def keep(_: int, inline: Inline) -> Inline:
        found.append(inline)
        return inline

    of_texts(document, keep)
    return found


@st.composite
def character(draw: st.DrawFn, document: Document) -> Document:
    """One character of the words, a name or a number is another one."""
    inlines = inlines_of(document)
    places = [(n, at) for n, inline in enumerate(inlines) for at, letter in enumerate(inline.text) if counts(letter)]
    number, at = draw(st.sampled_from(places))

    def change(this: int, inline: Inline) -> Inline:
        if this != number:
            return inline
        text = inline.text
        return dataclasses.replace(inline, text=text[:at] + other(text[at]) + text[at + 1 :])

    return of_texts(document, change)


@st.composite
def swapped(draw: st.DrawFn, document: Document) -> Document:
    """Another number's text, true where it stands, is put in place of this one's."""
    slots = [inline for inline in inlines_of(document) if isinstance(inline, Slot)]
    target = draw(st.sampled_from(slots))
    source = draw(st.sampled_from([slot for slot in slots if slot.text != target.text]))
    return of_texts(
        document, lambda _, inline: dataclasses.replace(inline, text=source.text) if inline is target else inline
    )


def _written(block: Block) -> bool:
    return isinstance(block, Heading | Paragraph)


@st.composite
def removed(draw: st.DrawFn, document: Document) -> Document:
    """A paragraph or heading is gone."""
    at = draw(st.sampled_from([at for at, block in enumerate(document.blocks) if _written(block)]))
    return dataclasses.replace(document, blocks=document.blocks[:at] + document.blocks[at + 1 :])


@st.composite
def row_removed(draw: st.DrawFn, document: Document) -> Document:
    """A row of a table is gone."""
    at = draw(st.sampled_from([at for at, block in enumerate(document.blocks) if isinstance(block, Table)]))
    table = document.blocks[at]
    assert isinstance(table, Table)
    row = draw(st.integers(0, len(table.rows) - 1))
    changed = dataclasses.replace(table, rows=table.rows[:row] + table.rows[row + 1 :])
    return dataclasses.replace(document, blocks=(*document.blocks[:at], changed, *document.blocks[at + 1 :]))


@st.composite
def added(draw: st.DrawFn, document: Document) -> Document:
    """A paragraph has come in."""
    at = draw(st.integers(0, len(document.blocks)))
    text = draw(st.sampled_from(["此外，另有99家单位未列入。", "Another 99 units are not listed.", "以上。"]))
    return dataclasses.replace(
        document, blocks=(*document.blocks[:at], Paragraph((Text(text),)), *document.blocks[at:])
    )


@st.composite
def moved(draw: st.DrawFn, document: Document) -> Document:
    """A paragraph stands elsewhere, past at least one other."""
    places = [at for at, block in enumerate(document.blocks) if _written(block)]
    source, target = draw(st.lists(st.sampled_from(places), min_size=2, max_size=2, unique=True))
    blocks = list(document.blocks)
    blocks.insert(target, blocks.pop(source))
    return dataclasses.replace(document, blocks=tuple(blocks))


@st.composite
def renamed(draw: st.DrawFn, document: Document) -> Document:
    """A record's name is another record's."""
    names = [inline for inline in inlines_of(document) if isinstance(inline, Cite)]
    target = draw(st.sampled_from(names))
    source = draw(st.sampled_from([name for name in names if name.text != target.text]))
    return of_texts(
        document, lambda _, inline: dataclasses.replace(inline, text=source.text) if inline is target else inline
    )


KINDS = (character, swapped, removed, row_removed, added, moved, renamed)


def any_edit(document: Document) -> st.SearchStrategy[Document]:
    return st.one_of([kind(document) for kind in KINDS])


def in_docx(data: bytes, draw: Any) -> bytes:
    """One character of a DOCX's visible text is another one."""
    source = zipfile.ZipFile(io.BytesIO(data))
    root = etree.fromstring(source.read("word/document.xml"))
    element = draw(st.sampled_from([element for element in root.iter(f"{W}t") if any(map(counts, element.text or ""))]))
    at = draw(st.sampled_from([at for at, letter in enumerate(element.text) if counts(letter)]))
    element.text = element.text[:at] + other(element.text[at]) + element.text[at + 1 :]
    return rezipped(source, {"word/document.xml": etree.tostring(root)})


def rezipped(source: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, changed.get(name) or source.read(name))
    return packed.getvalue()


SHOWN = re.compile(r">([^<>]*)<")


def in_html(data: bytes, draw: Any) -> bytes:
    """One character of an HTML file's visible text, in words, charts and proofs, is another one."""
    text = data.decode()
    at = draw(st.sampled_from(_shown(text)))
    return (text[:at] + other(text[at]) + text[at + 1 :]).encode()


@cache
def _shown(text: str) -> list[int]:
    start, end = text.index("<article>"), text.index("</article>")
    links = [match.span() for match in re.finditer(r'<p class="open">.*?</p>', text)]
    return [
        at
        for match in SHOWN.finditer(text, start, end)
        if not any(first <= match.start() < last for first, last in links)
        for at in range(match.start(1), match.end(1))
        if counts(text[at]) and text[at] not in "&;"
    ]
