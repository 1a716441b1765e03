"""Problems: what went wrong, in words a person can act on. The catalogue of all of them is `catalogue.py`."""

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


class Problem(Exception):
    """Something a person can mend. `Problem("file_not_found", path=…)`; an unknown code raises KeyError."""

    def __init__(self, code: str, /, **params: Any) -> None:
        from paicha.kernel import catalogue  # noqa: F401  the rows are defined when first needed

        self.kind = KINDS[code]
        self.params = params
        super().__init__(code)

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def status(self) -> int:
        return self.kind.status

    @property
    def exit(self) -> int:
        return self.kind.exit

    @property
    def sentence(self) -> str:
        return str(self.kind.sentence) % self.params

    @property
    def mend(self) -> str:
        return str(self.kind.mend) % self.params

    def __str__(self) -> str:
        return f"{self.sentence} {self.mend}".strip()
