"""Problems: what went wrong, in words a person can act on."""

from typing import Any

from paicha.kernel import general_problems  # noqa: F401  they are needed before any room is loaded
from paicha.kernel.problem_kinds import KINDS


class Problem(Exception):
    """Something a person can mend. `Problem("file_not_found", path=…)`; an unknown code raises KeyError."""

    def __init__(self, code: str, /, **params: Any) -> None:
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
