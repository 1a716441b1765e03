"""Kinds of problem: the rows that the catalogue is made of."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One row of the catalogue: a stable code, an HTTP status, an exit code, a sentence and its mend."""

    code: str
    status: int
    exit: int
    sentence: Any  # a lazy translation with %(name)s places
    mend: Any


KINDS: dict[str, ProblemKind] = {}


def define(code: str, status: int, exit_code: int, sentence: Any, mend: Any) -> None:
    """Add a row to the catalogue; the same code twice is a mistake of ours and raises ValueError."""
    if code in KINDS:
        raise ValueError(f"problem {code} is defined twice")
    KINDS[code] = ProblemKind(code, status, exit_code, sentence, mend)
