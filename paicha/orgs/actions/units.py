"""Single units: opening, renaming, moving, merging, closing, reopening."""

from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from paicha.kernel.clock import today
from paicha.kernel.problems import Problem
from paicha.kernel.scope import path_end
from paicha.ledger.covering import change_of
from paicha.orgs.acting import Rows, action, locked, record
from paicha.orgs.conditions import (
    LONGEST_KIND,
    childless,
    closable,
    code_free,
    fits,
    may_stand,
    place_in,
    reopenable,
    said,
    still_open,
    unchanged_since,
)
from paicha.orgs.covers import placement_change, unit_change
from paicha.orgs.entries import (
    LINE_DRAWN,
    UNIT_CLOSED,
    UNIT_MERGED,
    UNIT_MOVED,
    UNIT_OPENED,
    UNIT_RENAMED,
    UNIT_REOPENED,
)
from paicha.orgs.models import Line, Person, Placement, PlacementChange, Unit
from paicha.orgs.permissions import require
from paicha.orgs.searching import index


@action
def draw_line(by: Person, *, code: str, kind: str, name_zh: str, name_en: str) -> Line:
    """Draw a new line. There is at most one territorial line."""
    require(by, "units.change", None)
    if kind not in Line.Kind.values:
        raise Problem("value_invalid", name="kind", value=kind, help=", ".join(Line.Kind.values))
    if Line.objects.filter(code=code).exists():
        raise Problem("already_there", thing=_("line"), key=code)
    territorial = Line.objects.filter(kind=Line.Kind.TERRITORIAL).first()
    if kind == Line.Kind.TERRITORIAL and territorial:
        raise Problem("already_there", thing=_("territorial line"), key=territorial.code)
    line = Line.objects.create(code=code, kind=kind, name_zh=name_zh, name_en=name_en)
    record(LINE_DRAWN, line, [(Line, [change_of(line)])], code=code)
    return line


@action
def open_unit(
    by: Person,
    *,
    code: str,
    name: str,
    line: Line,
    parent: Unit | None,
    kind: str = "",
    inspected: bool = False,
    opened_on: date | None = None,
) -> Unit:
    """Open a unit under `parent` in `line` (None: as a root of the line)."""
    line = locked(Line, line.pk)
    require(by, "units.change", parent)
    above = _parent(by, line, parent) if parent else None
    said("open", code=code, name=name)
    fits("kind", kind, LONGEST_KIND)
    code_free(code)
    opened_on = opened_on or (today() if inspected else None)
    unit = Unit.objects.create(code=code, name=name, kind=kind, inspected=inspected, opened_on=opened_on)
    index([unit])
    place = set_place(line, unit, above)
    rows: Rows = [(Unit, [unit_change(unit)]), (Placement, [placement_change(place)])]
    record(UNIT_OPENED, unit, rows, unit=code, parent=parent.code if parent else "-")
    return unit


@action
def rename_unit(by: Person, *, unit: Unit, name: str, seen: int | None = None) -> Unit:
    """Give a unit another name. `seen`: see `unchanged_since`."""
    unit = locked(Unit, unit.pk)
    require(by, "units.change", unit)
    unchanged_since(unit, seen)
    said("rename", name=name)
    unit.name = name
    unit.save(update_fields=["name"])
    index([unit])
    record(UNIT_RENAMED, unit, [(Unit, [unit_change(unit)])], unit=unit.code, name=name)
    return unit


@action
def move_unit(by: Person, *, unit: Unit, line: Line, parent: Unit, seen: int | None = None) -> Unit:
    """Place a unit, with all below it, under another parent in one line. A move below itself is `move_cycle`."""
    line = locked(Line, line.pk)
    require(by, "units.change", unit)
    require(by, "units.change", parent)
    unchanged_since(unit, seen)
    above = _parent(by, line, parent)
    here = Placement.objects.filter(line=line, unit=unit).first()
    if here is None:
        moved = [placement_change(set_place(line, unit, above))]
    else:
        require(by, "units.change", here)
        may_stand(unit, here, parent, above)
        if here.parent_id == parent.pk:
            return unit
        moved = move_subtree(here, above)
    words = {"unit": unit.code, "parent": parent.code, "line": line.code, "count": len(moved) - 1}
    record(UNIT_MOVED, unit, [(Placement, moved)], **words)
    return unit


