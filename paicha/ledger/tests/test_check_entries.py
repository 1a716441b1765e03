"""`check` finds whatever was done to the ledger itself by somebody who holds the database."""

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, connections

from paicha.kernel.canonical import canonical
from paicha.ledger.appending import content, head
from paicha.ledger.checking import SENTENCES, check
from paicha.ledger.checkpoints import checkpoint, outside
from paicha.ledger.models import Checkpoint, Entry
from paicha.ledger.signing import Signer, signer
from paicha.ledger.tests.records import busy, execute, unguarded
from paicha.ledger.tree import leaf_hash
from paicha.orgs.actions.units import rename_unit
from paicha.testing.cast import Cast
from paicha.testing.house import House


def found() -> dict[str, list[str]]:
    """What check finds: kind of difference, and where."""
    differences: dict[str, list[str]] = {}
    for each in check():
        assert str(SENTENCES[each.what])
        differences.setdefault(each.what, []).append(each.where)
    return differences


def after(*statements: str) -> dict[str, list[str]]:
    """What check finds after these statements of an attacker."""
    with unguarded():
        execute(*statements)
        return found()


def test_nothing_is_found_where_nothing_was_done(house: House) -> None:
    assert found() == {}
    busy()
    assert found() == {}


def test_what_is_written_meanwhile_is_no_difference(house: House) -> None:
    people = busy()
    seen: list[str] = []

    def write() -> None:
        rename_unit(people.coordinator, unit=people.canteen, name=f"Canteen {len(seen)}")
        checkpoint()
        connections.close_all()

    def meanwhile(what: str, done: int, total: int) -> None:
        if what not in seen:
            seen.append(what)
            with ThreadPoolExecutor(1) as beside:
                beside.submit(write).result(timeout=60)

    before = head()
    assert list(check(meanwhile)) == []
    assert head() == before + len(seen)
    assert len(seen) > 5


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'orgs.unit_closed'",
        "kind = 'no.such_kind'",
        "at = '2020-01-01 00:00:00+00:00'",
        "by = 99",
        "cause = '00000000000070008000000000000001'",
        "subject = 'finding'",
        "subject_id = NULL",
        """words = '{"unit": "another"}'""",
        """words = '{"share": 0.5}'""",
        """words = '["no", "object"]'""",
        """covers = '{}'""",
        """covers = '{"orgs_unit/1": {"count": 1, "root": "00"}}'""",
        """covers = '{"orgs_unit/99": {"count": 1, "root": "00"}}'""",
        """covers = '{"orgs_unit/1": {}}'""",
        """covers = '{"orgs_unit/1": 7}'""",
        """covers = '[]'""",
        """covers = '"text"'""",
        "id = '00000000000070008000000000000001'",
    ],
)
def test_an_altered_entry(change: str, attacked: Cast) -> None:
    last = head()
    assert f"position {last}" in after(f"UPDATE ledger_entry SET {change} WHERE position = {last}")["entry_altered"]


def test_an_altered_leaf(attacked: Cast) -> None:
    leaf = bytes(Entry.objects.get(position=7).leaf)
    hexed = f"decode('{leaf.hex()}', 'hex')" if connection.vendor == "postgresql" else f"x'{leaf.hex()}'"
    differences = after(f"UPDATE ledger_entry SET leaf = {hexed} WHERE position = 5")
    assert differences["entry_altered"] == ["position 5"]
    assert "checkpoint_differs" in differences


def test_an_entry_rewritten_with_a_leaf_that_fits(attacked: Cast) -> None:
    """Whoever knows the code can make the leaf, but not the signature over the tree."""
    entry = Entry.objects.get(position=5)
    entry.words = {"unit": "another"}
    leaf = leaf_hash(canonical(content(entry)))
    with unguarded():
        Entry.objects.filter(position=5).update(words=entry.words, leaf=leaf)
        differences = found()
    assert differences.keys() == {"checkpoint_differs"}
    assert len(differences["checkpoint_differs"]) == 4, "both checkpoints, inside and outside"


def test_an_entry_removed_from_the_middle(attacked: Cast) -> None:
    differences = after("DELETE FROM ledger_entry WHERE position = 10")
    assert differences["entry_gap"] == ["position 10"]
    assert {"checkpoint_differs", "ledger_cut", "row_without_entry"} <= differences.keys()


def test_a_gap_that_was_closed_by_moving_up(attacked: Cast) -> None:
    last = head()
    moves = [f"UPDATE ledger_entry SET position = {each - 1} WHERE position = {each}" for each in range(11, last + 1)]
    differences = after("DELETE FROM ledger_entry WHERE position = 10", *moves)
    assert "entry_gap" not in differences
    assert "checkpoint_differs" in differences


