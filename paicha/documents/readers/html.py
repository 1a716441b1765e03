"""The HTML reader: the file as written, or as a browser saved it.

Headings, paragraphs, list items, captions and table rows are passages; text that stands anywhere else is one too, so
nothing can be added unseen. Proofs (popovers and titles) are read apart.
"""

from collections.abc import Iterator
from typing import Any

from lxml import html
from lxml.etree import ParserError

from paicha.documents import normal
from paicha.documents.drawing import element_digest
from paicha.documents.readers.found import NUMBER, PICTURE, Found, opened
from paicha.documents.writers.html import MANIFEST_ID, style
from paicha.kernel.problems import Problem

_INLINE = {
    "a",
    "b",
    "button",
    "data",
    "em",
    "i",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
    "wbr",
    "font",
    "mark",
}
_FORMS = {"base", "embed", "form", "frame", "iframe", "input", "link", "object", "select", "textarea"}
_SKIPPED = {"script", "style", "template", "head", "title", "noscript"}


def read(data: bytes, path: str) -> Found:
    """What the HTML file says. Raises Problem report_unreadable."""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        root = html.document_fromstring(text, parser=html.HTMLParser(remove_comments=True, huge_tree=False))
    except (UnicodeDecodeError, ParserError, ValueError) as error:
        raise Problem("report_unreadable", path=path, format="HTML", reason=str(error).splitlines()[0]) from error
    block = root.get_element_by_id(MANIFEST_ID, None)
    report, envelope = opened(block.text or "") if block is not None and block.tag == "script" else ("", None)
    page = _Page()
    body = root.find("body")
    if body is not None:
        page.through(body)
        page.flush()
    running = tuple(_foreign(root))
    return Found(
        "html",
        report,
        envelope,
        page.numbers,
        tuple(page.found),
        running=running,
        proofs=page.proofs,
        values=page.values,
    )


def _foreign(root: Any) -> Iterator[str]:
    """What could change how the page looks or reads without being text: scripts, styles, forms, frames, redirections.

    Our own style sheet may have other white space, as a browser that saved the page leaves it.
    """
    ours = "".join(style().split())
    for element in root.iter():
        if not isinstance(element.tag, str) or any(each.tag == "svg" for each in (element, *element.iterancestors())):
            continue
        said = "".join((element.text or "").split())
        script = element.tag == "script" and element.get("id") != MANIFEST_ID
        if script or (element.tag == "style" and said != ours) or element.tag in _FORMS or _redirects(element):
            yield f"{element.tag}: {said[:80] or element.get('value', '')}"
        for name, value in element.attrib.items():
            if name in ("style", "hidden") or name.startswith("on"):
                yield f"{element.tag} {name}: {value[:80]}"


def _redirects(element: Any) -> bool:
    return bool(element.tag == "meta" and element.get("http-equiv", "").lower() == "refresh")


class _Page:
    def __init__(self) -> None:
        self.found: list[str] = []
        self.numbers: dict[str, str] = {}
        self.proofs: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.text: list[str] = []
        self.pictures: list[str] = []

    def through(self, element: Any) -> None:
        self.text.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self.child(child)
            self.text.append(child.tail or "")

    def child(self, child: Any) -> None:
        tag = child.tag
        if tag in _SKIPPED or "hidden" in child.attrib:
            return
        if "popover" in child.attrib:
            self.proof(child.get("id", "").removesuffix("-proof"), _words(child))
        elif tag == "svg":
            self.pictures.append(PICTURE + element_digest(child))
        elif tag == "img":
            self.pictures.append(PICTURE + child.get("src", ""))
        elif tag == "tr":
            self.row(child)
        elif tag in _INLINE:
            self.inline(child)
        else:
            self.flush()
            self.through(child)
            self.flush()

    def inline(self, element: Any) -> None:
        start = len(self.text)
        self.through(element)
        identity = element.get("id", "")
        if element.tag == "data" and NUMBER.fullmatch(identity):
            text = normal.squeeze("".join(self.text[start:]))
            self.numbers[identity] = self.numbers.get(identity, "") + text
            self.values[identity] = element.get("value", "")
        inner = element.find("data")
        if inner is not None and element.get("title"):
            self.proof(inner.get("id", ""), element.get("title"))

    def proof(self, number: str, text: str) -> None:
        self.proofs[number] = self.proofs.get(number, "") + normal.squeeze(text)

    def row(self, row: Any) -> None:
        self.flush()
        cells = []
        for cell in row:
            if isinstance(cell.tag, str):
                self.through(cell)
            self.text.append(cell.tail or "")
            cells.append("".join(self.text))
            self.text = []
        self.emit(cells)

    def flush(self) -> None:
        cells, self.text = ["".join(self.text)], []
        self.emit(cells)

    def emit(self, cells: list[str]) -> None:
        text = normal.passage(*cells)
        if normal.flat(text):
            self.found.append(text)
        self.found += self.pictures
        self.pictures = []


def _words(element: Any) -> str:
    """The text of a proof without its link."""
    if element.tag == "a":
        return ""
    inner = "".join((_words(child) if isinstance(child.tag, str) else "") + (child.tail or "") for child in element)
    return (element.text or "") + inner
