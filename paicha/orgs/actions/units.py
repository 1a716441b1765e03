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

LONGEST = 300  # characters of a code or a name


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
    by: Person, *, code: str, name: str, line: Line, parent: Unit | None, kind: str = "", inspected: bool = False,
    opened_on: date | None = None,
) -> Unit:  # fmt: skip
    """Open a unit under `parent` in `line` (None: as a root of the line)."""
    line = locked(Line, line.pk)
    require(by, "units.change", parent)
    above = _parent(by, line, parent) if parent else None
    _said("open", code=code, name=name)
    if Unit.objects.filter(code=code).exists():
        raise Problem("already_there", thing=_("unit"), key=code)
    opened_on = opened_on or (today() if inspected else None)
    unit = Unit.objects.create(code=code, name=name, kind=kind, inspected=inspected, opened_on=opened_on)
    place = set_place(line, unit, above)
    rows: Rows = [(Unit, [unit_change(unit)]), (Placement, [placement_change(place)])]
    record(UNIT_OPENED, unit, rows, unit=code, parent=parent.code if parent else "-")
    return unit


@action
def rename_unit(by: Person, *, unit: Unit, name: str) -> Unit:
    """Give a unit another name."""
    unit = locked(Unit, unit.pk)
    require(by, "units.change", unit)
    _said("rename", name=name)
    unit.name = name
    unit.save(update_fields=["name"])
    record(UNIT_RENAMED, unit, [(Unit, [unit_change(unit)])], unit=unit.code, name=name)
    return unit


@action
def move_unit(by: Person, *, unit: Unit, line: Line, parent: Unit) -> Unit:
    """Place a unit, with all below it, under another parent in one line. A move below itself is `move_cycle`."""
    line = locked(Line, line.pk)
    require(by, "units.change", unit)
    require(by, "units.change", parent)
    above = _parent(by, line, parent)
    here = Placement.objects.filter(line=line, unit=unit).first()
    if here is None:
        moved = [placement_change(set_place(line, unit, above))]
    else:
        require(by, "units.change", here)
        if above.path.startswith(here.path):
            raise Problem("move_cycle", unit=unit.code, parent=parent.code)
        if here.parent_id == parent.pk:
            return unit
        moved = move_subtree(here, above)
    words = {"unit": unit.code, "parent": parent.code, "line": line.code, "count": len(moved) - 1}
    record(UNIT_MOVED, unit, [(Placement, moved)], **words)
    return unit


@action
def merge_unit(by: Person, *, unit: Unit, survivor: Unit, on: date) -> Unit:
    """Close `unit` and place it under `survivor` in each of its lines, so that its history counts there."""
    lines = [locked(Line, pk) for pk in sorted(unit.placements.values_list("line", flat=True))]
    unit, survivor = locked(Unit, unit.pk), locked(Unit, survivor.pk)
    require(by, "units.change", unit)
    require(by, "units.change", survivor)
    _closable(unit, on)
    _open(survivor)
    moved: list[PlacementChange] = []
    for line in lines:
        above = Placement.objects.filter(line=line, unit=survivor).first()
        here = _place(by, line, unit)
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
def close_unit(by: Person, *, unit: Unit, on: date) -> Unit:
    """Close a unit that has no open units below it."""
    unit = locked(Unit, unit.pk)
    require(by, "units.change", unit)
    _closable(unit, on)
    below = Unit.objects.filter(placements__parent=unit, closed_on=None).distinct().count()
    if below:
        raise Problem("unit_has_children", unit=unit.code, count=below)
    unit.closed_on = on
    unit.save(update_fields=["closed_on"])
    record(UNIT_CLOSED, unit, [(Unit, [unit_change(unit)])], unit=unit.code, date=on.isoformat())
    return unit


@action
def reopen_unit(by: Person, *, unit: Unit) -> Unit:
    """Open a closed unit again; one that was merged stays where it stands."""
    unit = locked(Unit, unit.pk)
    require(by, "units.change", unit)
    if unit.closed_on is None:
        raise Problem(
            "wrong_state",
            thing=_("Unit %(unit)s") % {"unit": unit.code},
            state=_("open"),
            verb=_("reopen"),
            possible=_("move, merge, close"),
        )
    for above in Unit.objects.filter(pk__in=unit.placements.values("parent")):
        _open(above)
    unit.closed_on = unit.merged_into = None
    unit.save(update_fields=["closed_on", "merged_into"])
    record(UNIT_REOPENED, unit, [(Unit, [unit_change(unit)])], unit=unit.code)
    return unit


def _said(verb: str, **texts: str) -> None:
    """Each of these texts says something, and fits."""
    for name, text in texts.items():
        if not text.strip():
            raise Problem("value_missing", verb=verb, name=name)
        if len(text) > LONGEST:
            help_ = _("At most %(count)s characters can be kept.") % {"count": LONGEST}
            raise Problem("value_invalid", name=name, value=f"{text[:40]}…", help=help_)


def _open(unit: Unit) -> None:
    if unit.closed_on is not None:
        raise Problem("unit_closed", unit=unit.code, date=unit.closed_on)


def _closable(unit: Unit, on: date) -> None:
    _open(unit)
    if on > today():
        raise Problem("value_invalid", name="on", value=on, help=_("Give today or an earlier day."))
    if unit.opened_on and on < unit.opened_on:
        raise Problem(
            "value_invalid", name="on", value=on, help=_("The unit was opened on %(day)s.") % {"day": unit.opened_on}
        )


def _parent(by: Person, line: Line, unit: Unit) -> Placement:
    """The place of a unit under which another may now be put in the line."""
    _open(locked(Unit, unit.pk))
    return _place(by, line, unit)


def _place(by: Person, line: Line, unit: Unit) -> Placement:
    """The unit's place in the line, which must exist and lie in reach: an office of one line changes no other line."""
    found = Placement.objects.filter(line=line, unit=unit).first()
    if found is None:
        raise Problem("absent", thing=_("place"), key=f"{unit.code} ({line.code})")
    require(by, "units.change", found)
    return found


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
