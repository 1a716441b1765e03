"""Parts of pages: icons, states, severities, deadlines, numbers with their proofs, ordered dots."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from paicha.figures.words import DASH
from paicha.findings.rules.lifecycle import STATES
from paicha.kernel.phrases import chinese as chinese

register = template.Library()
ICONS = Path(__file__).parents[1] / "icons"
_SHAPE = re.compile(r"<(?:path|circle|line|rect|polyline)\b[^>]*/>")


@cache
def _shapes(name: str) -> str:
    """The strokes of an icon; FileNotFoundError for a name that there is no file for."""
    found = _SHAPE.findall((ICONS / f"{name}.svg").read_text(encoding="utf-8"))
    return "".join(shape for shape in found if 'stroke="none"' not in shape)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon of Tabler's, in the text's colour."""
    return mark_safe(  # noqa: S308  our own files
        f'<svg class="pc-icon {extra}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" '
        f'stroke-linejoin="round" aria-hidden="true">{_shapes(name)}</svg>'
    )


@register.simple_tag
def state(name: str, pill: bool = False) -> SafeString:
    """A finding's state: its glyph and its word."""
    found = STATES[name]
    look = found.tone + (" pc-state-pill" if pill else "")
    return format_html('<span class="pc-state pc-state-{}">{}{}</span>', look, icon(found.glyph), found.name)


@register.simple_tag
def state_word(name: str) -> str:
    """A finding's state in a sentence."""
    return str(STATES[name].name)


@register.simple_tag
def severity(grade: Any) -> SafeString:
    """A finding's grade; a dash where it has none."""
    if grade is None:
        return format_html('<span class="pc-3">{}</span>', DASH)
    name = grade.name_zh if chinese() else grade.name_en
    return format_html('<span class="pc-sev{}">{}</span>', " pc-sev-major" if grade.major else "", name)


@register.filter
def day(value: date | None) -> str:
    """A day as the reader writes it; a dash for none."""
    if value is None:
        return DASH
    return date_format(value, "Y-m-d" if chinese() else "j M Y")


@register.filter
def moment(value: Any) -> str:
    """A moment in the installation's time zone."""
    if value is None:
        return DASH
    from django.utils.timezone import localtime

    return date_format(localtime(value), "Y-m-d H:i" if chinese() else "j M Y, H:i")


@register.filter
def number(value: Any) -> str:
    """A whole number with its thousands parted; a dash for none."""
    return DASH if value is None else f"{value:,}"


@register.simple_tag(takes_context=True)
def here(context: Mapping[str, Any], **changes: Any) -> str:
    """The address of this page with parameters changed; None or "" leaves one out."""
    request = context["request"]
    pairs = [(name, value) for name, value in parse_qsl(request.META.get("QUERY_STRING", "")) if name not in changes]
    pairs += [(name, str(value)) for name, value in changes.items() if value not in (None, "")]
    return f"{request.path}?{urlencode(pairs)}" if pairs else request.path


@register.simple_tag(takes_context=True)
def placed(context: Mapping[str, Any], **more: Any) -> str:
    """`?` and the parameters of the place looked at, with others; nothing where there are none."""
    place = context["frame"].place
    query = place.query(**more) if place else urlencode(more)
    return f"?{query}" if query else ""
