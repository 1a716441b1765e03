"""What is kept alive, and what is given up."""

import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from paicha.cli.statics import gathered
from paicha.cli.supervising import TRIES, Child, supervise
from paicha.kernel.problems import Problem
from paicha.testing.house import House

LIVES = [sys.executable, "-c", "import signal; signal.pause()"]
STUBBORN = [
    sys.executable,
    "-c",
    "import pathlib, signal, sys; signal.signal(15, signal.SIG_IGN); pathlib.Path(sys.argv[1]).touch(); signal.pause()",
]


def child(name: str, command: list[str], well: bool = True) -> Child:
    return Child(name, command, os.environ, lambda: well)


def told_to_stop() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_all_are_ended_when_it_is_told_to_stop() -> None:
    children = [child("one", LIVES), child("other", LIVES)]
    supervise(children, told_to_stop)
    assert [each.process.returncode for each in children if each.process] == [-signal.SIGTERM] * 2


def test_one_that_does_not_end_by_itself_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paicha.cli.supervising.PATIENCE", 0.2)
    ready = tmp_path / "ready"
    stubborn = Child("stubborn", [*STUBBORN, str(ready)], os.environ, ready.exists)
    supervise([stubborn], told_to_stop)
    assert stubborn.process is not None and stubborn.process.returncode == -signal.SIGKILL


def test_one_that_never_gets_well_is_given_up() -> None:
    lives = child("one", LIVES)
    with pytest.raises(Problem) as refused:
        supervise([lives, child("other", [sys.executable, "-c", "raise SystemExit(7)"], well=False)], told_to_stop)
    assert refused.value.code == "child_failed"
    assert "other" in refused.value.sentence and "7" in refused.value.sentence
    assert lives.process is not None and lives.process.returncode == -signal.SIGTERM


def test_one_that_was_well_is_started_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paicha.cli.supervising.WAITS", (0.0,))
    mortal, starts = child("one", LIVES), []
    start = Child.start

    def counted(self: Child) -> None:
        start(self)
        starts.append(self.process)
        if len(starts) > TRIES + 1:
            told_to_stop()
        elif self.process is not None:
            threading.Timer(0.5, self.process.kill).start()

    monkeypatch.setattr(Child, "start", counted)
    supervise([mortal], lambda: None)
    assert len(starts) == TRIES + 2


def test_statics_are_gathered_when_something_changed(sqlite_house: House, settings_in: Path) -> None:
    assert gathered()
    assert (settings_in / "staticfiles.json").exists()
    assert list(settings_in.glob("web/paicha.*.css.gz"))
    assert not gathered()
    (settings_in / "gathered-from.txt").write_text("of another version")
    assert gathered()


@pytest.fixture
def settings_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Statics go to a folder of the test."""
    from django.conf import settings

    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path / "static")
    return tmp_path / "static"
