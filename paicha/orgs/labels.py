"""How units and lines are called and coded where a figure is grouped by them."""

from collections.abc import Collection

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from paicha.figures.keys import Dimension, register
from paicha.orgs.models import Line, Unit

UNPLACED = "unplaced"


def unit_name(unit: Unit) -> str:
    """The unit's name; the unit that stands for a missing parent is named in the reader's language."""
    return _("Unplaced") if unit.kind == UNPLACED else unit.name


def unit_labels(keys: Collection[str]) -> dict[str, str]:
    """The names of units by number."""
    numbers = [int(key) for key in keys if key.isdecimal()]
    return {str(unit.pk): unit_name(unit) for unit in Unit.objects.filter(pk__in=numbers)}


def line_name(line: Line) -> str:
    """The line's name in the reader's language."""
    return line.name_zh if (get_language() or "").startswith("zh") else line.name_en


def line_labels(keys: Collection[str]) -> dict[str, str]:
    """The names of lines by number."""
    lines = Line.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    return {str(line.pk): line_name(line) for line in lines}


def _unit_codes(keys: Collection[str]) -> dict[str, str]:
    numbers = [int(key) for key in keys if key.isdecimal()]
    return {str(number): code for number, code in Unit.objects.filter(pk__in=numbers).values_list("pk", "code")}


def _unit_key(code: str) -> str | None:
    number = Unit.objects.filter(code=code).values_list("pk", flat=True).first()
    return None if number is None else str(number)


def _line_codes(keys: Collection[str]) -> dict[str, str]:
    numbers = [int(key) for key in keys if key.isdecimal()]
    return {str(number): code for number, code in Line.objects.filter(pk__in=numbers).values_list("pk", "code")}


def _line_key(code: str) -> str | None:
    number = Line.objects.filter(code=code).values_list("pk", flat=True).first()
    return None if number is None else str(number)


register(Dimension("child", gettext_lazy("Units below"), unit_labels, _unit_codes, _unit_key))
register(Dimension("line", gettext_lazy("Line"), line_labels, _line_codes, _line_key))
register(Dimension("unit_kind", gettext_lazy("Kind of unit")))
