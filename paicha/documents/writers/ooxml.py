"""WordprocessingML in small pieces: runs, paragraphs, fields, pictures as text. docx.py puts them together.

Lengths: `twips` are 1/20 point, picture sizes are EMU (914,400 an inch; 9,525 a CSS pixel).
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of paragraph looks; lengths in points, `indent` and `inset` (from the right) in characters.

    `line` is an exact line, None one that fits the text, times `spread`. `pitch` is added to each character's width.
    `east` and `latin` are faces.
    """

    east: str
    latin: str
    size: float
    bold: bool = False
    colour: str = ""
    align: str = "left"
    line: float | None = None
    before: float = 0
    after: float = 0
    indent: float = 0
    hanging: float = 0
    keep_next: bool = False
    outline: int | None = None
    spread: float = 1.0
    pitch: float = 0
    extra: str = ""

    def paragraph_xml(self, inset: float = 0) -> str:
        """The properties of a paragraph (w:pPr's content), in the order that the schema asks for."""
        parts = []
        if self.keep_next:
            parts.append("<w:keepNext/><w:keepLines/>")
        parts.append(f'<w:widowControl/>{self.extra}<w:snapToGrid w:val="0"/>')
        line = "" if self.line is None else f' w:line="{round(self.line * 20)}" w:lineRule="exact"'
        if self.line is None:
            line = f' w:line="{round(self.spread * 240)}" w:lineRule="auto"'
        parts.append(f'<w:spacing w:before="{round(self.before * 20)}" w:after="{round(self.after * 20)}"{line}/>')
        indent = ""
        if self.indent:
            indent += (
                f' w:firstLineChars="{round(self.indent * 100)}" w:firstLine="{round(self.indent * self.size * 20)}"'
            )
        if self.hanging:
            indent += f' w:left="{round(self.hanging * 20)}" w:hanging="{round(self.hanging * 20)}"'
        if inset:
            indent += f' w:rightChars="{round(inset * 100)}" w:right="{round(inset * self.size * 20)}"'
        if indent:
            parts.append(f"<w:ind{indent}/>")
        parts.append(f'<w:jc w:val="{self.align}"/>')
        if self.outline is not None:
            parts.append(f'<w:outlineLvl w:val="{self.outline}"/>')
        return "".join(parts)

    def run_xml(self) -> str:
        """The properties of its runs (w:rPr's content)."""
        faces = (
            f'<w:rFonts w:ascii="{self.latin}" w:hAnsi="{self.latin}" w:eastAsia="{self.east}" w:cs="{self.latin}"/>'
        )
        bold = "<w:b/><w:bCs/>" if self.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
        colour = f'<w:color w:val="{self.colour}"/>' if self.colour else ""
        size = round(self.size * 2)
        if self.pitch:
            colour += f'<w:spacing w:val="{round(self.pitch * 20)}"/>'
        return f'{faces}{bold}{colour}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def style(name: str, look: Look, based: str = "Normal", title: str = "") -> str:
    """A paragraph style; Word shows it as `title`. The one that is based on nothing is the default."""
    base, default = (f'<w:basedOn w:val="{based}"/>', "") if based else ("", ' w:default="1"')
    return (
        f'<w:style {NAMESPACES} w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{title or name}"/>'
        f"{base}<w:qFormat/><w:pPr>{look.paragraph_xml()}</w:pPr><w:rPr>{look.run_xml()}</w:rPr></w:style>"
    )


def run(text: str, properties: str = "") -> str:
    """A run; tabs become tab elements, line breaks become breaks, characters that XML forbids are left out."""
    inner = []
    for at, line in enumerate(text.translate(_FORBIDDEN).split("\n")):
        if at:
            inner.append("<w:br/>")
        for column, piece in enumerate(line.split("\t")):
            if column:
                inner.append("<w:tab/>")
            if piece:
                inner.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{''.join(inner)}</w:r>"


def paragraph(style_id: str, runs: str, properties: str = "") -> str:
    """A paragraph in a style, with properties of its own where it differs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{properties}</w:pPr>{runs}</w:p>'


def bookmark(number: int, name: str, inner: str) -> str:
    """`inner` between the two ends of a bookmark; `number` is its id in the document."""
    mark = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>'
    return f'{mark}{inner}<w:bookmarkEnd w:id="{number}"/>'


def hyperlink(relation: str, inner: str) -> str:
    """`inner` as a link to the address that a relation names."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{inner}</w:hyperlink>'


def page_number(dash: str) -> str:
    """The page's number between dashes, as a field."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    return f"{run(f'{dash} ')}{begin}{code}{separate}{run('1')}{end}{run(f' {dash}')}"


def picture(relation: str, number: int, width: int, height: int, alternative: str = "") -> str:
    """A picture in the line, `width` by `height` EMU. Without an alternative it is marked as decoration."""
    size = f'cx="{width}" cy="{height}"'
    described = f'<wp:docPr id="{number}" name="Picture {number}" descr={quoteattr(alternative)}'
    described += "/>" if alternative else f">{_DECORATIVE}</wp:docPr>"
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>{described}'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def cell(text: str, width: int, under: bool = False) -> str:
    """A cell of a table; `under` draws the line below a head."""
    line = (
        '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tcBorders>' if under else ""
    )
    align = '<w:vAlign w:val="bottom"/>' if under else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{line}{align}</w:tcPr>{text}</w:tc>'


def row(cells: str, head: bool) -> str:
    """A row, which no page break divides; a head is repeated on each page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def root(tag: str, inner: str) -> str:
    """A whole document of the package, with the namespaces."""
    return f"<{tag} {NAMESPACES}>{inner}</{tag}>"


def spaced(element: str) -> str:
    """One element with the namespaces on it, ready to be parsed."""
    name, rest = element[1:].split(" ", 1) if " " in element.split(">", 1)[0] else (element[1:].split(">", 1)[0], "")
    if not rest:
        return element.replace(f"<{name}", f"<{name} {NAMESPACES}", 1)
    return f"<{name} {NAMESPACES} {rest}"


def defaults(look: Look, language: str) -> str:
    """What holds for text in no style: the look of running text; `language` is its w:lang element."""
    return root(
        "w:docDefaults",
        f"<w:rPrDefault><w:rPr>{look.run_xml()}{language}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{look.paragraph_xml()}</w:pPr></w:pPrDefault>",
    )


def font(name: str, second: str) -> str:
    """A face in the font table, with the name to look for where the first is missing."""
    return f'<w:font w:name="{name}"><w:altName w:val="{second}"/><w:charset w:val="86"/></w:font>'


COMPATIBLE = (
    "<w:compat>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat>"
)

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def custom(name: str, value: str) -> bytes:
    """The part of custom properties, with one."""
    identity = 'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2"'
    return (
        f'{_HEAD}<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}"><property {identity} name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property></Properties>"
    ).encode()


def item(namespace: str, data: bytes) -> bytes:
    """A custom XML part that holds JSON as text."""
    return f'{_HEAD}<manifest xmlns="{namespace}">{escape(data.decode())}</manifest>'.encode()


def item_properties(namespace: str) -> bytes:
    """What the package has to say about a custom XML part; the id is the same in every document."""
    return (
        f'{_HEAD}<ds:datastoreItem ds:itemID="{{7A0B1F5C-3C52-4B7E-9E0B-70616963686A}}" xmlns:ds="{_CUSTOM_XML}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
