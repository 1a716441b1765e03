"""The PDF writer: typst in process, our own faces only, tagged (PDF/UA-1) and fit for archives (PDF/A-3a).

Layout is in report.typ; here the document becomes the JSON that it reads. Text is data there and needs no escaping.
A number is a link whose address ends in its id; the signed manifest is attached.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from paicha.documents import faces, manifest
from paicha.documents.document import (
    Chart,
    Heading,
    Inlines,
    PageBreak,
    Paragraph,
    Slot,
    Table,
    Text,
    title_lines,
)
from paicha.documents.drawing import Drawing
from paicha.documents.sealing import Sealed
from paicha.documents.writers.placing import WHOLE, breakable, insets, outline
from paicha.kernel.canonical import canonical
from paicha.kernel.problems import Problem

STANDARDS: list[Any] = ["a-3a", "ua-1"]
TITLE_LONGEST = {"zh": 19, "en": 44}
WORDS = {
    "zh": {"faces": "字体：{}", "manifest": "本报告中每个数字的来源，经签名"},
    "en": {"faces": "Faces: {}", "manifest": "Where each number of this report comes from, signed"},
}


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "report.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(faces.FOLDER)])


def write(sealed: Sealed) -> bytes:
    """`sealed` as a PDF. Characters that no face of ours has are printed as 〓."""
    moment = datetime.combine(sealed.document.meta.date, datetime.min.time(), UTC)
    compiler = typst.Compiler(
        _template(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"doc": json.dumps(_Model(sealed).whole(), ensure_ascii=False)},
    )
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=moment)
    except typst.TypstError as error:
        raise Problem("report_typesetting_failed", reason=str(error).splitlines()[0]) from error
    if not isinstance(pdf, bytes):
        raise TypeError("typst gives a PDF as one piece")
    return pdf


class _Model:
    """The document as report.typ reads it."""

    def __init__(self, sealed: Sealed) -> None:
        self.sealed = sealed
        self.meta = sealed.document.meta
        self.insets = insets(sealed.document)
        self.outline = outline(sealed.document)

    def whole(self) -> dict[str, Any]:
        meta, words = self.meta, WORDS[self.meta.language]
        lines = title_lines(self.text(meta.title), TITLE_LONGEST[meta.language])
        return {
            "language": meta.language,
            "title": "".join(lines),
            "title-lines": lines,
            "issuer": self.text(meta.issuer),
            "number": self.text(meta.number),
            "date": {"year": meta.date.year, "month": meta.date.month, "day": meta.date.day},
            "description": words["faces"].format(", ".join((faces.SONG, faces.HEI, faces.KAI))),
            "manifest": canonical(self.sealed.envelope).decode(),
            "manifest-name": manifest.FILE_NAME,
            "manifest-description": words["manifest"],
            "blocks": list(self.blocks()),
        }

    def text(self, text: str) -> str:
        return faces.printable(text)

    def inlines(self, inlines: Inlines) -> list[Any]:
        return [self.inline(inline) for inline in inlines]

    def inline(self, inline: Any) -> Any:
        text = self.text(inline.text)
        if isinstance(inline, Slot):
            return {"text": text, "url": self.sealed.number_url(inline)}
        text = breakable(text)
        if self.meta.language == "zh":
            # a line may end between 18.3% and （, which the rules for numbers forbid
            text = text.replace("（", "\u200b（")
        return {"text": text} if isinstance(inline, Text) and inline.strong else text

    def blocks(self) -> Iterator[dict[str, Any]]:
        for kind, group in groupby(enumerate(self.sealed.document.blocks), lambda pair: _item_kind(pair[1])):
            if kind:
                pairs = [block for _, block in group if isinstance(block, Paragraph)]
                yield {
                    "type": "items",
                    "ordered": kind == "ordered",
                    "markers": [block.marker for block in pairs],
                    "items": [self.inlines(block.content) for block in pairs],
                }
            else:
                for at, block in group:
                    yield self.block(at, block)

    def block(self, at: int, block: Any) -> dict[str, Any]:
        match block:
            case Heading(level=level, content=content):
                return {"type": "heading", "level": level, "tag": self.outline[at], "content": self.inlines(content)}
            case Paragraph(content=content, kind=kind):
                inset = self.insets.get(at, 0)
                return {"type": "paragraph", "kind": kind, "content": self.inlines(content), "inset": inset}
            case Table():
                return self.table(at, block)
            case Chart():
                return self.chart(at, block)
            case PageBreak():
                return {"type": "break"}
        raise TypeError(f"{type(block).__name__} is no block")

    def table(self, at: int, table: Table) -> dict[str, Any]:
        passages = self.sealed.of(at)
        caption = [inline for passage in passages if passage.kind == "caption" for inline in passage.parts[0]]
        header = next(passage for passage in passages if passage.kind == "header")
        model: dict[str, Any] = {
            "type": "table",
            "caption": self.inlines(tuple(caption)),
            "header": [self.inlines(cell) for cell in header.parts],
            "widths": [column.width for column in table.columns],
            "aligns": [column.align for column in table.columns],
            "rows": [],
            "dense": table.dense,
            "whole": len(table.rows) <= WHOLE,
        }
        if table.scale:
            model["axis"] = _picture(self.sealed.drawings[header.id])
            model["widths"].append(table.scale.width)
            model["aligns"].append("left")
        for passage in passages:
            if passage.kind == "row":
                row = table.rows[passage.row or 0]
                drawing = self.sealed.drawings.get(passage.id)
                model["rows"].append(
                    {
                        "cells": [self.inlines(cell) for cell in row.cells],
                        "dot": _picture(drawing) if drawing else None,
                        "strong": row.strong,
                    }
                )
        return model

    def chart(self, at: int, chart: Chart) -> dict[str, Any]:
        first, *rest = self.sealed.of(at)
        caption = self.inlines(rest[0].parts[0]) if rest else []
        svg = self.text(self.sealed.drawings[first.id].svg)
        return {"type": "chart", "svg": svg, "alternative": self.text(chart.alternative), "caption": caption}


def _item_kind(block: Any) -> str:
    if isinstance(block, Paragraph) and block.kind == "item":
        return "bullets" if block.marker == "•" else "ordered"
    return ""


def _picture(drawing: Drawing) -> dict[str, Any]:
    return {"svg": drawing.svg, "width": drawing.width}