@action
def merge_unit(by: Person, *, unit: Unit, survivor: Unit, on: date, seen: int | None = None) -> Unit:
    """Close `unit` and place it under `survivor` in each of its lines, so that its history counts there."""
    lines = [locked(Line, pk) for pk in sorted(unit.placements.values_list("line", flat=True))]
    unit, survivor = locked(Unit, unit.pk), locked(Unit, survivor.pk)
    require(by, "units.change", unit)
    require(by, "units.change", survivor)
    unchanged_since(unit, seen)
    closable(unit, on)
    still_open(survivor)
    moved: list[PlacementChange] = []
    for line in lines:
        above = Placement.objects.filter(line=line, unit=survivor).first()
        here = place_in(by, line, unit)
        if unit == survivor or (above and above.path.startswith(here.path)):
            raise Problem("move_cycle", unit=unit.code, parent=survivor.code)
        if above:
            moved += move_subtree(here, above)
    unit.closed_on, unit.merged_into = on, survivor
    unit.save(update_fields=["closed_on", "merged_into"])
    rows: Rows = [(Unit, [unit_change(unit)]), (Placement, moved)]
    record(UNIT_MERGED, unit, rows, unit=unit.code, survivor=survivor.code, date=on.isoformat())
    return unit


@action
def close_unit(by: Person, *, unit: Unit, on: date, seen: int | None = None) -> Unit:
    """Close a unit that has no open units below it."""
    unit = locked(Unit, unit.pk)
    require(by, "units.change", unit)
    unchanged_since(unit, seen)
    closable(unit, on)
    childless(by, unit)
    unit.closed_on = on
    unit.save(update_fields=["closed_on"])
    record(UNIT_CLOSED, unit, [(Unit, [unit_change(unit)])], unit=unit.code, date=on.isoformat())
    return unit


@action
def reopen_unit(by: Person, *, unit: Unit, seen: int | None = None) -> Unit:
    """Open a closed unit again; one that was merged stays where it stands."""
    unit = locked(Unit, unit.pk)
    require(by, "units.change", unit)
    unchanged_since(unit, seen)
    reopenable(unit)
    unit.closed_on = unit.merged_into = None
    unit.save(update_fields=["closed_on", "merged_into"])
    record(UNIT_REOPENED, unit, [(Unit, [unit_change(unit)])], unit=unit.code)
    return unit


def _parent(by: Person, line: Line, unit: Unit) -> Placement:
    """The place of a unit under which another may now be put in the line."""
    still_open(locked(Unit, unit.pk))
    return place_in(by, line, unit)


def set_place(line: Line, unit: Unit, above: Placement | None) -> Placement:
    """A first place for `unit`, below `above`."""
    path = f"{above.path if above else '/'}{unit.pk}/"
    return Placement.objects.create(
        line=line,
        unit=unit,
        parent_id=above.unit_id if above else None,
        path=path,
        depth=above.depth + 1 if above else 0,
    )


def move_subtree(here: Placement, above: Placement) -> list[PlacementChange]:
    """Rewrite the paths of a place and all below it: one UPDATE, and a transition for each."""
    old, new = here.path, f"{above.path}{here.unit_id}/"
    below = Placement.objects.filter(line=here.line_id, path__gte=old, path__lt=path_end(old))
    Placement.objects.filter(pk=here.pk).update(parent=above.unit_id)
    below.update(path=Concat(Value(new), Substr("path", len(old) + 1)), depth=F("depth") + above.depth + 1 - here.depth)
    moved = Placement.objects.filter(line=here.line_id, path__gte=new, path__lt=path_end(new))
    return [placement_change(place) for place in moved.order_by("path")]
