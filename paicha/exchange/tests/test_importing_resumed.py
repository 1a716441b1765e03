"""However an import is broken off and taken up again, it ends where an unbroken one ends."""

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paicha.exchange import importing
from paicha.exchange.actions import Batch, import_batch
from paicha.exchange.exclusive import one_import
from paicha.exchange.tests.town import Row, entries, random_rows, state, take_in
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.orgs.acting import action
from paicha.orgs.models import Person
from paicha.testing.house import House

ROWS = random_rows(Random(11), 45)


class Stop(Exception):
    """The import is broken off."""


def stopping(at: int) -> Callable[[str, float], None]:
    """A watch that breaks off when the import has done that many batches; 0: while the file is read."""
    seen = iter(range(1, 10_000))

    def watch(what: str, part: float) -> None:
        if what == "reading" and at == 0:
            raise Stop
        if what == "importing" and next(seen) >= at:
            raise Stop

    return watch


def failing(at: int) -> Callable[..., Batch]:
    """What imports batches, but breaks off in the midst of one, when all its changes are made."""
    seen = iter(range(1, 10_000))

    @action
    def broken_batch(by: Person, /, **batch: Any) -> Batch:
        done = import_batch(by, **batch)
        if next(seen) >= at:
            raise Stop
        return done

    return broken_batch


def broken_off(folder: Path, rows: Sequence[Row], kind: str, at: int, midst: bool) -> None:
    """Import up to a point; small files are done before that."""
    with pytest.MonkeyPatch.context() as patch:
        if midst:
            patch.setattr(importing, "import_batch", failing(at))
        try:
            take_in(folder, rows, kind, **({} if midst else {"watch": stopping(at)}))
        except Stop:
            return


breaks = st.lists(st.tuples(st.integers(0, 7), st.booleans()), min_size=1, max_size=4)


@pytest.mark.parametrize("kind", ["counts", "text"])
def test_a_broken_import_ends_where_an_unbroken_one_ends(
    kind: str,
    house: House,
    tmp_path: Path,
    another_house: Callable[[], House],
    monkeypatch: pytest.MonkeyPatch,
    scale: int,
) -> None:
    monkeypatch.setattr(importing, "BATCH", 7)
    take_in(tmp_path, ROWS, kind)
    expected, told, position = state(), entries(), head()

    @settings(max_examples=3 * scale)
    @given(breaks)
    def holds(points: list[tuple[int, bool]]) -> None:
        with another_house().entered():
            for at, midst in points:
                broken_off(tmp_path, ROWS, kind, at, midst)
                assert list(check()) == []
            take_in(tmp_path, ROWS, kind)
            assert state() == expected
            assert entries() == told
            assert head() == position

    holds()


@pytest.mark.parametrize("size", [1, 13, 44, 45, 46])
def test_the_size_of_batches_does_not_matter(
    size: int, house: House, tmp_path: Path, another_house: Callable[[], House], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = take_in(tmp_path, ROWS)
    expected = state()
    monkeypatch.setattr(importing, "BATCH", size)
    with another_house().entered():
        summary = take_in(tmp_path, ROWS)
        assert state() == expected
    assert (summary.added, summary.findings) == (whole.added, whole.findings)


def test_a_batch_that_fails_leaves_nothing_of_itself(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)
    broken_off(tmp_path, ROWS, "text", 3, midst=False)
    before, position = state(), head()
    broken_off(tmp_path, ROWS, "text", 1, midst=True)
    assert (state(), head()) == (before, position)
    assert len(before["inspections"]) == 30
    assert list((house.home / "scratch").iterdir()) == list((house.home / "rejects").iterdir()) == []


def test_a_broken_import_gives_back_the_right_to_import(house: House, tmp_path: Path) -> None:
    broken_off(tmp_path, ROWS, "text", 1, midst=True)
    with one_import():
        assert head() > 0


def test_what_is_taken_up_again_is_told_in_the_summary(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)
    broken_off(tmp_path, ROWS, "text", 2, midst=False)
    summary = take_in(tmp_path, ROWS)
    assert (summary.rows, summary.added, summary.unchanged) == (45, 25, 20)
