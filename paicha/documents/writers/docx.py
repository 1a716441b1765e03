"""The DOCX writer: layout of GB/T 9704-2012 in the office's own faces, every number bookmarked and linked.

The text is written as WordprocessingML by ooxml.py; python-docx keeps the package (parts, relations, pictures). The
same document gives the same bytes: the archive is packed again with one date.
"""

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document as Package
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from paicha.documents import faces, manifest
from paicha.documents.document import (
    Chart,
    Heading,
    Inlines,
    PageBreak,
    Paragraph,
    Passage,
    Slot,
    Table,
    Text,
    title_lines,
)
from paicha.documents.sealing import Sealed
from paicha.documents.writers import ooxml
from paicha.documents.writers.docx_looks import Layout, layout
from paicha.documents.writers.placing import WHOLE, breakable, insets
from paicha.kernel.canonical import canonical

BOOKMARK = "paicha_"
PROPERTY = "paicha"
NAMESPACE = "urn:paicha:manifest"
TITLE_LONGEST = 19
_TEXT_WIDTH = 8844  # 156 mm in twips
_PIXEL = 9525
_KEPT = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}
_STYLE_OF = {
    "body": "Body",
    "item": "Item",
    "note": "Note",
    "addressee": "Addressee",
    "signature": "Signature",
    "date": "Date",
}
_WORD_NAMES = {
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "Heading4": "heading 4",
    "Caption": "caption",
    "Footer": "footer",
}


def write(sealed: Sealed) -> bytes:
    """`sealed` as a DOCX."""
    package = docx.Document()
    looks = layout(sealed.document.meta.language, len(sealed.document.meta.issuer))
    _styles(package, looks, sealed.document.meta.language)
    body = _Body(sealed, package, looks).xml()
    _fill(package, body)
    _page(package, looks)
    _properties(package, sealed)
    packed = io.BytesIO()
    package.save(packed)
    return _repacked(packed.getvalue())


