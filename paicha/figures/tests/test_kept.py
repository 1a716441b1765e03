"""Answers that are kept: counted once, however many ask at the same time."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from paicha.figures.asking import _Kept

PATIENCE = 30  # seconds


def test_what_several_ask_for_at_once_is_made_by_one() -> None:
    kept: _Kept[int] = _Kept(10)
    begun, go, made = threading.Event(), threading.Event(), []

    def make() -> int:
        made.append(1)
        begun.set()
        assert go.wait(PATIENCE)
        return 7

    with ThreadPoolExecutor() as threads:
        first = threads.submit(kept.get, "a", make, wait=True)
        assert begun.wait(PATIENCE)
        others = [threads.submit(kept.get, "a", make, wait=True) for _each in range(3)]
        assert kept.get("a", lambda: 8, wait=False) == 8, "who does not wait is not held up"
        assert kept.get("b", lambda: 9, wait=True) == 9, "nor is who asks something else"
        go.set()
        assert {each.result(PATIENCE) for each in (first, *others)} == {7}
    assert made == [1]
    assert kept.get("a", lambda: 8, wait=False) == 7


def test_what_fails_is_not_kept() -> None:
    kept: _Kept[int] = _Kept(10)
    begun, go = threading.Event(), threading.Event()

    def fail() -> int:
        begun.set()
        assert go.wait(PATIENCE)
        raise RuntimeError("away")

    with ThreadPoolExecutor() as threads:
        first = threads.submit(kept.get, "a", fail, wait=True)
        assert begun.wait(PATIENCE)
        second = threads.submit(kept.get, "a", lambda: 7, wait=True)
        go.set()
        with pytest.raises(RuntimeError, match="away"):
            first.result(PATIENCE)
        assert second.result(PATIENCE) == 7


def test_the_oldest_make_room() -> None:
    kept: _Kept[int] = _Kept(2)
    for key in "abac":
        kept.get(key, lambda: 1, wait=True)
    assert [kept.get(key, lambda: 2, wait=False) for key in "abc"] == [1, 2, 1]
