"""From a unit's code to the scope of a question, as the tree stood at a position.

Reach is always today's posts; where those posts' units stood is looked up at the position, since a value at N uses the
tree of N.
"""

from dataclasses import replace

from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range, Scope
from paicha.orgs.models import Line, Person, PlacementChange, Unit
from paicha.orgs.permissions import reach, require_unit


def default_line() -> Line:
    """The territorial line, or else the first that was drawn."""
    found = Line.objects.order_by("-kind", "pk").first()
    if found is None:
        raise Problem("absent", thing="line", key="-", hint="")
    return found


def line_named(code: str | None) -> Line:
    """The line of that code; the default line for None."""
    if not code:
        return default_line()
    found = Line.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Line.objects.order_by("pk").values_list("code", flat=True))
        raise Problem("line_unknown", line=code, known=known or "-")
    return found


def path_at(line: int, unit: int, position: int | None) -> str | None:
    """The unit's path in the line as known at `position` (None: now); None when it had no place yet."""
    changes = PlacementChange.objects.filter(line=line, unit=unit)
    if position is not None:
        changes = changes.filter(position__lte=position)
    last = changes.order_by("-position", "-id").first()
    return last.path if last and last.present else None


def scope_for(by: Person, verb: str, *, line: Line | None, unit: Unit | None, position: int | None = None) -> Scope:
    """What `by` asks about with `verb`: the units below `unit` in `line`, or all of `line`, as far as they reach."""
    reached = reach(by, verb)
    if reached is not None:
        reached = tuple(part for part in (_then(each, position) for each in reached) if part)
    focus = None
    if line is not None and unit is not None:
        path = path_at(line.pk, unit.pk, position)
        if path is None:
            raise Problem("absent", thing="unit", key=f"{unit.code} ({line.code})", hint="")
        focus = Range(line.pk, path)
    elif line is not None:
        focus = Range(line.pk, "/")
    return Scope(reach=reached, focus=focus)


def _then(part: Range, position: int | None) -> Range | None:
    if position is None:
        return part
    path = path_at(part.line, unit_of(part), position)
    return replace(part, path=path) if path else None


def asked_scope(by: Person, line_code: str | None, unit_code: str | None, position: int | None = None) -> Scope:
    """The scope of a figure asked by codes; a unit out of reach is absent."""
    line = line_named(line_code) if line_code or unit_code or Line.objects.exists() else None
    unit = require_unit(by, "units.see", unit_code) if unit_code else None
    return scope_for(by, "figures.ask", line=line, unit=unit, position=position)


def codes_of(part: Range) -> tuple[str, str]:
    """The codes of a range's line and unit, by which it can be found again whatever moves."""
    line, unit = Line.objects.get(pk=part.line), Unit.objects.get(pk=unit_of(part))
    return line.code, unit.code


def unit_of(part: Range) -> int:
    """The number of the unit at the top of a range."""
    return int(part.path.rstrip("/").rpartition("/")[2])


def range_of(line_code: str, unit_code: str, own: bool, position: int) -> Range | None:
    """The range of those codes as the tree stood at a position; None where it had no place yet."""
    line, unit = Line.objects.filter(code=line_code).first(), Unit.objects.filter(code=unit_code).first()
    path = path_at(line.pk, unit.pk, position) if line and unit else None
    return Range(line.pk, path, own) if line and path else None
