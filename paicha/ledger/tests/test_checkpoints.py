"""Checkpoints: the tree as it was, signed, in the database and beside it."""

import base64

from paicha.ledger.appending import head
from paicha.ledger.checkpoints import checkpoint, frontier_at, outside, root_at, stated
from paicha.ledger.models import Checkpoint, Entry
from paicha.ledger.signing import opened, signer
from paicha.ledger.tests.records import busy, execute, unguarded
from paicha.ledger.tree import EMPTY, Frontier
from paicha.orgs.actions.units import rename_unit
from paicha.testing.cast import Cast, cast
from paicha.testing.house import House


def recomputed(size: int) -> bytes:
    """The root over the first entries, from their leaves alone."""
    tree = Frontier()
    for leaf in Entry.objects.filter(position__lte=size).order_by("position").values_list("leaf", flat=True):
        tree.add(bytes(leaf))
    return tree.root()


def test_a_checkpoint_states_size_and_root_in_the_format_of_transparency_logs(house: House) -> None:
    cast()
    note = checkpoint().note
    text = opened(note, signer().name, signer().public)
    assert text is not None
    assert text.splitlines() == [signer().name, str(head()), base64.b64encode(recomputed(head())).decode()]
    assert stated(note) == (head(), recomputed(head()))


def test_it_lies_outside_the_database_too(house: House) -> None:
    cast()
    note = checkpoint().note
    assert [path.read_text() for path in outside().iterdir()] == [note]
    assert outside().is_relative_to(house.home)


def test_the_same_size_is_stated_once(house: House) -> None:
    people = cast()
    assert checkpoint().note == checkpoint().note
    assert Checkpoint.objects.count() == 1
    rename_unit(people.terminal, unit=people.bakery, name="Baker")
    checkpoint()
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [head() - 1, head()]


def test_a_note_that_was_lost_outside_is_written_again(house: House) -> None:
    cast()
    note = checkpoint().note
    (path,) = outside().iterdir()
    path.unlink()
    checkpoint()
    assert path.read_text() == note


def test_an_empty_ledger_has_the_root_of_nothing(house: House) -> None:
    assert root_at(0) == EMPTY
    assert stated(checkpoint().note) == (0, EMPTY)


def test_the_root_at_every_size_is_that_of_the_leaves(attacked: Cast) -> None:
    for size in range(head() + 1):
        assert root_at(size) == recomputed(size)


def test_a_later_tree_does_not_build_on_a_checkpoint_that_lies(attacked: Cast) -> None:
    with unguarded():
        execute('UPDATE ledger_checkpoint SET frontier = \'["00", "00"]\'')
        assert root_at(head()) == recomputed(head())


def test_growing_on_from_a_checkpoint_reads_only_what_came_after(house: House) -> None:
    people = busy()
    before = frontier_at(head())
    rename_unit(people.terminal, unit=people.bakery, name="Baker")
    before.add(bytes(Entry.objects.get(position=head()).leaf))
    assert before.root() == root_at(head()) == recomputed(head())
