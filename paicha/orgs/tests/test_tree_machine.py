"""Whatever is opened, moved, merged, closed and reopened: places are what parents say, and refusals are foreseen."""

from datetime import date

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range
from paicha.ledger.checking import check
from paicha.orgs.actions.units import close_unit, merge_unit, move_unit, open_unit, reopen_unit
from paicha.orgs.models import Line, Placement, PlacementChange, Unit
from paicha.testing.cast import Cast

ON = date(2026, 1, 31)


class Tree(RuleBasedStateMachine):
    """Units in two lines, beside a model of them that knows only parents. `people` is set by the test."""

    people: Cast
    codes = 0
    units = Bundle("units")
    two_lines = st.sampled_from([0, 1])

    @initialize(target=units)
    def root(self) -> Unit:
        self.lines: list[Line] = [self.people.territory, self.people.food]
        self.parents: dict[tuple[int, Unit], Unit | None] = {}
        self.closed: set[Unit] = set()
        return self.opened(None, 0)

    def opened(self, parent: Unit | None, line: int) -> Unit:
        Tree.codes += 1
        code, where = f"u{Tree.codes}", self.lines[line]
        unit = open_unit(self.people.terminal, code=code, name=code, line=where, parent=parent)
        self.parents[line, unit] = parent
        return unit

    def above(self, unit: Unit, line: int) -> list[Unit]:
        """The unit and those above it, from below."""
        found = [unit]
        while parent := self.parents.get((line, found[-1])):
            found.append(parent)
        return found

    def expect(self, problem: str | None, act: object) -> bool:
        """Act; True when it succeeded, which it should do exactly where the model sees no problem."""
        try:
            act()  # type: ignore[operator]
        except Problem as refused:
            assert refused.code == problem, (refused, problem)
            return False
        assert problem is None, problem
        return True

    @rule(target=units, parent=units, line=two_lines)
    def open(self, parent: Unit, line: int) -> Unit:
        if parent in self.closed or (line, parent) not in self.parents:
            return self.opened(None, line)
        return self.opened(parent, line)

    @rule(unit=units, parent=units, line=two_lines)
    def move(self, unit: Unit, parent: Unit, line: int) -> None:
        problem = None
        if parent in self.closed:
            problem = "unit_closed"
        elif (line, parent) not in self.parents:
            problem = "absent"
        elif (line, unit) in self.parents and unit in self.above(parent, line):
            problem = "move_cycle"
        by, where = self.people.terminal, self.lines[line]
        if self.expect(problem, lambda: move_unit(by, unit=unit, line=where, parent=parent)):
            self.parents[line, unit] = parent

    @rule(unit=units, survivor=units)
    def merge(self, unit: Unit, survivor: Unit) -> None:
        shared = [line for line in (0, 1) if {(line, unit), (line, survivor)} <= self.parents.keys()]
        problem = None
        if unit in self.closed or survivor in self.closed:
            problem = "unit_closed"
        elif unit == survivor or any(unit in self.above(survivor, line) for line in shared):
            problem = "move_cycle"
        by = self.people.terminal
        if self.expect(problem, lambda: merge_unit(by, unit=unit, survivor=survivor, on=ON)):
            self.parents |= {(line, unit): survivor for line in shared}
            self.closed.add(unit)

    @rule(unit=units)
    def close(self, unit: Unit) -> None:
        below = [child for (_, child), parent in self.parents.items() if parent == unit and child not in self.closed]
        problem = "unit_closed" if unit in self.closed else "unit_has_children" if below else None
        if self.expect(problem, lambda: close_unit(self.people.terminal, unit=unit, on=ON)):
            self.closed.add(unit)

    @rule(unit=units)
    def reopen(self, unit: Unit) -> None:
        parents = {self.parents.get((line, unit)) for line in (0, 1)}
        problem = "wrong_state" if unit not in self.closed else "unit_closed" if parents & self.closed else None
        if self.expect(problem, lambda: reopen_unit(self.people.terminal, unit=unit)):
            self.closed.discard(unit)

    @invariant()
    def places_are_what_parents_say(self) -> None:
        places = {(place.line, place.unit): place for place in self.places()}
        assert {(self.lines[line], unit) for line, unit in self.parents} == places.keys()
        for (line, unit), parent in self.parents.items():
            place, way = places[self.lines[line], unit], self.above(unit, line)
            assert place.parent == parent
            assert place.path == "/" + "".join(f"{each.pk}/" for each in reversed(way))
            assert place.depth == len(way) - 1

    @invariant()
    def a_range_of_paths_is_a_subtree(self) -> None:
        places = self.places()
        for top in places:
            line = self.lines.index(top.line)
            inside = Range(top.line.pk, top.path)
            found = {place.unit for place in places if place.line == top.line and inside.holds(place.path)}
            assert found == {
                unit for where, unit in self.parents if where == line and top.unit in self.above(unit, line)
            }

    @invariant()
    def the_last_change_of_a_place_is_the_place(self) -> None:
        ours = self.places()
        changes = PlacementChange.objects.filter(placement__in=[place.pk for place in ours]).order_by("position", "id")
        newest = {change.placement: change for change in changes}
        for place in ours:
            last = newest[place.pk]
            assert (last.path, last.parent, last.depth) == (place.path, place.parent_id, place.depth)

    def places(self) -> list[Placement]:
        ours = {unit for _, unit in self.parents}
        return list(Placement.objects.filter(unit__in=ours).select_related("unit", "line", "parent"))


def test_random_lives_of_trees(people: Cast, scale: int) -> None:
    Tree.people = people
    run_state_machine_as_test(Tree, settings=settings(max_examples=4 * scale, stateful_step_count=25))
    assert list(check()) == []
