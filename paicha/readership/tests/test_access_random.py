"""On random trees with random posts: who reads which entries is what the posts say, worked out here without paths."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paicha.findings.models import Step
from paicha.inspections.models import Answer, Edition
from paicha.kernel import clock
from paicha.ledger.models import Entry
from paicha.orgs.actions.people import terminal
from paicha.orgs.actions.units import close_unit, merge_unit, move_unit, rename_unit
from paicha.orgs.models import Person, PlacementChange, Post, Unit, UnitChange
from paicha.readership.access import from_records, ledger_reach, one_by_one, readable_entries
from paicha.readership.rendering import appended_rows, entry_details, render_entries
from paicha.testing.forest import Forest, grow, somebody
from paicha.testing.house import House
from paicha.testing.scale import examples

_numbers = iter(range(10**6))
posts = st.lists(
    st.tuples(st.sampled_from(["coordinator", "administrator", "head"]), st.booleans(), st.integers(0, 200)),
    min_size=1,
    max_size=3,
    unique=True,
)


@pytest.fixture
def forest(house: House) -> Forest:
    """A forest in which units were moved, renamed, merged and closed after they were inspected."""
    found, chance, by = grow(11), Random(3), terminal()
    for kind in ("quarter", "shop", "shop", "shop"):
        unit = chance.choice([each for each in found.units if each.kind == kind])
        town = chance.choice([each for each in found.units if each.kind == "town" and each != unit])
        move_unit(by, unit=unit, line=found.territory, parent=town)
        found.above[found.territory.pk, unit.pk] = town.pk
    for unit in chance.sample([each for each in found.units if each.kind == "shop"], 3):
        rename_unit(by, unit=unit, name=f"Shop {found.words[unit.pk]}")
    shops = [each for each in found.units if each.kind == "shop" and (found.trade.pk, each.pk) in found.above]
    first, second, third = shops[:3]
    merge_unit(by, unit=first, survivor=second, on=clock.today() - timedelta(days=1))
    for line in (found.territory, found.trade):
        found.above[line.pk, first.pk] = second.pk
    close_unit(by, unit=third, on=clock.today())
    return found


class Oracle:
    """What somebody sees, from the posts alone."""

    def __init__(self, forest: Forest, person: Person, held: list[tuple[str, bool, Unit]]) -> None:
        self.forest = forest
        self.person = person
        ledger = [each for each in held if each[0] != "head"]
        self.towns = self._below(ledger, True)
        self.trades = self._below(ledger, False)
        self.known = self._below(held, True) | self._below(held, False)

    def _below(self, held: list[tuple[str, bool, Unit]], territorial: bool) -> set[int]:
        line = self.forest.territory if territorial else self.forest.trade
        return set().union(*(self.forest.subtree(line, unit) for _role, kind, unit in held if kind == territorial))

    def unit(self, number: int | None) -> bool:
        return number in self.towns or number in self.trades

    def record(self, unit: int | None, line: int | None) -> bool:
        return unit in self.towns or (unit in self.trades and line == self.forest.trade.pk)

    def rows(self, entry: Entry) -> dict[str, list[bool]]:
        """Of each row that the entry appended, whether it lies in the reach."""
        at, found = entry.position, {}
        found["orgs_unit"] = [self.unit(row.unit) for row in UnitChange.objects.filter(position=at)]
        for name, model in (
            ("orgs_placement", PlacementChange),
            ("findings_finding", Step),
            ("inspections_inspection", Edition),
            ("inspections_answer", Answer),
        ):
            found[name] = [self.record(row.unit, row.line) for row in model.objects.filter(position=at)]
        return {name: seen for name, seen in found.items() if seen}

    def reads(self, entry: Entry) -> bool:
        if entry.subject in ("line", "scale", "version") or entry.kind == "orgs.founded":
            return True
        if entry.subject == "person":
            return entry.subject_id == self.person.pk or self.looks_after(entry.subject_id)
        if entry.subject == "post":
            post = Post.objects.get(pk=entry.subject_id or 0)
            return self.record(post.unit_id, post.line_id)
        subject = entry.subject == "unit" and self.unit(entry.subject_id)
        return subject or any(any(seen) for seen in self.rows(entry).values())

    def looks_after(self, number: int | None) -> bool:
        mine = list(Post.objects.filter(person=self.person, role="administrator"))
        for post in Post.objects.filter(person=number):
            for own in mine:
                inside = self.forest.subtree(own.line, own.unit) if own.line and own.unit else set()
                territorial = own.line == self.forest.territory
                if post.unit_id in inside and (territorial or post.line == own.line):
                    return True
        return False

    def outside(self) -> set[str]:
        """The words that must not be read: of units neither seen nor above one that is."""
        seen = self.towns | self.trades | self.known
        above = set()
        for unit in (each for each in self.forest.units if each.pk in seen):
            for line in (self.forest.territory, self.forest.trade):
                above |= self.forest.ancestors(line, unit)
        return {word for number, word in self.forest.words.items() if number not in seen | above}


@examples(3)
@given(wanted=posts)
def test_everybody_reads_what_their_posts_say(forest: Forest, wanted: list[tuple[str, bool, int]]) -> None:
    held = []
    for role, territorial, number in wanted:
        line = forest.territory if territorial else forest.trade
        placed = [unit for unit in forest.units if (line.pk, unit.pk) in forest.above]
        if (role, territorial, unit := placed[number % len(placed)]) not in held:
            held.append((role, territorial, unit))
    lines = {True: forest.territory, False: forest.trade}
    person = somebody(forest, f"p{next(_numbers)}", [(role, lines[kind], unit) for role, kind, unit in held])
    if all(role == "head" for role, _kind, _unit in held):
        return
    oracle, where = Oracle(forest, person, held), ledger_reach(person)
    assert where is not None
    read = {entry.position for entry in readable_entries(person)}
    assert read == {entry.position for entry in Entry.objects.all() if oracle.reads(entry)}
    assert read == {entry.position for entry in one_by_one(person, where)}
    assert read == {entry.position for entry in from_records(person, where)}
    outside = oracle.outside()
    entries = list(readable_entries(person))
    for entry, said_of_it in zip(entries, render_entries(person, entries), strict=True):
        found = entry_details(person, entry)
        rows = oracle.rows(entry)
        for covering in found.covers:
            if covering.table in rows:
                assert covering.count == sum(rows[covering.table])
        shown = [appended_rows(person, entry, covering.table)[0] for covering in found.covers]
        said = f"{said_of_it.sentence} {said_of_it.words} {found} {shown}"
        assert [word for word in outside if word in said] == []
