"""How tests of the terminal call `paicha`: within this process, in the house it works in.

A call by `House.run`, as a program of its own, takes a hundred times as long. So a test makes one where the program
itself matters: how it starts, what language it reads, how it ends, what its output is encoded in.
"""

import contextlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from paicha.cli.main import run


@dataclass(frozen=True)
class Said:
    """What a call ended with and said."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]


def call(*words: str | Path, language: str = "en") -> Said:
    """Calls `paicha` within this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), translation.override(language):
        code = run(["--lang", language[:2], *map(str, words)])
    return Said(code, out.getvalue(), err.getvalue())


@pytest.fixture
def paicha() -> Call:
    """Calls `paicha` within this process."""
    return call


def said(*words: str | Path) -> str:
    """What `paicha` says when all goes well: on stdout, nothing on stderr."""
    done = call(*words)
    assert (done.code, done.err) == (0, ""), done
    return done.out


def answered(*words: str | Path) -> Any:
    """What `paicha` answers as JSON."""
    return json.loads(said(*words, "--json"))
