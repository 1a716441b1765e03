"""How tests of the terminal call `paicha`: as a program of its own, or, where many calls are made, within the test."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from paicha.cli.main import run
from paicha.testing.house import House


def said(house: House, *words: str | Path) -> str:
    """What the console script says when all goes well: on stdout, nothing on stderr."""
    done = house.run(*words)
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


def answered(house: House, *words: str | Path) -> Any:
    """What the console script answers as JSON."""
    return json.loads(said(house, *words, "--json"))


@dataclass(frozen=True)
class Said:
    """What a call ended with and said."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]


@pytest.fixture
def paicha(capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls `paicha` within this process, in the house that it works in."""

    def call(*words: str | Path, language: str = "en") -> Said:
        with translation.override(language):
            code = run(["--lang", language[:2], *map(str, words)])
        return Said(code, *capsys.readouterr())

    return call
