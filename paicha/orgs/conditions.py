"""What must hold before a unit is changed.

A preview asks this first, and the action asks it again with the rows locked, so that both say the same.
"""

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from paicha.kernel.clock import today
from paicha.kernel.problems import Problem
from paicha.orgs.models import Line, Person, Placement, PlacementChange, Unit, UnitChange
from paicha.orgs.permissions import require, within

LONGEST = 300  # characters of a code or a name
LONGEST_KIND = 100


def said(verb: str, **texts: str) -> None:
    """Each of these texts says something, and fits."""
    for name, text in texts.items():
        if not text.strip():
            raise Problem("value_missing", verb=verb, name=name)
        fits(name, text, LONGEST)


def fits(name: str, text: str, most: int) -> None:
    """The text is not too long to be kept."""
    if len(text) > most:
        help_ = _("At most %(count)s characters can be kept.") % {"count": most}
        raise Problem("value_invalid", name=name, value=f"{text[:40]}…", help=help_)


def code_free(code: str) -> None:
    """No unit has this code yet."""
    if Unit.objects.filter(code=code).exists():
        raise Problem("already_there", thing=_("unit"), key=code)


def still_open(unit: Unit) -> None:
    """The unit is not closed."""
    if unit.closed_on is not None:
        raise Problem("unit_closed", unit=unit.code, date=unit.closed_on)


def closable(unit: Unit, on: date) -> None:
    """The unit is open and can be closed on that day."""
    still_open(unit)
    if on > today():
        raise Problem("value_invalid", name=_("Day"), value=on, help=_("Give today or an earlier day."))
    if unit.opened_on and on < unit.opened_on:
        raise Problem(
            "value_invalid",
            name=_("Day"),
            value=on,
            help=_("The unit was opened on %(day)s.") % {"day": unit.opened_on},
        )


def childless(by: Person, unit: Unit) -> None:
    """No open unit stands directly below. How many do, is told as far as `by` sees them."""
    below = Unit.objects.filter(placements__parent=unit, closed_on=None).distinct()
    if below.exists():
        seen = within(by, "units.see", below).count()
        raise (
            Problem("unit_has_children", unit=unit.code, count=seen) if seen else Problem("unit_holds", unit=unit.code)
        )


def reopenable(unit: Unit) -> None:
    """The unit is closed, and those above it are open."""
    if unit.closed_on is None:
        raise Problem(
            "wrong_state",
            thing=_("Unit %(unit)s") % {"unit": unit.code},
            state=_("open"),
            verb=_("reopen"),
            possible=_("move, merge, close"),
        )
    for above in Unit.objects.filter(pk__in=unit.placements.values("parent")):
        still_open(above)


def place_in(by: Person, line: Line, unit: Unit) -> Placement:
    """The unit's place in the line, which must exist and lie in reach: an office of one line changes no other line."""
    found = Placement.objects.filter(line=line, unit=unit).first()
    if found is None:
        raise Problem("absent", thing=_("place"), key=f"{unit.code} ({line.code})")
    require(by, "units.change", found)
    return found


def may_stand(unit: Unit, here: Placement, below: Unit, above: Placement) -> None:
    """A unit is not placed below itself."""
    if above.path.startswith(here.path):
        raise Problem("move_cycle", unit=unit.code, parent=below.code)


def last_change(unit: Unit) -> int:
    """The position at which the unit, or its place in a line, last became what it is."""
    places = Placement.objects.filter(unit=unit).values("pk")
    own = UnitChange.objects.filter(unit=unit.pk).aggregate(last=Max("position"))["last"]
    placed = PlacementChange.objects.filter(placement__in=places).aggregate(last=Max("position"))["last"]
    return max(own or 0, placed or 0)


def unchanged_since(unit: Unit, seen: int | None) -> None:
    """Nobody changed the unit since its last change was at position `seen` (None: the caller saw nothing)."""
    if seen is not None and last_change(unit) != seen:
        raise Problem("unit_changed", unit=unit.code, position=last_change(unit))
