"""Kinds of problem. A room defines its own in its problems.py; those that any may raise are in general_problems.py."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A stable code, an HTTP status, an exit code (1: could not, or not true; 2: wrong call), a sentence, its mend."""

    code: str
    status: int
    exit: int
    sentence: Any  # a lazy translation with %(name)s places
    mend: Any


KINDS: dict[str, ProblemKind] = {}


def define(code: str, status: int, exit_code: int, sentence: Any, mend: Any) -> None:
    """Define a kind of problem; the same code twice is a mistake of ours and raises ValueError."""
    if code in KINDS:
        raise ValueError(f"problem {code} is defined twice")
    KINDS[code] = ProblemKind(code, status, exit_code, sentence, mend)