class _Body:
    """The document's text as WordprocessingML."""

    def __init__(self, sealed: Sealed, package: Package, looks: Layout) -> None:
        self.sealed, self.package, self.looks = sealed, package, looks
        self.meta = sealed.document.meta
        self.insets = insets(sealed.document) if self.meta.language == "zh" else {}
        self.pictures = 0
        self.bookmarks = 0

    def xml(self) -> str:
        parts = [self.front()]
        break_before = ""
        for at, block in enumerate(self.sealed.document.blocks):
            if isinstance(block, PageBreak):
                break_before = "<w:pageBreakBefore/>"
                continue
            parts.append(self.block(at, block, break_before))
            break_before = ""
        return "".join(parts)

    def front(self) -> str:
        parts = [ooxml.paragraph("Issuer", self.run(self.meta.issuer))]
        # the rule is the number's lower border, so it stands there without a number too
        parts.append(ooxml.paragraph("Number", self.run(self.meta.number)))
        lines = title_lines(self.meta.title, TITLE_LONGEST) if self.meta.language == "zh" else [self.meta.title]
        parts.append(ooxml.paragraph("Title", self.run("\n".join(lines))))
        return "".join(parts)

    def block(self, at: int, block: object, before: str) -> str:
        passages = self.sealed.of(at)
        match block:
            case Heading(level=level):
                return ooxml.paragraph(f"Heading{min(level, 4)}", self.runs(passages[0].parts[0]), before)
            case Paragraph(kind=kind):
                style = _STYLE_OF[kind]
                inset = self.insets.get(at, 0)
                own = self.looks.styles[style].paragraph_xml(inset) if inset else before
                content = passages[0].parts[0]
                if kind == "item" and self.meta.language == "en":
                    content = (Text(f"{block.marker}\t"), *block.content)
                return ooxml.paragraph(style, self.runs(content), own)
            case Table():
                return self.table(block, passages)
            case Chart():
                return self.chart(block, passages)
        raise TypeError(f"{type(block).__name__} is no block")

    def run(self, text: str, strong: bool = False) -> str:
        if self.meta.language == "en":
            return ooxml.run(text, "<w:b/><w:bCs/>" if strong else "")
        # emphasis in Chinese is another face, not a bolder one
        face = f' w:eastAsia="{faces.HEI_DOCX}"' if strong else ""
        return ooxml.run(text, f'<w:rFonts w:hint="eastAsia"{face}/>')

    def runs(self, inlines: Inlines, strong: bool = False) -> str:
        parts = []
        for inline in inlines:
            if isinstance(inline, Slot):
                self.bookmarks += 1
                url = self.sealed.number_url(inline)
                relation = self.package.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                link = ooxml.hyperlink(relation, self.run(inline.text, strong))
                parts.append(ooxml.bookmark(self.bookmarks, BOOKMARK + inline.id, link))
            else:
                parts.append(self.run(breakable(inline.text), strong or (isinstance(inline, Text) and inline.strong)))
        return "".join(parts)

    def chart(self, chart: Chart, passages: list[Passage]) -> str:
        drawing = self.sealed.drawings[passages[0].id]
        width = round(_TEXT_WIDTH * 635)
        height = round(width * drawing.height / drawing.width)
        parts = [ooxml.paragraph("Chart", self.picture(drawing.png, width, height, chart.alternative))]
        parts += [ooxml.paragraph("ChartCaption", self.runs(passage.parts[0])) for passage in passages[1:]]
        return "".join(parts)

    def picture(self, png: bytes, width: int, height: int, alternative: str = "") -> str:
        self.pictures += 1
        relation, _ = self.package.part.get_or_add_image(io.BytesIO(png))
        return ooxml.picture(relation, self.pictures, width, height, alternative)

    def table(self, table: Table, passages: list[Passage]) -> str:
        shares = [column.width for column in table.columns] + ([table.scale.width] if table.scale else [])
        widths = [round(_TEXT_WIDTH * share / sum(shares)) for share in shares]
        last = len(table.rows) - 1
        # no page ends after one or two rows of a table, and none begins with its last
        kept = set(range(last)) if last < WHOLE else {0, 1, last - 2, last - 1}
        parts, rows = [], []
        for passage in passages:
            if passage.kind == "caption":
                parts.append(ooxml.paragraph("Caption", self.runs(passage.parts[0])))
            else:
                rows.append(self.table_row(table, passage, widths, keep=passage.row in kept))
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        lines = "".join(
            f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
            for side, size, colour in (
                ("top", 8, "000000"),
                ("bottom", 8, "000000"),
                ("insideH", 2, self.looks.hairline),
            )
        )
        properties = (
            f'<w:tblW w:w="{_TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
            '<w:tblLook w:val="0020" w:firstRow="1"/>'
        )
        parts.append(f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")
        return "".join(parts) + ooxml.paragraph("AfterTable", "")

    def table_row(self, table: Table, passage: Passage, widths: list[int], keep: bool) -> str:
        head = passage.kind == "header"
        style = ("Dense" if table.dense else "Table") + ("Head" if head else "Text")
        strong = passage.row is not None and table.rows[passage.row].strong
        drawing = self.sealed.drawings.get(passage.id)
        aligns = [column.align for column in table.columns] + (["left"] if table.scale else [])
        cells = []
        for at, (inlines, align, width) in enumerate(zip(passage.parts, aligns, widths, strict=True)):
            drawn = drawing if table.scale and at == len(widths) - 1 else None
            own = ("<w:keepNext/>" if keep else "") + (f'<w:jc w:val="{align}"/>' if align != "left" else "")
            text = ooxml.paragraph(style, self.runs(inlines, strong), own) if inlines or not drawn else ""
            if drawn:
                room = (width - 120) * 635
                wide = min(round(drawn.width * _PIXEL), room)
                shape = self.picture(drawn.png, wide, round(wide * drawn.height / drawn.width))
                text += ooxml.paragraph("TableDot", shape, "<w:keepNext/>" if keep else "")
            cells.append(ooxml.cell(text, width, under=head))
        return ooxml.row("".join(cells), head)


def _styles(package: Package, looks: Layout, language: str) -> None:
    """Only our styles, in our order: the template's fifty others would hide them in Word's list."""
    root = package.styles.element
    for element in list(root.findall(qn("w:style"))):
        if element.get(qn("w:styleId")) not in _KEPT:
            root.remove(element)
    for element in root.findall(qn("w:latentStyles")):
        root.remove(element)
    normal = looks.styles["Normal"]
    east = "zh-CN" if language == "zh" else "en-US"
    defaults = root.find(qn("w:docDefaults"))
    root.replace(
        defaults, parse_xml(ooxml.defaults(normal, f'<w:lang w:val="en-US" w:eastAsia="{east}" w:bidi="ar-SA"/>'))
    )
    base = next(element for element in root.findall(qn("w:style")) if element.get(qn("w:styleId")) == "Normal")
    root.replace(base, parse_xml(ooxml.style("Normal", normal, based="", title="Normal")))
    for name, look in looks.styles.items():
        if name != "Normal":
            root.append(parse_xml(ooxml.style(name, look, title=_WORD_NAMES.get(name, name))))
    fonts = "".join(ooxml.font(name, second) for name, second in faces.SECOND_DOCX.items())
    _part(package, "/word/fontTable.xml")._blob = ooxml.root("w:fonts", fonts).encode()


def _part(package: Package, name: str) -> Part:
    found: Part = next(part for part in package.part.package.iter_parts() if part.partname == name)
    return found


def _fill(package: Package, xml: str) -> None:
    """Put the text in front of the section's properties."""
    body = package.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    section = body[-1]
    for element in list(parse_xml(ooxml.root("w:body", xml))):
        section.addprevious(element)


def _page(package: Package, looks: Layout) -> None:
    section = package.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, looks.margins)
    section.footer_distance, section.header_distance, section.gutter = Mm(looks.footer), Mm(15), Mm(0)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    if looks.grid:
        grid = '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"/>'
        section._sectPr.append(parse_xml(ooxml.spaced(grid)))
    package.settings.odd_and_even_pages_header_footer = True
    for footer, align, side in ((section.footer, "right", "right"), (section.even_page_footer, "left", "left")):
        footer.is_linked_to_previous = False
        for element in list(footer._element):
            footer._element.remove(element)
        place = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{align}"/>'
        line = ooxml.paragraph("Footer", ooxml.page_number(looks.dash), place)
        footer._element.append(parse_xml(ooxml.spaced(line)))
    _settings(package, looks)


