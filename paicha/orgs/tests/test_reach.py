""" "May I", "list mine" and "why" are one answer, and it is the one that the words of the design give."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model
from hypothesis import given, settings
from hypothesis import strategies as st

from paicha.findings.actions.single import raise_finding
from paicha.findings.models import Finding
from paicha.kernel.problems import Problem
from paicha.ledger.checking import check
from paicha.orgs.actions.people import add_person, end_post, give_post
from paicha.orgs.actions.units import merge_unit, move_unit, open_unit
from paicha.orgs.models import Line, Person, Placement, Post, Unit
from paicha.orgs.permissions import ROLES, VERBS, may, why, within
from paicha.testing.cast import Cast, cast
from paicha.testing.house import House

UNITS, RECORDS = 7, 5
any_unit = st.integers(0, UNITS - 1)
two_lines = st.booleans()
some = {"min_size": UNITS, "max_size": UNITS}
organisations = st.fixed_dictionaries(
    {
        "territory": st.lists(st.none() | any_unit, **some),  # parent of each unit, if it was made before
        "food": st.lists(st.none() | any_unit, **some),
        "posts": st.lists(st.tuples(any_unit, two_lines, st.sampled_from(sorted(ROLES))), max_size=4),
        "ended": st.sets(st.integers(0, 3), max_size=1),
        "findings": st.lists(st.tuples(any_unit, two_lines), min_size=1, max_size=RECORDS),
        "moves": st.lists(st.tuples(any_unit, any_unit, two_lines), max_size=3),
        "merge": st.none() | st.tuples(any_unit, any_unit),
    }
)


def attempt(verb: Any, *by: Person, **said: Any) -> None:
    """Do it where it is possible; what random choices ask for often is not."""
    try:
        verb(*by, **said)
    except Problem as problem:
        assert problem.code in ("move_cycle", "absent", "unit_closed", "value_invalid", "already_there"), problem


class Organisation:
    """A random one, made through actions within a house that others have been made in before."""

    made = 0

    def __init__(self, people: Cast, plan: dict[str, Any]) -> None:
        Organisation.made += 1
        self.by, self.lines = people.terminal, {True: people.territory, False: people.food}
        self.units: list[Unit] = []
        for number, parent in enumerate(plan["territory"]):
            above = self.units[parent] if parent is not None and parent < number else None
            code = f"o{Organisation.made}-{number}"
            self.units.append(open_unit(self.by, code=code, name=code, line=people.territory, parent=above))
        root = open_unit(self.by, code=f"o{Organisation.made}", name="Office", line=people.food, parent=None)
        for number, parent in enumerate(plan["food"]):
            if parent is not None:
                above = self.units[parent] if parent < number else root
                attempt(move_unit, self.by, unit=self.units[number], line=people.food, parent=above)
        self.person = add_person(self.by, username=f"p{Organisation.made}", name="Somebody")
        self.give(plan)
        self.findings = [
            raise_finding(self.by, unit=self.units[unit], line=self.lines[line], on=date(2025, 1, 1), source="onsite")
            for unit, line in plan["findings"]
        ]
        for unit, parent, line in plan["moves"]:
            attempt(move_unit, self.by, unit=self.units[unit], line=self.lines[line], parent=self.units[parent])
        if plan["merge"]:
            unit, survivor = (self.units[each] for each in plan["merge"])
            attempt(merge_unit, self.by, unit=unit, survivor=survivor, on=date(2026, 1, 1))

    def give(self, plan: dict[str, Any]) -> None:
        for unit, line, role in plan["posts"]:
            where = {"line": self.lines[line], "unit": self.units[unit]}
            attempt(give_post, self.by, person=self.person, role=role, **where)
        posts = list(Post.objects.filter(person=self.person).order_by("pk"))
        for number in plan["ended"]:
            if number < len(posts):
                end_post(self.by, post=posts[number])


def above(unit: Unit, line: Line) -> Iterable[int]:
    """The unit and those above it in the line, by walking from parent to parent."""
    place = Placement.objects.filter(unit=unit, line=line).first()
    while place:
        yield place.unit_id
        place = Placement.objects.filter(unit=place.parent_id, line=line).first()


def granted(person: Person, verb: str, thing: Model) -> bool:
    """The words of the design: a post's role has the verb, its unit is or stands above the thing's unit in its line;
    a territorial post sees everything of a unit, a sectoral one its own line's records."""
    unit: Unit = thing if isinstance(thing, Unit) else thing.unit  # type: ignore[attr-defined]
    for post in Post.objects.filter(person=person, ended=False).select_related("line"):
        if verb not in ROLES[post.role]:
            continue
        if post.line is None:
            return True
        if post.unit_id in above(unit, post.line) and (
            isinstance(thing, Unit) or post.line.kind == "territorial" or thing.line == post.line  # type: ignore[attr-defined]
        ):
            return True
    return False


def test_may_and_within_and_why_are_one_answer(house: House) -> None:
    people = cast()
    answers: Counter[tuple[type[Model], bool]] = Counter()

    @settings(max_examples=12)
    @given(organisations, st.sampled_from(sorted(VERBS)))
    def holds(plan: dict[str, Any], verb: str) -> None:
        organisation = Organisation(people, plan)
        things: list[Model] = [*organisation.units, *organisation.findings]
        things += Placement.objects.filter(unit__in=organisation.units)
        mine = {
            model: set(within(organisation.person, verb, model._default_manager.all()))
            for model in (Unit, Finding, Placement)
        }
        for thing in things:
            allowed = granted(organisation.person, verb, thing)
            answers[type(thing), allowed] += 1
            assert may(organisation.person, verb, thing) == allowed
            assert (thing in mine[type(thing)]) == allowed
            assert any(post.grants for post in why(organisation.person, verb, thing)) == allowed

    holds()
    assert min(answers.values()) > 5, answers
    assert len(answers) == 6, answers
    assert list(check()) == []
