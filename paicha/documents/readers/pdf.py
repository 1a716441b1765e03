"""The PDF reader: the text that is drawn, in the order in which it is drawn, whatever the tags say.

A number is what stands under a link whose address ends in its id. Artifacts (page numbers, repeated table heads) are
read apart, and so is anything laid over the text: pictures, stamps, typed notes.
"""

import ctypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from paicha.documents import normal
from paicha.documents.manifest import FILE_NAME
from paicha.documents.readers.found import NUMBER, PAGE_NUMBER, PICTURE, Found, opened
from paicha.kernel.problems import Problem

MOST_PAGES = 2000
_INVISIBLE = 3
# Annotations that change what a page says; highlights, underlines and sticky notes do not.
_LAID_OVER = {
    raw.FPDF_ANNOT_FREETEXT,
    raw.FPDF_ANNOT_STAMP,
    raw.FPDF_ANNOT_REDACT,
    raw.FPDF_ANNOT_SQUARE,
    raw.FPDF_ANNOT_CIRCLE,
    raw.FPDF_ANNOT_INK,
    raw.FPDF_ANNOT_LINE,
    raw.FPDF_ANNOT_POLYGON,
    raw.FPDF_ANNOT_POLYLINE,
    raw.FPDF_ANNOT_WIDGET,
    raw.FPDF_ANNOT_WATERMARK,
    raw.FPDF_ANNOT_STRIKEOUT,
}


@dataclass(slots=True)
class _Text:
    """What has been read so far."""

    stream: list[str] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)


def read(data: bytes, path: str) -> Found:
    """What the PDF says. Raises Problem report_unreadable or report_too_large."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Problem("report_unreadable", path=path, format="PDF", reason=str(error)) from error
    try:
        if len(document) > MOST_PAGES:
            raise Problem("report_too_long", path=path, pages=len(document), limit=MOST_PAGES)
        text = _Text()
        for page in document:
            _page(page, text)
            page.close()
        report, envelope = _manifest(document)
    except pdfium.PdfiumError as error:
        raise Problem("report_unreadable", path=path, format="PDF", reason=str(error)) from error
    finally:
        document.close()
    numbers = {key: normal.squeeze(value) for key, value in text.numbers.items()}
    stream = normal.passage("".join(text.stream))
    running = tuple(piece for piece in map(normal.passage, text.running) if not PAGE_NUMBER.fullmatch(piece))
    return Found("pdf", report, envelope, numbers, None, stream, running)


def _page(page: pdfium.PdfPage, text: _Text) -> None:
    links = list(_links(page, text))
    chars = page.get_textpage()
    artifact = ""
    flags: dict[int, tuple[bool, bool]] = {}
    for at in range(chars.count_chars()):
        drawn = raw.FPDFText_GetTextObject(chars, at)
        if not drawn:
            continue  # a space or line break that pdfium made up
        key = ctypes.addressof(drawn.contents)
        if key not in flags:
            flags[key] = _is_artifact(drawn), raw.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE
        apart, invisible = flags[key]
        character = chr(raw.FPDFText_GetUnicode(chars, at))
        if invisible:
            continue
        if apart:
            artifact += character
            continue
        if artifact:
            text.running.append(artifact)
            artifact = ""
        text.stream.append(character)
        for number in _under(links, chars, at):
            text.numbers[number] = text.numbers.get(number, "") + character
    if artifact:
        text.running.append(artifact)
    chars.close()
    text.running += [PICTURE + "image" for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=8)]


def _under(links: list[tuple[str, raw.FS_RECTF]], chars: pdfium.PdfTextPage, at: int) -> Iterator[str]:
    """The numbers whose link lies over the middle of a character."""
    if not links:
        return
    left, bottom, right, top = chars.get_charbox(at, loose=True)
    x, y = (left + right) / 2, (bottom + top) / 2
    for number, rect in links:
        if rect.left <= x <= rect.right and rect.bottom <= y <= rect.top:
            yield number


def _is_artifact(drawn: raw.FPDF_PAGEOBJECT) -> bool:
    buffer, length = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
    for at in range(raw.FPDFPageObj_CountMarks(drawn)):
        mark = raw.FPDFPageObj_GetMark(drawn, at)
        known = raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), ctypes.byref(length))
        if known and bytes(buffer)[: length.value].decode("utf-16-le").rstrip("\0") == "Artifact":
            return True
    return False


def _links(page: pdfium.PdfPage, text: _Text) -> Iterator[tuple[str, raw.FS_RECTF]]:
    """The number links of a page with their rectangles; what is laid over the page goes to `text.running`."""
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind in _LAID_OVER:
            text.running.append(f"{PICTURE}annotation {_contents(annotation)}")
        elif kind == raw.FPDF_ANNOT_LINK:
            number = urldefrag(_address(page, annotation)).fragment
            if NUMBER.fullmatch(number):
                yield from ((number, rect) for rect in _rectangles(annotation))
        raw.FPDFPage_CloseAnnot(annotation)


def _rectangles(annotation: raw.FPDF_ANNOTATION) -> Iterator[raw.FS_RECTF]:
    """Where a link lies: a piece on each line. The rectangle of one that a line's end cuts would cover both lines."""
    link = raw.FPDFAnnot_GetLink(annotation)
    pieces = raw.FPDFLink_CountQuadPoints(link)
    for at in range(pieces):
        quad = raw.FS_QUADPOINTSF()
        if raw.FPDFLink_GetQuadPoints(link, at, quad):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield raw.FS_RECTF(min(xs), max(ys), max(xs), min(ys))
    whole = raw.FS_RECTF()
    if not pieces and raw.FPDFAnnot_GetRect(annotation, whole):
        yield whole


def _address(page: pdfium.PdfPage, annotation: raw.FPDF_ANNOTATION) -> str:
    action = raw.FPDFLink_GetAction(raw.FPDFAnnot_GetLink(annotation))
    if not action:
        return ""
    length = raw.FPDFAction_GetURIPath(page.pdf, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(page.pdf, action, buffer, length)
    return buffer.raw[:length].decode("utf-8", "replace").rstrip("\0")


def _contents(annotation: raw.FPDF_ANNOTATION) -> str:
    buffer = (ctypes.c_ushort * 512)()
    length = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, ctypes.sizeof(buffer))
    return bytes(buffer)[: min(length, ctypes.sizeof(buffer))].decode("utf-16-le", "replace").rstrip("\0")


def _manifest(document: pdfium.PdfDocument) -> tuple[str, Mapping[str, Any] | None]:
    for at in range(document.count_attachments()):
        attachment = document.get_attachment(at)
        if attachment.get_name() == FILE_NAME:
            return opened(bytes(attachment.get_data()))
    return "", None
