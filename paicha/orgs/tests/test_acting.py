"""The frame of every action: all or nothing, one entry each, appended at the very end."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from paicha.kernel import clock
from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.ledger.models import Entry
from paicha.orgs.acting import action, locked, record
from paicha.orgs.actions.units import rename_unit
from paicha.orgs.entries import UNIT_CLOSED, UNIT_REOPENED
from paicha.orgs.models import Person, Unit
from paicha.testing.cast import Cast
from paicha.testing.house import House


class Refused(Exception):
    """Something that went wrong in an action."""


@action
def rename_twice(by: Person, *, unit: Unit, names: tuple[str, str], fail: bool = False) -> None:
    """An action with two others in it."""
    for name in names:
        rename_unit(by, unit=unit, name=name)
    record(UNIT_REOPENED, unit, unit=unit.code)
    if fail:
        raise Refused


@action
def forgive(by: Person, *, unit: Unit) -> None:
    """An action that catches what goes wrong in another, and goes on."""
    with pytest.raises(Refused):
        rename_twice(by, unit=unit, names=("Lost", "Lost too"), fail=True)
    rename_unit(by, unit=unit, name="Kept")
    record(UNIT_CLOSED, unit, unit=unit.code, date="2026-01-31")


@action
def do_nothing(by: Person) -> str:
    """An action that finds nothing to change."""
    return "nothing"


@action
def record_twice(by: Person) -> None:
    """A mistake of ours."""
    record(UNIT_REOPENED, None, unit="a")
    record(UNIT_REOPENED, None, unit="b")


def entries_after(position: int) -> list[Entry]:
    return list(Entry.objects.filter(position__gt=position).order_by("position"))


def test_an_action_leaves_one_entry_that_says_who_did_what_and_when(people: Cast) -> None:
    people, moment = people, datetime(2026, 1, 31, 12, tzinfo=UTC)
    before = head()
    with clock.frozen(moment):
        rename_unit(people.coordinator, unit=people.bakery, name="Baker")
    (entry,) = entries_after(before)
    assert (entry.kind, entry.by, entry.at, entry.cause) == ("orgs.unit_renamed", people.coordinator.pk, moment, None)
    assert (entry.subject, entry.subject_id) == ("unit", people.bakery.pk)
    assert entry.words == {"unit": "bakery", "name": "Baker"}
    assert entry.covers.keys() == {"orgs_unit/1"}


def test_actions_within_an_action_leave_entries_of_their_own_and_name_their_cause(people: Cast) -> None:
    before = head()
    rename_twice(people.terminal, unit=people.bakery, names=("A", "B"))
    first, second, whole = entries_after(before)
    assert [first.cause, second.cause, whole.cause] == [whole.id, whole.id, None]
    assert [first.words["name"], second.words["name"]] == ["A", "B"]
    assert len({first.id, second.id, whole.id}) == 3


def test_an_action_that_raises_leaves_nothing(people: Cast) -> None:
    before = head()
    with pytest.raises(Refused):
        rename_twice(people.terminal, unit=people.bakery, names=("A", "B"), fail=True)
    assert head() == before
    assert Unit.objects.get(code="bakery").name == "Bakery"
    assert list(check()) == []


def test_an_action_that_raises_within_another_leaves_nothing_even_if_that_goes_on(people: Cast) -> None:
    before = head()
    forgive(people.terminal, unit=people.bakery)
    kept, whole = entries_after(before)
    assert (kept.words["name"], kept.cause) == ("Kept", whole.id)
    assert Unit.objects.get(code="bakery").name == "Kept"
    assert list(check()) == []


def test_an_action_that_changes_nothing_leaves_no_entry(people: Cast) -> None:
    before = head()
    assert do_nothing(people.terminal) == "nothing"
    assert head() == before


def test_an_action_records_once(people: Cast) -> None:
    before = head()
    with pytest.raises(RuntimeError, match="once, inside an action"):
        record_twice(people.terminal)
    assert head() == before


def test_nothing_is_recorded_outside_an_action(people: Cast) -> None:
    rename_unit(people.terminal, unit=people.bakery, name="Baker")
    with pytest.raises(RuntimeError, match="once, inside an action"):
        record(UNIT_REOPENED, people.bakery, unit="bakery")


def test_positions_are_given_at_the_end(people: Cast) -> None:
    """Until an action is done, nobody sees its entries: not even its own code."""
    before = head()

    @action
    def look(by: Person) -> int:
        rename_unit(by, unit=people.bakery, name="Baker")
        return head()

    assert look(people.terminal) == before
    assert head() == before + 1


def test_a_row_that_is_not_there_is_a_problem(house: House) -> None:
    with pytest.raises(Problem) as caught, transaction.atomic():
        locked(Unit, 10**9)
    assert caught.value.code == "absent"


def test_locking_reads_the_row_anew(people: Cast) -> None:
    stale = Unit.objects.get(code="bakery")
    rename_unit(people.terminal, unit=people.bakery, name="Baker")

    @action
    def look(by: Person) -> str:
        assert connection.in_atomic_block
        return locked(Unit, stale.pk).name

    assert look(people.terminal) == "Baker"


def test_the_cast_is_in_the_ledger(people: Cast) -> None:
    assert Entry.objects.get(position=1).kind == "orgs.founded"
    assert {entry.by for entry in Entry.objects.all()} == {people.terminal.pk}
    assert list(check()) == []
