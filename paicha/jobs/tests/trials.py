"""Jobs for tests: one that is done, one that waits to be stopped, and some that fail."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from paicha.jobs import kinds
from paicha.jobs.kinds import Work, job_kind
from paicha.kernel.problems import Problem
from paicha.rooms import load

PATIENCE = 60.0  # seconds
begun = threading.Event()


def _done(work: Work) -> dict[str, Any]:
    """Writes a file with what it was given."""
    for part in range(4):
        work.watch(f"part {part}", part / 4)
    (work.folder / "said.txt").write_text(str(work.arguments["word"]), encoding="utf-8")
    return {"word": work.arguments["word"], "by": work.by.username}


def _waiting(work: Work) -> dict[str, Any]:
    """Goes on until it is stopped, or until nobody stopped it for too long."""
    (work.folder / "half.txt").write_text("half", encoding="utf-8")
    begun.set()
    beats = threading.Event()
    for _ in range(int(PATIENCE * 100)):
        work.watch("waiting", 0.5)
        beats.wait(0.01)
    raise AssertionError("nobody stopped it")


def _refused(_work: Work) -> dict[str, Any]:
    raise Problem("value_missing", verb="trial", name="reason")


def _broken(_work: Work) -> dict[str, Any]:
    raise ZeroDivisionError("a mistake of ours")


@pytest.fixture
def trials(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The kinds `trial-done`, `trial-waiting`, `trial-refused` and `trial-broken`."""
    load("jobs")
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    begun.clear()
    for name, run in (("done", _done), ("waiting", _waiting), ("refused", _refused), ("broken", _broken)):
        job_kind(f"trial-{name}", name.title(), run)
    yield
