""" "May I", "list mine" and "why" are one answer, and it is the one that the words of the design give."""

from collections import Counter
from datetime import date
from random import Random
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
from paicha.orgs.models import Person, Placement, Post, Unit
from paicha.orgs.permissions import may, posts_read_once, reach, why, within
from paicha.orgs.reach import are_few, from_units, predicate, row_by_row, selecting
from paicha.orgs.roles import ROLES, verbs_of
from paicha.testing.cast import Cast
from paicha.testing.visitor import counted

UNITS, RECORDS, POSTS, MOVES = 8, 6, 3, 3
ASKED = ["units.see", "findings.see", "findings.raise", "units.change", "people.change"]


def attempt(verb: Any, *by: Person, **said: Any) -> None:
    """Do it where it is possible; what random choices ask for often is not."""
    try:
        verb(*by, **said)
    except Problem as problem:
        assert problem.code in ("move_cycle", "absent", "unit_closed", "value_invalid", "already_there"), problem


class Organisation:
    """A random one, made through actions within a house that others have been made in before."""

    def __init__(self, people: Cast, chance: Random, name: str) -> None:
        self.by, self.lines = people.terminal, [people.territory, people.food]
        office = open_unit(self.by, code=f"{name}-office", name="Office", line=people.food, parent=None)
        self.units: list[Unit] = []
        for number in range(UNITS):
            above = chance.choice([None, *self.units, *self.units])
            code = f"{name}-{number}"
            unit = open_unit(self.by, code=code, name=code, line=people.territory, parent=above)
            if chance.random() < 0.7:
                attempt(move_unit, self.by, unit=unit, line=people.food, parent=chance.choice([office, *self.units]))
            self.units.append(unit)
        self.person = add_person(self.by, username=name, name="Somebody")
        for _ in range(POSTS):
            where = {"line": chance.choice(self.lines), "unit": chance.choice(self.units)}
            attempt(give_post, self.by, person=self.person, role=chance.choice(sorted(ROLES)), **where)
        posts = list(Post.objects.filter(person=self.person))
        if posts and chance.random() < 0.3:
            end_post(self.by, post=chance.choice(posts))
        self.findings = [
            raise_finding(
                self.by, unit=chance.choice(self.units), line=chance.choice(self.lines), on=date(2025, 1, 1), source="x"
            )
            for _ in range(RECORDS)
        ]
        for _ in range(MOVES):
            unit, parent = chance.choice(self.units), chance.choice(self.units)
            attempt(move_unit, self.by, unit=unit, line=chance.choice(self.lines), parent=parent)
        unit, survivor = chance.choice(self.units), chance.choice(self.units)
        attempt(merge_unit, self.by, unit=unit, survivor=survivor, on=date(2026, 1, 1))


class Words:
    """The words of the design, taken literally over all that is there: a post's role has the verb; its unit is the
    thing's, or stands above it in the post's line; a sectoral post sees its own line's records only."""

    def __init__(self, person: Person) -> None:
        self.posts: list[Any] = list(Post.objects.filter(person=person, ended=False).select_related("line"))
        self.parents = {(place.line_id, place.unit_id): place.parent_id for place in Placement.objects.all()}

    def above(self, unit: int, line: int) -> set[int]:
        """The unit and those above it in the line, walked from parent to parent; none where it does not stand."""
        found: set[int] = set()
        while (line, unit) in self.parents:
            found.add(unit)
            unit = self.parents[line, unit] or 0
        return found

    def allow(self, verb: str, thing: Any) -> bool:
        unit = thing.pk if isinstance(thing, Unit) else thing.unit_id
        for post in self.posts:
            ours = isinstance(thing, Unit) or post.line.kind == "territorial" or thing.line_id == post.line_id
            if ours and verb in verbs_of(post.role) and post.unit_id in self.above(unit, post.line_id):
                return True
        return False


def test_may_and_within_and_why_are_one_answer(people: Cast, scale: int) -> None:
    answers: Counter[tuple[type[Model], bool]] = Counter()

    @settings(max_examples=5 * scale)
    @given(st.integers(0, 2**32))
    def holds(seed: int) -> None:
        chance = Random(seed)
        organisation = Organisation(people, chance, f"o{seed}")
        person, words = organisation.person, Words(organisation.person)
        things: list[Model] = [*organisation.units, *organisation.findings]
        things += Placement.objects.filter(unit__in=organisation.units)
        for verb in chance.sample(ASKED, 2):
            mine: set[Model] = set()
            for model in (Unit, Finding, Placement):
                mine |= set(within(person, verb, model._default_manager.all()))
            for thing in things:
                allowed = words.allow(verb, thing)
                answers[type(thing), allowed] += 1
                assert (thing in mine) == allowed
                assert may(person, verb, thing) == allowed
            for thing in chance.sample(things, 5):
                assert any(post.grants for post in why(person, verb, thing)) == words.allow(verb, thing)

            ranges = reach(person, verb) or ()
            kinds: tuple[type[Model], ...] = (Unit, Finding, Placement, Post)
            for kind in kinds:
                found = [
                    set(kind._default_manager.filter(way(ranges, kind)))
                    for way in (predicate, from_units, row_by_row, selecting)
                ]
                assert all(rows == found[0] for rows in found[1:]), kind

    holds()
    assert min(answers.values()) > 5, answers
    assert len(answers) == 6, answers
    assert list(check()) == []


def test_units_of_a_reach_are_counted_once_while_nothing_changes(people: Cast) -> None:
    north = reach(people.head, "units.see") or ()
    with posts_read_once(), counted() as queries:
        assert are_few(north) and are_few(north)
    assert len(queries) == 1
    with counted() as queries:
        assert are_few(north) and are_few(north)
    assert len(queries) == 2
