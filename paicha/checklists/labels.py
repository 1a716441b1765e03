"""How items and severities are called and coded where a figure is grouped by them."""

from collections.abc import Collection, Iterable

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from paicha.checklists.models import Grade, Item, VersionItem
from paicha.figures.keys import Dimension, register


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


def _item_codes(keys: Collection[str]) -> dict[str, str]:
    """An item's code alone may stand in several checklists; the checklist's goes before it."""
    items = Item.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()]).select_related("checklist")
    return {str(item.pk): f"{item.checklist.code}/{item.code}" for item in items}


def _item_key(code: str) -> str | None:
    """The item of `CHECKLIST/CODE`, or of the code alone where only one checklist has it."""
    checklist, slash, own = code.rpartition("/")
    items = Item.objects.filter(code=own, checklist__code=checklist) if slash else Item.objects.filter(code=code)
    found = list(items.values_list("pk", flat=True)[:2])
    return str(found[0]) if len(found) == 1 else None


register(Dimension("item", gettext_lazy("Item"), item_labels, _item_codes, _item_key))
register(Dimension("severity", gettext_lazy("Severity"), severity_labels))
register(Dimension("major", gettext_lazy("Major")))
