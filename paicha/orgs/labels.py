"""How units and lines are called where a figure is grouped by them."""

from collections.abc import Collection

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paicha.figures.labels import register
from paicha.orgs.models import Line, Unit

UNPLACED = "unplaced"


def unit_name(unit: Unit) -> str:
    """The unit's name; the unit that stands for a missing parent is named in the reader's language."""
    return _("Unplaced") if unit.kind == UNPLACED else unit.name


def unit_labels(keys: Collection[str]) -> dict[str, str]:
    """The names of units by number."""
    numbers = [int(key) for key in keys if key.isdecimal()]
    return {str(unit.pk): unit_name(unit) for unit in Unit.objects.filter(pk__in=numbers)}


def line_labels(keys: Collection[str]) -> dict[str, str]:
    """The names of lines by number."""
    chinese = (get_language() or "").startswith("zh")
    lines = Line.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    return {str(line.pk): line.name_zh if chinese else line.name_en for line in lines}


register("child", unit_labels)
register("line", line_labels)
