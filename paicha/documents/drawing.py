"""Pictures: from a chart's spec, or a row's dot, to SVG (HTML, PDF) and PNG (DOCX), with digests that survive saving.

vl-convert draws without a browser, in our own faces only, so two machines make the same picture.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import Any

import vl_convert
from lxml import etree, html

from paicha.documents import faces
from paicha.documents.charts import ACCENT, AXIS, FACE, THIRD
from paicha.documents.document import Chart, Dot, Scale
from paicha.kernel.canonical import digest
from paicha.kernel.problems import Problem

PNG_SCALE = 2
DOT_WIDTH, DOT_HEIGHT, DOT_EDGE = 190, 16, 8
_DROPPED = ("style", "role", "class", "aria-hidden", "aria-roledescription", "aria-label", "pointer-events", "display")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in the forms that the writers need; `width` and `height` in CSS pixels (1/96 inch), `text` what can be
    read in it. `slim` is for narrow screens, "" where one form serves all."""

    svg: str
    png: bytes
    width: float
    height: float
    text: str = ""
    slim: str = ""

    @property
    def digests(self) -> list[str]:
        """What a reader may find: the SVG's first, which names the picture, then the narrow one's and the PNG's."""
        drawn = [svg_digest(svg) for svg in (self.svg, self.slim) if svg]
        return [*drawn, hashlib.sha256(self.png).hexdigest()]


@cache
def _register() -> None:
    vl_convert.register_font_directory(str(faces.FOLDER))


def chart(drawn: Chart) -> Drawing:
    """Draw a chart. The last 64 are cached: documents made together share most of their charts."""
    specs = [json.dumps(spec, sort_keys=True, ensure_ascii=False) if spec else "" for spec in (drawn.spec, drawn.slim)]
    try:
        return _chart(*specs)
    except ValueError as error:
        raise Problem("report_chart_failed", chart=drawn.alternative, reason=str(error).splitlines()[0]) from error


def vector(spec: Mapping[str, Any], name: str) -> str:
    """The SVG of a spec alone, as pages show it; `name` is what it is of, should drawing fail."""
    try:
        return _vega(json.dumps(spec, sort_keys=True, ensure_ascii=False))
    except ValueError as error:
        raise Problem("report_chart_failed", chart=name, reason=str(error).splitlines()[0]) from error


@lru_cache(maxsize=64)
def _chart(spec: str, slim: str) -> Drawing:
    return _drawing(_vega(spec), _vega(slim) if slim else "")


def _vega(spec: str) -> str:
    _register()
    # the spec's data are inside it: no address may be asked for more
    drawn = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    # ids in one page must differ where the charts do
    return tidy(drawn, "c" + hashlib.sha256(spec.encode()).hexdigest()[:8])


def tidy(svg: str, name: str) -> str:
    """An SVG as it may stand in our documents: no styles, no roles of Vega's, ids of its own."""
    tree = etree.fromstring(svg.encode())
    for element in list(tree.iter(etree.Element)):
        if element.get("class") == "background" or element.get("display") == "none":
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
                continue
        for attribute in _DROPPED:
            element.attrib.pop(attribute, None)
        for attribute, value in element.attrib.items():
            if attribute == "id":
                element.set("id", f"{name}-{value}")
            elif "url(#" in value:
                element.set(attribute, value.replace("url(#", f"url(#{name}-"))
    return str(etree.tostring(tree, encoding="unicode"))


@lru_cache(maxsize=4096)
def dot(row: Dot, scale: Scale) -> Drawing:
    """The picture of one row: interval as a line, value as a dot, the year before as a ring, the whole scope dashed."""
    place = _place(scale)
    parts: list[str] = []
    middle = DOT_HEIGHT / 2
    if scale.rule is not None:
        x = place(scale.rule)
        parts.append(f'<path d="M{x} 0V{DOT_HEIGHT}" stroke="{AXIS}" stroke-width="1" stroke-dasharray="2 2"/>')
    if row.low is not None and row.high is not None:
        parts.append(f'<path d="M{place(row.low)} {middle}H{place(row.high)}" stroke="{ACCENT}" stroke-width="2"/>')
    if row.before is not None:
        ring = f'r="3" fill="#ffffff" stroke="{THIRD}" stroke-width="1.25"'
        parts.append(f'<circle cx="{place(row.before)}" cy="{middle}" {ring}/>')
    if row.value is not None:
        parts.append(f'<circle cx="{place(row.value)}" cy="{middle}" r="3.75" fill="{ACCENT}"/>')
    return _drawing(_frame("".join(parts), DOT_HEIGHT))


@lru_cache(maxsize=64)
def axis(scale: Scale) -> Drawing:
    """The picture of a scale's ticks, for the head of its column."""
    place = _place(scale)
    parts: list[str] = []
    for value, label in scale.ticks:
        x = place(value)
        anchor = "start" if value == scale.ticks[0][0] else "end" if value == scale.ticks[-1][0] else "middle"
        at = x + {"start": -DOT_EDGE + 1, "end": DOT_EDGE - 1, "middle": 0}[anchor]
        parts.append(f'<path d="M{x} 12V{DOT_HEIGHT}" stroke="{AXIS}" stroke-width="1"/>')
        face = f'font-family="{FACE}" font-size="10" fill="{THIRD}"'
        parts.append(f'<text x="{at}" y="9" text-anchor="{anchor}" {face}>{escape(label)}</text>')
    return _drawing(_frame("".join(parts), DOT_HEIGHT))


def _place(scale: Scale) -> Any:
    first, last = scale.ticks[0][0], scale.ticks[-1][0]
    room = DOT_WIDTH - 2 * DOT_EDGE
    return lambda value: round(DOT_EDGE + room * min(max((value - first) / ((last - first) or 1), 0), 1), 2)


def _frame(inner: str, height: int) -> str:
    size = f'width="{DOT_WIDTH}" height="{height}" viewBox="0 0 {DOT_WIDTH} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{inner}</svg>'


def _drawing(svg: str, slim: str = "") -> Drawing:
    _register()
    tree = etree.fromstring(svg.encode())
    text = "".join("".join(element.itertext()) for element in tree.iter("{*}text"))
    # on white: Word would show a clear ground in its dark mode
    on_white = svg.replace(">", '><rect width="100%" height="100%" fill="#ffffff"/>', 1)
    png = vl_convert.svg_to_png(on_white, scale=PNG_SCALE)
    return Drawing(svg, png, float(tree.get("width", 0)), float(tree.get("height", 0)), text, slim)


def svg_digest(svg: str) -> str:
    """SHA-256 of what an SVG draws, hexadecimal: the same after a browser has saved the page that holds it."""
    return element_digest(html.fragment_fromstring(svg))


def element_digest(element: Any) -> str:
    """As svg_digest, for an element that lxml.html has parsed."""
    return digest(_shape(element, top=True)).hex()


def _shape(element: Any, top: bool = False) -> list[Any]:
    """Tag, attributes by name, texts and children; of the outermost tag only its size, as writers add to it."""
    kept = ("viewbox", "width", "height")
    attributes = sorted((name, value) for name, value in element.attrib.items() if not top or name in kept)
    children = [
        part for child in element if isinstance(child.tag, str) for part in (_shape(child), _words(child.tail)) if part
    ]
    return [element.tag, [list(pair) for pair in attributes], _words(element.text), children]


def _words(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()
