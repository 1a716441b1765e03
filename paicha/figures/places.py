"""Where a scope's units stood: ranges name units by their paths, and a path may have been another one at a position."""

from dataclasses import replace
from functools import cache
from typing import Any

from paicha.figures.composition import Composed
from paicha.figures.engines import State
from paicha.figures.sql import bound, column, query
from paicha.kernel.scope import Range, Scope

FACT, KINDS = "placement", "unit"  # the facts that say where units stand, and of what kind they are
WHOLE_LINE = "/"
NOWHERE = "0/"  # above every path
KEPT = 2_000  # answers of where units stood: at a position that never changes, and a page asks ten times for the same

_kept: dict[tuple[str, int, tuple[int, ...]], list[tuple[Any, ...]]] = {}


def values(state: State, scope: Scope, at: int, *, today: bool) -> dict[str, Any]:
    """The lines and paths to bind for a scope asked at `at`: its ranges as they stood then and, for `today`, now."""
    found: dict[str, Any] = {}
    ranges = [*(scope.reach or ()), *([scope.focus] if scope.focus else [])]
    then = _stood(state, ranges, at)
    if scope.focus is not None:
        focus = then[scope.focus]
        found |= {"line": focus.line, "path": focus.path, "end": focus.end, "own_key": _unit(focus.path)}
    for when, stood in (("at", then), ("now", _stood(state, ranges, state.position) if today else {})):
        for number, each in enumerate(scope.reach or ()):
            if each in stood:
                place = stood[each]
                found |= {f"{name}_{number}_{when}": getattr(place, name) for name in ("line", "path", "end")}
    return found


def narrowed(state: State, scope: Scope, at: int) -> Scope:
    """The scope without its reach where that bounds nothing: all of the focus lay within it at that position."""
    focus = scope.focus
    if focus is None or scope.reach is None:
        return scope
    stood = _stood(state, [*scope.reach, focus], at)
    for each in scope.reach:
        if each.line == focus.line and (focus.own or not each.own) and stood[each].holds(stood[focus].path):
            return replace(scope, reach=None)
    return scope


def _unit(path: str) -> str:
    """The unit that a path leads to: its last step; empty for a whole line."""
    return path.rstrip("/").rpartition("/")[2]


def _stood(state: State, ranges: list[Range], at: int) -> dict[Range, Range]:
    """Where the units of the ranges stood in their lines at a position; NOWHERE for one that had no place."""
    units = sorted({int(_unit(each.path)) for each in ranges if each.path != WHOLE_LINE})
    paths: dict[tuple[int, str], str] = {}
    if units:
        key = (state.identity, min(at, state.changed[FACT]), tuple(units))
        found = _kept.get(key)
        if found is None:
            bounds = {f"unit_{number}": unit for number, unit in enumerate(units)}
            found = state.answer(_placed(len(units)), {"at": at, **bounds})
            if len(_kept) >= KEPT:
                _kept.clear()
            _kept[key] = found
        paths = {(line, str(unit)): path for line, unit, path in found}
    return {
        each: each if each.path == WHOLE_LINE else replace(each, path=paths.get((each.line, _unit(each.path)), NOWHERE))
        for each in ranges
    }


@cache
def _placed(number: int) -> Composed:
    """The places of so many units at a position."""
    placed = query(
        "SELECT s.line, s.unit, s.path FROM span_placement AS s"
        " WHERE s.present AND s.known_from <= $at AND s.known_until > $at"
    )
    units = [bound(f"unit_{each}") for each in range(number)]
    return Composed(placed.where(column("unit", "s").isin(*units)), ("line", "unit", "path"), True)
