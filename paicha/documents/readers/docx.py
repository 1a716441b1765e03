"""The DOCX reader. Word, WPS and LibreOffice rebuild a file when they save it: runs are split, wrappers come and go.

So it walks the text in order and follows bookmarks wherever they begin and end; where a bookmark is gone, the fragment
of the link speaks for the number. Deleted and hidden text is not there; text boxes, notes, heads and feet are.
"""

import hashlib
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag

from lxml import etree

from paicha.documents import normal
from paicha.documents.readers.found import NUMBER, PAGE_NUMBER, PICTURE, Found, opened
from paicha.documents.writers.docx import BOOKMARK, NAMESPACE, PROPERTY
from paicha.kernel.problems import Problem

UNPACKED = 256 * 2**20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
_SKIPPED = {
    f"{_W}{name}"
    for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr", "tcPr", "trPr", "sectPr")
}
_SKIPPED.add(f"{_MC}Fallback")
_BREAKS = {f"{_W}{name}" for name in ("tab", "br", "cr")}


def read(data: bytes, path: str) -> Found:
    """What the DOCX says. Raises Problem report_unreadable or report_too_large."""
    try:
        package = _Package(data, path)
        walk = _Walk(package, "word/document.xml")
        walk.through(package.xml("word/document.xml"))
        running = list(_outside(package))
        report, envelope = _manifest(package)
    except (
        zipfile.BadZipFile,
        KeyError,
        etree.XMLSyntaxError,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Problem("report_unreadable", path=path, format="DOCX", reason=reason) from error
    numbers = {**walk.linked, **walk.marked}
    return Found(
        "docx",
        report,
        envelope,
        {key: normal.squeeze(text) for key, text in numbers.items()},
        tuple(walk.found),
        running=tuple(running),
    )


class _Package:
    """The archive, with a bound on what it unpacks to."""

    def __init__(self, data: bytes, path: str) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = set(self.archive.namelist())
        total = sum(entry.file_size for entry in self.archive.infolist())
        if total > UNPACKED:
            raise Problem("report_too_large", path=path, size=total // 2**20, limit=UNPACKED // 2**20)

    def read(self, name: str) -> bytes:
        # file_size is what the archive claims: never unpack more than the bound
        with self.archive.open(name) as part:
            return part.read(UNPACKED)

    def xml(self, name: str) -> Any:
        return etree.fromstring(self.read(name), _PARSER)

    def relations(self, name: str) -> dict[str, tuple[str, bool]]:
        """Relation id to its target, and whether that lies outside the package."""
        folder, file = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in self.names:
            return {}
        return {
            relation.get("Id", ""): (relation.get("Target", ""), relation.get("TargetMode") == "External")
            for relation in self.xml(rels)
        }


class _Walk:
    """Reads one part in order: passages, pictures, and the numbers by bookmark and by link."""

    def __init__(self, package: _Package, part: str) -> None:
        self.package = package
        self.part = part
        self.relations = package.relations(part)
        self.found: list[str] = []
        self.marked: dict[str, str] = {}
        self.linked: dict[str, str] = {}
        self.open: dict[str, str] = {}  # bookmark's id to the number's
        self.link: str = ""
        self.text: list[str] = []
        self.pictures: list[str] = []

    def through(self, element: Any) -> None:
        """Blocks: paragraphs and table rows are passages, everything else is looked into."""
        for child in element:
            if child.tag == f"{_W}p":
                self.paragraph(child)
                self.flush(["".join(self.text)])
            elif child.tag == f"{_W}tr":
                self.row(child)
            elif child.tag in (f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
                self.mark(child)
            elif child.tag not in _SKIPPED:
                self.through(child)

    def row(self, row: Any) -> None:
        cells = []
        for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt"):
            for paragraph in cell.iter(f"{_W}p"):
                self.paragraph(paragraph)
            cells.append("".join(self.text))
            self.text = []
        self.flush(cells)

    def flush(self, cells: list[str]) -> None:
        text = normal.passage(*cells)
        if normal.flat(text):
            self.found.append(text)
        self.found += self.pictures
        self.text, self.pictures = [], []

    def paragraph(self, element: Any) -> None:
        """The text of a paragraph or of anything in it, in order."""
        for child in element:
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag == f"{_W}t":
                self.say(child.text or "")
            elif tag in _BREAKS:
                self.say(" ")
            elif tag == f"{_W}noBreakHyphen":
                self.say("-")
            elif tag == f"{_W}sym":
                self.say(chr(int(child.get(f"{_W}char", "20"), 16)))
            elif tag in (f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
                self.mark(child)
            elif tag == f"{_W}hyperlink":
                self.hyperlink(child)
            elif tag == f"{_W}txbxContent":
                self.box(child)
            elif tag in (f"{_A}blip", f"{_V}imagedata"):
                self.picture(child)
            elif not (tag == f"{_W}r" and _hidden(child)):
                self.paragraph(child)

    def say(self, text: str) -> None:
        self.text.append(text)
        for number in self.open.values():
            self.marked[number] = self.marked.get(number, "") + text
        if self.link:
            self.linked[self.link] = self.linked.get(self.link, "") + text

    def mark(self, element: Any) -> None:
        identity = element.get(f"{_W}id", "")
        name = element.get(f"{_W}name", "")
        if element.tag == f"{_W}bookmarkEnd":
            self.open.pop(identity, None)
        elif name.startswith(BOOKMARK) and NUMBER.fullmatch(name.removeprefix(BOOKMARK)):
            self.open[identity] = name.removeprefix(BOOKMARK)

    def hyperlink(self, element: Any) -> None:
        target, _ = self.relations.get(element.get(f"{_R}id", ""), ("", False))
        fragment = urldefrag(target).fragment or element.get(f"{_W}anchor", "")
        before, self.link = self.link, fragment if NUMBER.fullmatch(fragment) else ""
        self.paragraph(element)
        self.link = before

    def box(self, element: Any) -> None:
        """A text box is a passage of its own, after the one that holds it."""
        inner = _Walk(self.package, self.part)
        inner.through(element)
        self.pictures += inner.found

    def picture(self, element: Any) -> None:
        target, outside = self.relations.get(element.get(f"{_R}embed") or element.get(f"{_R}id") or "", ("", True))
        name = posixpath.normpath(posixpath.join(posixpath.dirname(self.part), target)).lstrip("/")
        known = not outside and name in self.package.names
        self.pictures.append(PICTURE + (hashlib.sha256(self.package.read(name)).hexdigest() if known else target))


def _hidden(run: Any) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "true") not in ("0", "false", "off")


def _outside(package: _Package) -> Iterator[str]:
    """What stands in heads, feet and notes, page numbers left out."""
    for name in sorted(package.names):
        if re.fullmatch(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml", name):
            walk = _Walk(package, name)
            walk.through(package.xml(name))
            yield from (text for text in walk.found if not PAGE_NUMBER.fullmatch(text))


def _manifest(package: _Package) -> tuple[str, Any]:
    """The copy in custom XML; where a program dropped it, the document's id from the custom property."""
    for name in sorted(package.names):
        if re.fullmatch(r"customXml/item\d+\.xml", name):
            root = package.xml(name)
            if root.tag == f"{{{NAMESPACE}}}manifest":
                report, envelope = opened(root.text or "")
                if report:
                    return report, envelope
    if "docProps/custom.xml" in package.names:
        for element in package.xml("docProps/custom.xml"):
            if element.get("name") == PROPERTY:
                known = re.search(r"report=([^;]+)", "".join(element.itertext()))
                return (known[1].strip(), None) if known else ("", None)
    return "", None
