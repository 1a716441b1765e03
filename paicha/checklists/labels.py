"""How items and severities are called where a figure is grouped by them."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paicha.checklists.models import Grade, Item, VersionItem
from paicha.figures.labels import register


def item_labels(keys: Iterable[str]) -> dict[str, str]:
    """Code and newest title of each item."""
    numbers = [int(key) for key in keys if key.isdigit()]
    titles = dict(VersionItem.objects.filter(item__in=numbers).order_by("id").values_list("item", "title"))
    return {
        str(item.pk): f"{item.code} {titles.get(item.pk, '')}".strip() for item in Item.objects.filter(pk__in=numbers)
    }


def severity_labels(keys: Iterable[str]) -> dict[str, str]:
    """The grade's name in the current language."""
    chinese = (get_language() or "").startswith("zh")
    found = {
        grade.code: grade.name_zh if chinese else grade.name_en for grade in Grade.objects.filter(code__in=list(keys))
    }
    return found | {"ungraded": _("ungraded")}


register("item", item_labels)
register("severity", severity_labels)
