"""From the codes of a line and a unit to the scope of a question.

A range names its unit by today's path; figures look up where that unit stood at the position they are asked at.
"""

from django.utils.translation import gettext as _

from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range, Scope
from paicha.orgs.models import Line, Person, Placement, Unit
from paicha.orgs.permissions import reach, require_unit

WHOLE_LINE = "/"


def line_named(code: str | None) -> Line:
    """The line of that code; for None the territorial line, or else the first that was drawn."""
    lines = Line.objects.filter(code=code) if code else Line.objects.order_by("-kind", "pk")
    found = lines.first()
    if found is None:
        known = ", ".join(Line.objects.order_by("pk").values_list("code", flat=True))
        raise Problem("line_unknown", line=code or "–", known=known or "–")
    return found


def range_of(line: Line, unit: Unit, own: bool = False) -> Range:
    """The units below `unit` in `line`; Problem `unit_not_placed` where it has no place there."""
    place = Placement.objects.filter(line=line, unit=unit).first()
    if place is None:
        raise Problem("unit_not_placed", unit=unit.code, line=line.code)
    return Range(line.pk, place.path, own)


def asked_scope(by: Person, line_code: str | None, unit_code: str | None, *, by_child: bool = False) -> Scope:
    """What `by` asks about: the units below a unit in a line, all of a line, or everything, as far as they reach.

    Children need a line to be children in: `by_child` takes the default line where none is named, and somebody with one
    post in that line sees the children of its unit. A unit out of reach is absent.
    """
    focus = None
    if unit_code:
        focus = range_of(line_named(line_code), require_unit(by, "units.see", unit_code))
    reached = reach(by, "figures.ask")
    if focus is None and (line_code or by_child):
        line = line_named(line_code).pk
        own = [part for part in reached or () if part.line == line]
        focus = own[0] if len(own) == 1 else Range(line, WHOLE_LINE)
    return Scope(reach=reached, focus=focus)


def codes_of(part: Range) -> tuple[str, str]:
    """The codes of a range's line and unit, by which it can be found again whatever moves."""
    number = int(part.path.rstrip("/").rpartition("/")[2])
    return Line.objects.get(pk=part.line).code, Unit.objects.get(pk=number).code


def coded_range(line_code: str, unit_code: str, own: bool) -> Range:
    """The range of those codes, where they stand today."""
    unit = Unit.objects.filter(code=unit_code).first()
    if unit is None:
        raise Problem("absent", thing=_("unit"), key=unit_code)
    return range_of(line_named(line_code), unit, own)
