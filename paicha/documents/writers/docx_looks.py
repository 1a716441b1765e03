"""How each kind of paragraph looks in a DOCX: GB/T 9704-2012 in Chinese, Latin habits in English."""

from dataclasses import dataclass, replace

from paicha.documents.document import Language
from paicha.documents.faces import FANGSONG_DOCX, HEI_DOCX, KAI_DOCX, SONG_DOCX, TITLE_DOCX
from paicha.documents.writers.ooxml import Look

LATIN = "Times New Roman"
GRID = 28.95
"""The line of GB/T 9704 in points: 22 of them in 225 mm."""
PITCH = -0.3
"""Added to 16 pt characters: 28 fit in 156 mm, 29 do not. LibreOffice rounds to tenths of a point, so not -0.25."""
_MM = 72 / 25.4
_CLOSE = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'  # no room between 第 and 3
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="D00000"/></w:pBdr>'


@dataclass(frozen=True, slots=True)
class Layout:
    """A page: margins in millimetres (top, bottom, left, right), distance of the footer, its dash, and the styles."""

    margins: tuple[float, float, float, float]
    footer: float
    dash: str
    grid: bool
    styles: dict[str, Look]
    hairline: str = "B8BFC8"


# The section bears the standard's grid (docGrid, 579 by -848), and every style leaves it for an exact line and pitch of
# the same size: LibreOffice gives a 16 pt character two cells of a 15.79 pt grid, and a page of 14 characters a line.
def _zh(issuer_length: int) -> dict[str, Look]:
    flush = Look(FANGSONG_DOCX, LATIN, 16, align="both", line=GRID, pitch=PITCH)
    body = replace(flush, indent=2)
    issuer = min(38.0, 156 * _MM / max(issuer_length, 1) * 0.92)
    heading = replace(body, align="left", keep_next=True)
    return {
        "Normal": flush,
        # 35 mm below the top of the text block; then two lines to the document number, 4 mm to the red rule
        "Issuer": Look(
            TITLE_DOCX,
            LATIN,
            round(issuer * 2) / 2,
            colour="D00000",
            align="center",
            line=issuer * 1.15,
            before=35 * _MM,
        ),
        "Number": Look(
            FANGSONG_DOCX,
            LATIN,
            16,
            align="center",
            line=20,
            before=2 * GRID - 6,
            extra=_RULE + _CLOSE,
        ),
        "Title": Look(TITLE_DOCX, LATIN, 22, align="center", line=34, before=2 * GRID, after=GRID + 6, extra=_CLOSE),
        "Heading1": replace(heading, east=HEI_DOCX, outline=0),
        "Heading2": replace(heading, east=KAI_DOCX, outline=1),
        "Heading3": replace(heading, east=FANGSONG_DOCX, outline=2),
        "Heading4": replace(heading, east=FANGSONG_DOCX, outline=3),
        "Body": body,
        "Item": body,
        "Note": Look(FANGSONG_DOCX, LATIN, 12, align="both", line=19, before=6, after=10),
        "Addressee": flush,
        "Signature": replace(flush, align="right", before=GRID, keep_next=True),
        "Date": replace(flush, align="right"),
        "Caption": Look(HEI_DOCX, LATIN, 12, align="center", line=20, before=12, after=4, keep_next=True),
        "ChartCaption": Look(HEI_DOCX, LATIN, 12, align="center", line=20, before=2, after=14),
        "Chart": Look(FANGSONG_DOCX, LATIN, 10.5, align="center", before=14, keep_next=True),
        "TableText": Look(SONG_DOCX, LATIN, 10.5, line=16, before=3, after=3),
        "TableHead": Look(HEI_DOCX, LATIN, 10.5, line=16, before=3, after=3, keep_next=True),
        "DenseText": Look(SONG_DOCX, LATIN, 9, line=12, before=2, after=2),
        "DenseHead": Look(HEI_DOCX, LATIN, 9, line=12, before=2, after=2, keep_next=True),
        "TableDot": Look(SONG_DOCX, LATIN, 8, spread=1.0, before=4, after=2),
        "AfterTable": Look(SONG_DOCX, LATIN, 4, line=10),
        "Footer": Look(SONG_DOCX, SONG_DOCX, 14, line=18),
    }


def _en() -> dict[str, Look]:
    serif, sans, ink = "Cambria", "Calibri", "19222E"
    body = Look(SONG_DOCX, serif, 10.5, colour=ink, align="both", spread=1.3, after=6)
    heading = Look(HEI_DOCX, sans, 11, bold=True, colour=ink, keep_next=True)
    return {
        "Normal": Look(SONG_DOCX, serif, 10.5, colour=ink),
        "Issuer": Look(SONG_DOCX, sans, 11, bold=True, colour="A62A20", spread=1.1),
        "Number": Look(
            SONG_DOCX,
            sans,
            9.5,
            colour="5D6878",
            spread=1.1,
            extra='<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="8" w:color="A62A20"/></w:pBdr>',
        ),
        "Title": Look(HEI_DOCX, sans, 20, bold=True, colour=ink, spread=1.1, before=28, after=18),
        "Heading1": replace(heading, size=14, outline=0, before=20, after=6),
        "Heading2": replace(heading, size=12, outline=1, before=14, after=5),
        "Heading3": replace(heading, outline=2, before=12, after=4),
        "Heading4": replace(heading, outline=3, before=10, after=4),
        "Body": body,
        "Item": Look(SONG_DOCX, serif, 10.5, colour=ink, align="both", spread=1.3, after=4, hanging=18),
        "Note": Look(SONG_DOCX, serif, 9, colour="465162", align="both", spread=1.2, before=4, after=10),
        "Addressee": body,
        "Signature": Look(SONG_DOCX, serif, 10.5, colour=ink, spread=1.2, before=22, keep_next=True),
        "Date": Look(SONG_DOCX, serif, 10.5, colour=ink, spread=1.2, after=14),
        "Caption": Look(HEI_DOCX, sans, 9.5, bold=True, colour=ink, before=12, after=4, keep_next=True),
        "ChartCaption": Look(HEI_DOCX, sans, 9.5, bold=True, colour=ink, before=3, after=14),
        "Chart": Look(SONG_DOCX, serif, 9, before=10, keep_next=True),
        "TableText": Look(SONG_DOCX, serif, 9, colour=ink, before=2, after=2),
        "TableHead": Look(HEI_DOCX, sans, 9, bold=True, colour=ink, before=2, after=2, keep_next=True),
        "DenseText": Look(SONG_DOCX, serif, 8, colour=ink, before=1, after=1),
        "DenseHead": Look(HEI_DOCX, sans, 8, bold=True, colour=ink, before=1, after=1, keep_next=True),
        "TableDot": Look(SONG_DOCX, serif, 8, before=2, after=0),
        "AfterTable": Look(SONG_DOCX, serif, 4, line=10),
        "Footer": Look(SONG_DOCX, serif, 9, colour="465162", line=14),
    }


def layout(language: Language, issuer_length: int) -> Layout:
    """The layout of a language; the issuing body's name is set as large as one line holds."""
    if language == "zh":
        return Layout((37, 35, 28, 26), 25, "—", True, _zh(issuer_length))
    return Layout((28, 30, 27, 27), 17, "–", False, _en())