def _settings(package: Package, looks: Layout) -> None:
    root = package.settings.element
    for name in ("characterSpacingControl", "compat", "themeFontLang"):
        for element in root.findall(qn(f"w:{name}")):
            root.remove(element)
    east = "compressPunctuation" if looks.grid else "doNotCompress"
    for xml in (f'<w:characterSpacingControl w:val="{east}"/>', ooxml.COMPATIBLE):
        root.append(parse_xml(ooxml.spaced(xml)))


def _properties(package: Package, sealed: Sealed) -> None:
    """Title, issuing body and date; the manifest in custom XML, its fingerprint and signature in a custom property."""
    meta = sealed.document.meta
    core = package.core_properties
    moment = datetime.combine(meta.date, datetime.min.time())
    core.title, core.author, core.last_modified_by = meta.title.replace("\u200b", ""), meta.issuer, meta.issuer
    core.language = {"zh": "zh-CN", "en": "en"}[meta.language]
    core.created = core.modified = moment
    core.revision, core.comments, core.keywords, core.subject = 1, "", "", ""
    core.identifier = str(sealed.manifest["report"])
    whole = package.part.package
    # the template brings a thumbnail and a custom XML part of its own
    for owner, kinds in ((whole, ("/thumbnail",)), (package.part, ("/customXml", "/stylesWithEffects"))):
        for key in [key for key, relation in owner.rels.items() if relation.reltype.endswith(kinds)]:
            del owner.rels[key]
    seal = (
        f"report={sealed.manifest['report']}; sha256={manifest.fingerprint(sealed.manifest)}; "
        f"signature={sealed.envelope['signature']}"
    )
    custom = Part(
        PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, ooxml.custom(PROPERTY, seal), whole
    )
    whole.relate_to(custom, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    item = Part(
        PackURI("/customXml/item1.xml"), CONTENT_TYPE.XML, ooxml.item(NAMESPACE, canonical(sealed.envelope)), whole
    )
    about = Part(
        PackURI("/customXml/itemProps1.xml"),
        CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
        ooxml.item_properties(NAMESPACE),
        whole,
    )
    item.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    package.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def _repacked(data: bytes) -> bytes:
    """The same archive with one date for every file in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
