"""Parts of the pages of records: units named and linked, outcomes, answers, deadlines, positions of the ledger."""

from collections.abc import Collection
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paicha.orgs.labels import unit_name
from paicha.orgs.unit_details import Named
from paicha.web.lists.words import due_of
from paicha.web.records.unit_map import distance
from paicha.web.templatetags.parts import chinese, icon, number

register = template.Library()
register.simple_tag(due_of)
register.filter("distance", distance)


@register.simple_tag
def unit_link(named: Named) -> SafeString:
    """A unit by name; a link where the reader sees it."""
    if not named.seen:
        return format_html("<span>{}</span>", unit_name(named.unit))
    return format_html('<a href="{}">{}</a>', reverse("units-one", args=[named.unit.pk]), unit_name(named.unit))


@register.simple_tag
def outcome(inspection: Any, edition: Any = None) -> SafeString:
    """How an inspection ended: held or not, failed or not, and the source's own word."""
    if not inspection.held:
        look, glyph, word = "pc-state-ink", "circle-dashed", _("not held")
    elif inspection.failed:
        look, glyph, word = "pc-state-red", "circle-x", _("failed")
    else:
        look, glyph, word = "pc-state-green", "circle-check", _("passed")
    said = getattr(edition, "result", "")
    own = format_html('<span class="pc-3"> · {}</span>', said) if said and said.lower() != word.lower() else ""
    return format_html('<span class="pc-state {}">{}<span>{}{}</span></span>', look, icon(glyph), word, own)


@register.simple_tag
def position(where: int, verbs: Collection[str]) -> SafeString:
    """A position of the ledger; a link for who may read it there."""
    name = _("no. %(position)s") % {"position": number(where)}
    if "ledger.see" not in verbs:
        return format_html('<span class="pc-3 pc-xs pc-num">{}</span>', name)
    return format_html('<a class="pc-xs pc-num" href="{}">{}</a>', reverse("ledger-entry", args=[where]), name)


@register.simple_tag
def answer(given: Any) -> SafeString:
    """An answer that is not plainly "met"."""
    look, glyph, word = ANSWERS[given.result]
    times = format_html(' <span class="pc-3">×{}</span>', given.times) if given.times > 1 else ""
    return format_html('<span class="pc-state {}">{}<span>{}{}</span></span>', look, icon(glyph), word, times)


ANSWERS = {
    "failed": ("pc-state-red", "x", gettext_lazy("failed")),
    "na": ("pc-state-ink", "minus", gettext_lazy("not applicable")),
    "noted": ("pc-state-accent", "circle-dot", gettext_lazy("noted")),
}


@register.filter
def list_named(checklist: Any) -> str:
    """The checklist's name in the reader's language."""
    return str(checklist.name_zh if chinese() else checklist.name_en)
