"""Parts of pages that show figures: tiles, and the rows of ordered dots."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from paicha.web.figures.marks import Mark, Scale
from paicha.web.figures.tiles import Tile

register = template.Library()


@register.inclusion_tag("web/figure-tile.html")
def tile(tile: Tile) -> dict[str, Any]:
    """One tile."""
    return {"tile": tile}


@register.inclusion_tag("web/figure-tiles.html")
def tiles(tiles: Sequence[Tile]) -> dict[str, Any]:
    """A band of tiles."""
    return {"tiles": tiles}


@register.simple_tag
def interval_mark(mark: Mark | None) -> SafeString:
    """A tile's interval: a line, the value as a dot on it, the year before as a ring. Its numbers stand beside it."""
    if mark is None:
        return SafeString("")
    parts = [SafeString('<line class="track" x1="0" x2="100%" y1="6" y2="6"/>')]
    if mark.low is not None:
        parts.append(format_html('<line x1="{}" x2="{}" y1="6" y2="6"/>', mark.low, mark.high))
    if mark.before is not None:
        parts.append(format_html('<circle class="prev" cx="{}" cy="6" r="3"/>', mark.before))
    parts.append(format_html('<circle cx="{}" cy="6" r="3.5"/>', mark.value))
    return format_html('<svg class="pc-iv" aria-hidden="true">{}</svg>', SafeString("".join(parts)))


@register.simple_tag
def dot(mark: Mark | None) -> SafeString:
    """One row of an ordered dot plot: the interval as a line, the value on it, the year before, the whole dashed."""
    if mark is None:
        return SafeString("")
    parts = [SafeString('<line class="track" x1="0" x2="100%" y1="9" y2="9"/>')]
    if mark.whole is not None:
        parts.append(format_html('<line class="ref" x1="{0}" x2="{0}" y1="-9" y2="27"/>', mark.whole))
    if mark.low is not None:
        parts.append(format_html('<line x1="{}" x2="{}" y1="9" y2="9"/>', mark.low, mark.high))
    if mark.before is not None:
        parts.append(format_html('<circle class="prev" cx="{}" cy="9" r="3"/>', mark.before))
    parts.append(format_html('<circle cx="{}" cy="9" r="4"/>', mark.value))
    look = "pc-dot clear" if mark.clear else "pc-dot"
    inner = SafeString("".join(parts))
    return format_html('<svg class="{}" role="img" aria-label="{}">{}</svg>', look, mark.words, inner)


@register.simple_tag
def axis(scale: Scale) -> SafeString:
    """The labels above a column of dots."""
    labels = format_html_join("", '<text x="{}" y="11" text-anchor="{}">{}</text>', scale.labels)
    return format_html('<svg class="pc-axis" aria-hidden="true">{}</svg>', labels)
