"""What is laid over or drawn into a PDF afterwards."""

import ctypes
import io
from functools import cache

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from paicha.documents.comparing import Verification, compare
from paicha.documents.readers import pdf
from paicha.documents.sealing import Sealed
from paicha.documents.tests import samples
from paicha.documents.writers import WRITERS


@cache
def sealed() -> Sealed:
    return samples.sealed("en", rows=40)


@cache
def written() -> bytes:
    return WRITERS["pdf"](sealed())


def judged(data: bytes) -> Verification:
    return compare(pdf.read(data, "report.pdf"), sealed().manifest, samples.recomputed(sealed()))


def saved(document: pdfium.PdfDocument) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_a_pdf_that_was_only_saved_again_is_true() -> None:
    assert judged(saved(pdfium.PdfDocument(written()))).ok


@pytest.mark.parametrize("page", [0, 1])
def test_text_drawn_onto_a_page_is_found(page: int) -> None:
    document = pdfium.PdfDocument(written())
    text = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", 12)
    words = ctypes.create_string_buffer("and 99 more\0".encode("utf-16-le"))
    raw.FPDFText_SetText(text, ctypes.cast(words, raw.FPDF_WIDESTRING))
    raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 200, 300)
    target = document[page]
    raw.FPDFPage_InsertObject(target, text)
    target.gen_content()
    result = judged(saved(document)).as_json()
    assert not result["ok"]
    assert result["paragraphs"]["added"] + result["paragraphs"]["changed"] >= 1


@pytest.mark.parametrize("kind", [raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_SQUARE])
def test_an_annotation_that_covers_text_is_found(kind: int) -> None:
    document = pdfium.PdfDocument(written())
    page = document[0]
    annotation = raw.FPDFPage_CreateAnnot(page, kind)
    raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(100, 400, 200, 380))
    raw.FPDFPage_CloseAnnot(annotation)
    assert judged(saved(document)).as_json()["paragraphs"] == {"changed": 0, "added": 1, "missing": 0}


def test_a_highlight_changes_nothing() -> None:
    document = pdfium.PdfDocument(written())
    page = document[0]
    annotation = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_HIGHLIGHT)
    raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(100, 400, 200, 380))
    raw.FPDFPage_CloseAnnot(annotation)
    assert judged(saved(document)).ok


def test_a_page_that_was_taken_out_is_found() -> None:
    document = pdfium.PdfDocument(written())
    document.del_page(1)
    result = judged(saved(document)).as_json()
    assert result["numbers"]["missing"] > 5
    assert result["paragraphs"]["missing"] > 5
