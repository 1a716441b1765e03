"""The HTML writer: one file that needs nothing else, runs no script and asks no address for anything.

Numbers are `<data>` elements inside a button that opens their proof (in a table: inside a link with a title); the
signed manifest is a JSON block at the end. The style sheet is report.css; its hash stands in the file's own content
policy.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

from paicha.documents import manifest
from paicha.documents.document import (
    Chart,
    Heading,
    Inline,
    Inlines,
    PageBreak,
    Paragraph,
    Passage,
    Slot,
    Table,
    Text,
    plain,
    width,
)
from paicha.documents.drawing import Drawing
from paicha.documents.sealing import Sealed
from paicha.documents.writers.placing import breakable, outline

MANIFEST_ID = "paicha-manifest"
LANGUAGES = {"zh": "zh-Hans", "en": "en"}
OPEN_PAGE = {"zh": "打开数字页", "en": "Open the number's page"}
_CLASSES = {"right": ' class="r"', "center": ' class="c"', "left": ""}
_NARROW = 12
"""Chinese characters that fit beside each other in half of a phone's width, a cell's label included."""


@cache
def style() -> str:
    """The style sheet of every HTML document."""
    return (Path(__file__).parent / "report.css").read_text(encoding="utf-8")


def write(sealed: Sealed) -> bytes:
    """`sealed` as one HTML file in UTF-8."""
    meta = sealed.document.meta
    sheet = style()
    allowed = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    # "<" is the only character that could end a script element early
    envelope = json.dumps(sealed.envelope, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    lines = [
        "<!doctype html>",
        f'<html lang="{LANGUAGES[meta.language]}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="generator" content="paicha">',
        f'<meta name="author" content="{escape(meta.issuer)}">',
        f"<title>{escape(meta.title.replace(chr(0x200B), ''))}</title>",
        f"<style>{sheet}</style>",
        "</head>",
        "<body>",
        "<main>",
        "<article>",
        *_Page(sealed).lines(),
        "</article>",
        "</main>",
        f'<script type="application/json" id="{MANIFEST_ID}">{envelope}</script>',
        "</body>",
        "</html>",
    ]
    return "\n".join(lines).encode("utf-8") + b"\n"


class _Page:
    def __init__(self, sealed: Sealed) -> None:
        self.sealed = sealed
        self.meta = sealed.document.meta
        self.outline = outline(sealed.document)

    def lines(self) -> Iterator[str]:
        yield from self.front()
        blocks = list(enumerate(self.sealed.document.blocks))
        for is_list, group in groupby(blocks, lambda pair: _list_tag(pair[1])):
            if is_list:
                yield f'<{is_list} role="list">'
            for at, block in group:
                yield from self.block(at, block)
            if is_list:
                yield f"</{is_list}>"

    def front(self) -> Iterator[str]:
        for passage in self.sealed.passages:
            if passage.kind == "title":
                title = escape(plain(passage.parts[0])).replace("\u200b", "<wbr>")
                yield f'<h1 id="{passage.id}">{title}</h1>'
                return
            yield f'<p class="{passage.kind}" id="{passage.id}">{escape(plain(passage.parts[0]))}</p>'

    def block(self, at: int, block: object) -> Iterator[str]:
        passages = self.sealed.of(at)
        match block:
            case Heading(level=level):
                (passage,) = passages
                tag = f"h{self.outline[at] + 1}"
                yield f'<{tag} class="level{level}" id="{passage.id}">{self.inlines(passage.parts[0])}</{tag}>'
                yield from self.proofs(passages)
            case Paragraph(kind=kind, marker=marker):
                (passage,) = passages
                yield self.paragraph(passage, kind, marker)
            case Table():
                yield from self.table(block, passages)
            case Chart():
                yield from self.chart(block, passages)
            case PageBreak():
                yield '<hr class="page">'

    def paragraph(self, passage: Passage, kind: str, marker: str) -> str:
        text = self.inlines(passage.parts[0])
        proofs = "".join(self.proofs([passage]))
        if kind == "item":
            return f'<li id="{passage.id}">{text}{proofs}</li>'
        return f'<p class="{kind}" id="{passage.id}">{text}</p>{proofs}'

    def inlines(self, inlines: Inlines, table: bool = False) -> str:
        return "".join(self.inline(inline, table) for inline in inlines)

    def inline(self, inline: Inline, table: bool) -> str:
        text = escape(inline.text if isinstance(inline, Slot) else breakable(inline.text)).replace("\u200b", "<wbr>")
        match inline:
            case Text(strong=True):
                return f"<strong>{text}</strong>"
            case Slot(id=id, trace=trace):
                value = escape(str(inline.text if trace.value is None else trace.value))
                data = f'<data id="{id}" value="{value}">{text}</data>'
                if table:
                    lines = [f"{label} {words}" for label, words in manifest.proof(inline, self.meta)]
                    proof = escape("\n".join([trace.title or trace.figure, *lines]))
                    url = escape(self.sealed.number_url(inline))
                    return f'<a class="n" href="{url}" title="{proof}">{data}</a>'
                return f'<button class="n" type="button" popovertarget="{id}-proof">{data}</button>'
        return text

    def proofs(self, passages: Iterable[Passage]) -> Iterator[str]:
        for passage in passages:
            for slot in passage.slots:
                name = escape(slot.trace.title or slot.trace.figure)
                lines = "".join(
                    f"<dt>{escape(label)}</dt><dd>{escape(words)}</dd>"
                    for label, words in manifest.proof(slot, self.meta)
                )
                url = escape(self.sealed.number_url(slot))
                link = f'<p class="open"><a href="{url}">{OPEN_PAGE[self.meta.language]}</a></p>'
                yield f'<div class="proof" id="{slot.id}-proof" popover><b>{name}</b><dl>{lines}</dl>{link}</div>'

    def table(self, table: Table, passages: list[Passage]) -> Iterator[str]:
        kind = "dense" if table.dense else "roomy"
        yield f'<figure class="table"><table class="{kind}">'
        body = False
        for passage in passages:
            if passage.kind == "caption":
                yield f'<caption id="{passage.id}">{self.inlines(passage.parts[0], table=True)}</caption>'
            elif passage.kind == "header":
                yield f'<thead><tr id="{passage.id}">{self.header(table, passage)}</tr></thead>'
            else:
                if not body:
                    yield "<tbody>"
                    body = True
                yield self.row(table, passage)
        yield "</tbody></table></figure>" if body else "</table></figure>"

    def header(self, table: Table, passage: Passage) -> str:
        cells = [
            f'<th scope="col"{_CLASSES[column.align]}>{self.inlines(column.title, table=True)}</th>'
            for column in table.columns
        ]
        if table.scale:
            title = self.inlines(table.scale.title, table=True)
            cells.append(f'<th scope="col" class="dot">{title}{_svg(self.sealed.drawings[passage.id].svg)}</th>')
        return "".join(cells)

    def row(self, table: Table, passage: Passage) -> str:
        row = table.rows[passage.row or 0]
        cells = []
        for at, (column, inlines) in enumerate(zip(table.columns, row.cells, strict=True)):
            label = plain(column.title)
            text = self.inlines(inlines, table=True)
            if at == 0:
                cells.append(f'<th scope="row"{_CLASSES[column.align]}>{text}</th>')
            else:
                long = column.align == "left" or width(label + plain(inlines)) > _NARROW
                names = " ".join([column.align[0], *(["long"] if long else [])])
                inner = f"<span>{text}</span>" if plain(inlines) else ""
                cells.append(f'<td class="{names}" data-label="{escape(label)}">{inner}</td>')
        if table.scale:
            drawing = self.sealed.drawings.get(passage.id)
            cells.append(f'<td class="dot">{_svg(drawing.svg) if drawing else ""}</td>')
        strong = ' class="total"' if row.strong else ""
        return f'<tr id="{passage.id}"{strong}>{"".join(cells)}</tr>'

    def chart(self, chart: Chart, passages: list[Passage]) -> Iterator[str]:
        drawing: Drawing = self.sealed.drawings[passages[0].id]
        yield f'<figure class="chart" id="{passages[0].id}">'
        yield f'<div class="wide">{_svg(drawing.svg, chart.alternative)}</div>'
        yield f'<div class="slim">{_svg(drawing.slim or drawing.svg, chart.alternative)}</div>'
        for passage in passages[1:]:
            yield f'<figcaption id="{passage.id}">{self.inlines(passage.parts[0], table=True)}</figcaption>'
        yield "</figure>"


def _list_tag(block: object) -> str:
    if isinstance(block, Paragraph) and block.kind == "item":
        return "ul" if block.marker == "•" else "ol"
    return ""


def _svg(svg: str, alternative: str = "") -> str:
    """An SVG as the page holds it: with a sentence where it says something of its own, silent where a row says it."""
    role = f'role="img" aria-label="{escape(alternative)}"' if alternative else 'aria-hidden="true"'
    return svg.replace("<svg ", f"<svg {role} ", 1)