def test_two_entries_that_changed_places(attacked: Cast) -> None:
    moves = [f"UPDATE ledger_entry SET position = {to} WHERE position = {at}" for at, to in ((5, 0), (6, 5), (0, 6))]
    assert "checkpoint_differs" in after(*moves)


def test_an_entry_that_was_added(attacked: Cast) -> None:
    columns = "id, kind, at, by, cause, subject, subject_id, words, covers, leaf"
    forged = columns.replace("id, kind", "'00000000000070008000000000000001', kind")
    copied = f"SELECT {head() + 5}, {forged} FROM ledger_entry WHERE position = 3"
    differences = after(f"INSERT INTO ledger_entry (position, {columns}) {copied}")
    assert differences["entry_gap"] == [f"position {head() + 1}"]
    assert differences["entry_altered"] == [f"position {head() + 5}"]


CUT = "DELETE FROM ledger_entry WHERE position > {at}"


def cut_clean(at: int) -> list[str]:
    """The tail after the renaming of the canteen and all that it left, so that the records match again."""
    rows = [
        f"DELETE FROM orgs_unitchange WHERE position > {at}",
        "UPDATE orgs_unit SET name = 'Canteen' WHERE code = 'canteen'",
    ]
    return [CUT.format(at=at), *rows]


def test_a_cut_tail_shows_by_the_checkpoint(attacked: Cast) -> None:
    differences = after(*cut_clean(head() - 1))
    assert differences == {"ledger_cut": [f"checkpoints/{head():012}.note"]}


def test_a_cut_tail_shows_by_the_checkpoint_outside_the_database(attacked: Cast) -> None:
    last = head()
    differences = after(*cut_clean(last - 1), f"DELETE FROM ledger_checkpoint WHERE size = {last}")
    assert differences == {"ledger_cut": [f"checkpoints/{last:012}.note"]}


def test_a_cut_tail_that_grew_again_shows(attacked: Cast) -> None:
    last = head()
    with unguarded():
        execute(*cut_clean(last - 1), f"DELETE FROM ledger_checkpoint WHERE size = {last}")
        rename_unit(attacked.coordinator, unit=attacked.canteen, name="Buffet")
        assert found() == {"checkpoint_differs": [f"checkpoints/{last:012}.note"]}


def test_a_ledger_that_was_emptied(attacked: Cast) -> None:
    differences = after("DELETE FROM ledger_entry", "DELETE FROM ledger_checkpoint")
    assert len(differences["ledger_cut"]) == 2
    assert {"row_without_entry"} <= differences.keys()


@pytest.mark.parametrize(
    "forge",
    [
        lambda note: note.replace("\n", "\n1", 1),
        lambda note: note.partition("\n\n")[0],
        lambda note: "",
        lambda note: "\n\n\n",
    ],
)
def test_a_checkpoint_that_was_changed(forge: Callable[[str], str], attacked: Cast) -> None:
    with unguarded():
        Checkpoint.objects.filter(size=head()).update(note=forge(checkpoint().note))
        assert found() == {"checkpoint_forged": [f"checkpoint {head()}"]}


def test_a_checkpoint_signed_by_another_key(attacked: Cast) -> None:
    forger = Signer(signer().name, Ed25519PrivateKey.generate())
    text = checkpoint().note.partition("\n\n")[0] + "\n"
    with unguarded():
        Checkpoint.objects.filter(size=head()).update(note=forger.note(text))
        assert found() == {"checkpoint_forged": [f"checkpoint {head()}"]}


def test_a_checkpoint_that_was_changed_outside_the_database(house: House) -> None:
    busy()
    path = outside() / f"{head():012}.note"
    path.write_text(path.read_text().replace("\n", "\n1", 1))
    assert found() == {"checkpoint_forged": [f"checkpoints/{path.name}"]}


def test_a_note_of_ours_about_something_else_is_no_checkpoint(attacked: Cast) -> None:
    """The key may sign other things; none of them can be passed off as a statement about the ledger."""
    root = base64.b64encode(bytes(32)).decode()
    texts = [
        "hello\n",
        f"{signer().name}\n",
        f"{signer().name}\nmany\n{root}\n",
        f"{signer().name}\n1\n!\n",
        f"other\n1\n{root}\n",
    ]
    for text in texts:
        with unguarded():
            Checkpoint.objects.filter(size=head()).update(note=signer().note(text))
            assert found() == {"checkpoint_forged": [f"checkpoint {head()}"]}, text


@pytest.mark.parametrize("change", ["frontier = '[]'", """frontier = '["00"]'""", "frontier = '7'", "size = 3"])
def test_a_checkpoint_whose_row_is_not_what_its_note_states(change: str, attacked: Cast) -> None:
    """Later checkpoints go on from the row, so it must not lie."""
    assert len(after(f"UPDATE ledger_checkpoint SET {change} WHERE size = {head()}")["checkpoint_forged"]) == 1
