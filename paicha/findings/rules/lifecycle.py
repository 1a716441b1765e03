"""The life of a finding, as one table: which verb leads from which states to which, who may, and what must be given.

Badges and allowed verbs derive from this table. Sources: DESIGN 2 (words), DOMAIN.md (Order 16: extension granted from
above, verification by somebody other than the owner, a listed finding leaves the list only by verified closure).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

OPEN, REPORTED, CLOSED, WITHDRAWN = "open", "reported", "closed", "withdrawn"
STATES: dict[str, tuple[str, str, str]] = {  # zh, en, tone of the badge (LOOK.md)
    OPEN: ("整改中", "in correction", "accent"),
    REPORTED: ("待复查", "reported done", "violet"),
    CLOSED: ("已销号", "closed", "green"),
    WITHDRAWN: ("已撤销", "withdrawn", "ink"),
}
VERIFIED, INFERRED = "verified", "inferred"
INDEPENDENT, SAME_UNIT, UNKNOWN = "independent", "same_unit", "unknown"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: the states it is possible in, the state it leads to (None: stays), who may, what must be given."""

    sources: frozenset[str]
    target: str | None
    permission: str
    needs: tuple[str, ...] = ()
    zh: str = ""
    en: str = ""


UNSETTLED = frozenset({OPEN, REPORTED})
VERBS: dict[str, Verb] = {
    "raise": Verb(frozenset(), OPEN, "findings.raise", (), "发现", "raise"),
    "merge": Verb(UNSETTLED, None, "findings.raise", (), "合并", "merge"),
    "assign": Verb(UNSETTLED, None, "findings.raise", ("owner",), "交办", "assign"),
    "plan": Verb(
        frozenset({OPEN}), None, "findings.correct", ("measure", "funds", "deadline", "contingency"), "制定方案", "plan"
    ),
    "extend": Verb(UNSETTLED, None, "findings.extend", ("deadline", "reason"), "延期", "extend"),
    "report": Verb(frozenset({OPEN}), REPORTED, "findings.correct", ("evidence",), "报完", "report done"),
    "return": Verb(frozenset({REPORTED}), OPEN, "findings.verify", ("reason",), "退回", "return"),
    "close": Verb(UNSETTLED, CLOSED, "findings.verify", ("independence",), "复查销号", "verify and close"),
    "infer": Verb(UNSETTLED, CLOSED, "findings.verify", (), "推断销号", "infer closure"),
    "reopen": Verb(frozenset({CLOSED}), OPEN, "findings.reopen", ("reason",), "重新打开", "reopen"),
    "withdraw": Verb(
        frozenset({OPEN, REPORTED, CLOSED}), WITHDRAWN, "findings.withdraw", ("reason",), "撤销", "withdraw"
    ),
}


class NotNow(Exception):
    """The verb is not possible in this state."""

    def __init__(self, verb: str, state: str) -> None:
        super().__init__(f"{verb} is not possible while {state}")
        self.verb = verb
        self.state = state


class Missing(Exception):
    """The verb needs something that was not given, or that cannot be."""

    def __init__(self, verb: str, name: str) -> None:
        super().__init__(f"{verb} needs {name}")
        self.verb = verb
        self.name = name


@dataclass(frozen=True, slots=True)
class Standing:
    """How a finding stands on a date: everything of it that a step may change."""

    state: str
    extent: int
    original_deadline: date | None
    deadline: date | None
    closed_on: date | None = None
    basis: str | None = None
    independence: str | None = None
    extensions: int = 0
    listings: int = 1
    merges: int = 0
    closures: int = 0
    reopenings: int = 0
    repeat: bool = False


def possible(state: str) -> list[str]:
    """The verbs that are possible in a state, in the order of the table."""
    return [name for name, verb in VERBS.items() if state in verb.sources]


def raised(*, extent: int = 1, deadline: date | None) -> Standing:
    """A new finding; its first deadline is the original one."""
    if extent < 1:
        raise Missing("raise", "extent")
    return Standing(OPEN, extent, deadline, deadline)


def advance(standing: Standing, verb: str, on: date, given: Mapping[str, Any]) -> Standing:
    """How the finding stands after `verb` on `on`; NotNow in a wrong state, Missing without what the verb needs."""
    row = VERBS[verb]
    if standing.state not in row.sources:
        raise NotNow(verb, standing.state)
    for name in row.needs:
        if not given.get(name):
            raise Missing(verb, name)
    changes: dict[str, Any] = {"state": row.target or standing.state}
    return replace(standing, **changes, **_CHANGES.get(verb, _nothing)(standing, on, given))


def _nothing(standing: Standing, on: date, given: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def _merge(standing: Standing, on: date, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"listings": standing.listings + 1, "merges": standing.merges + 1}


def _extend(standing: Standing, on: date, given: Mapping[str, Any]) -> dict[str, Any]:
    if standing.deadline is not None and given["deadline"] <= standing.deadline:
        raise Missing("extend", "deadline")
    return {"deadline": given["deadline"], "extensions": standing.extensions + 1}


def _close(standing: Standing, on: date, given: Mapping[str, Any]) -> dict[str, Any]:
    closed = {"closed_on": on, "closures": standing.closures + 1}
    return closed | {"basis": VERIFIED, "independence": given["independence"]}


def _infer(standing: Standing, on: date, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"closed_on": on, "closures": standing.closures + 1, "basis": INFERRED, "independence": None}


def _reopen(standing: Standing, on: date, given: Mapping[str, Any]) -> dict[str, Any]:
    """Open again, with a deadline of its own; the original one stays, as a closure that did not hold was none."""
    listed = bool(given.get("listed"))
    return {
        "closed_on": None,
        "basis": None,
        "independence": None,
        "deadline": given.get("deadline") or standing.deadline,
        "reopenings": standing.reopenings + 1,
        "listings": standing.listings + listed,
        "repeat": standing.repeat or listed,
    }


_CHANGES = {"merge": _merge, "extend": _extend, "close": _close, "infer": _infer, "reopen": _reopen}
