"""Parts of the pages that change things: a number before and after, grades, and what roles are called."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from paicha.figures.words import DASH
from paicha.kernel.clock import today
from paicha.orgs.role_words import role_name
from paicha.web.figures.links import figure_address
from paicha.web.templatetags.parts import chinese

register = template.Library()
COLOUR_NAMES = {"red": gettext_lazy("red"), "amber": gettext_lazy("amber"), "grey": gettext_lazy("grey")}


@register.simple_tag
def rolename(role: str) -> str:
    """A role's name in the reader's language."""
    return role_name(role)


@register.simple_tag
def before_after(figure: str, change: Any, place: Any) -> SafeString | str:
    """A figure now, which leads to its page, and what it will be."""
    if change.before is None:
        return DASH
    period = (today(), today()) if figure == "units_total" else None
    link = format_html(
        '<a class="pc-numlink" href="{}">{}</a>', figure_address(figure, place, period=period), f"{change.before:,}"
    )
    return link if change.stays else format_html("{} → <b>{}</b>", link, f"{change.after:,}")


@register.simple_tag
def bothnames(thing: Any) -> str:
    """A scale's or a grade's name, the reader's language first."""
    zh, en = (thing["name_zh"], thing["name_en"]) if isinstance(thing, dict) else (thing.name_zh, thing.name_en)
    first, second = (zh, en) if chinese() else (en, zh)
    return f"{first} · {second}" if first != second else str(first)


@register.simple_tag
def colourname(colour: str) -> str:
    """What a colour is called."""
    return str(COLOUR_NAMES.get(colour, colour))


@register.simple_tag
def gradedays(grade: Any) -> str:
    """A grade's default deadline in words."""
    if grade.days is None:
        return _("stated by each finding")
    words = {
        "plain": ngettext("%(count)s day", "%(count)s days", grade.days),
        "working": ngettext("%(count)s working day", "%(count)s working days", grade.days),
        "calendar": ngettext("%(count)s calendar day", "%(count)s calendar days", grade.days),
    }
    return words[grade.day_kind] % {"count": grade.days}


@register.simple_tag
def listed(record: Any) -> SafeString | str:
    """What an inspection's row lists: numbers by grade, or items with their grades."""
    listing = record.listing
    if listing.items:
        lines = [
            (code, item.title, f" · {item.severity}" if item.severity else "") for code, item in listing.items.items()
        ]
        shown = format_html_join("", '<span class="pc-block"><span class="pc-code">{}</span> {}{}</span>', lines[:3])
        more = len(lines) - 3
        return (
            shown + format_html('<span class="sub">{}</span>', _("and %(count)s more") % {"count": more})
            if more > 0
            else shown
        )
    counts = [(count, grade) for grade, count in listing.counts.items() if count]
    return ", ".join(f"{count} {grade}" for count, grade in counts) or DASH
