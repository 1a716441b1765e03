"""The life of a finding, as one table: which verb leads from which states to which, who may, and what must be given.

Names, colours, what is possible and what comes next derive from it everywhere (`paicha/kernel/lifecycle.py`). Sources:
DESIGN 2 (words), DOMAIN.md (Order 16: extension granted from above, verification by somebody other than the owner, a
listed finding leaves the list only by verified closure).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from paicha.kernel.lifecycle import Lifecycle, Missing, State, Verb
from paicha.kernel.phrases import Phrase

OPEN, REPORTED, CLOSED, WITHDRAWN = "open", "reported", "closed", "withdrawn"
VERIFIED, INFERRED = "verified", "inferred"
INDEPENDENT, SAME_UNIT, UNKNOWN = "independent", "same_unit", "unknown"


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


def raised(*, extent: int = 1, deadline: date | None) -> Standing:
    """A new finding; its first deadline is the original one."""
    if extent < 1:
        raise Missing("raise", "extent")
    return Standing(OPEN, extent, deadline, deadline)


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


STATES: dict[str, State] = {
    OPEN: State(
        name=Phrase("整改中", "in correction"),
        heading=Phrase("待整改，改好后报完", "To be put right, then reported done"),
        awaits="report",
        tone="accent",
        glyph="circle-half-2",
    ),
    REPORTED: State(
        name=Phrase("待复查", "reported done"),
        heading=Phrase("待现场或凭材料复查", "To be verified on site or by documents"),
        awaits="close",
        tone="violet",
        glyph="progress-check",
    ),
    CLOSED: State(
        name=Phrase("已销号", "closed"),
        heading=Phrase("已销号，无需处理", "Closed: nothing is to be done"),
        tone="green",
        glyph="circle-check",
    ),
    WITHDRAWN: State(
        name=Phrase("已撤销", "withdrawn"),
        heading=Phrase("已撤销，无需处理", "Withdrawn: nothing is to be done"),
        tone="ink",
        glyph="circle-x",
        end=True,
    ),
}
SETTLED = tuple(name for name, state in STATES.items() if state.settled)
UNSETTLED = tuple(name for name, state in STATES.items() if not state.settled)  # still to be put right

VERBS: dict[str, Verb[Standing]] = {
    "raise": Verb(
        name=Phrase("发现", "raise"),
        past=Phrase("发现问题", "found it"),
        target=OPEN,
        permission="findings.raise",
        glyph="circle-dashed",
    ),
    "merge": Verb(
        name=Phrase("合并", "merge"),
        past=Phrase("整改期间再次列出", "listed it again while it was open"),
        sources=UNSETTLED,
        permission="findings.raise",
        change=_merge,
        automatic=True,
        tone="red",
        glyph="repeat",
    ),
    "assign": Verb(
        name=Phrase("交办", "assign"),
        past=Phrase("交办", "assigned it"),
        sources=UNSETTLED,
        permission="findings.raise",
        needs=("owner",),
    ),
    "plan": Verb(
        name=Phrase("制定方案", "plan"),
        past=Phrase("制定方案", "made a plan for it"),
        sources=(OPEN,),
        permission="findings.correct",
        needs=("measure", "funds", "deadline", "contingency"),
    ),
    "extend": Verb(
        name=Phrase("延期", "extend"),
        past=Phrase("期限由%(before)s改为%(deadline)s", "moved the deadline from %(before)s to %(deadline)s"),
        sources=UNSETTLED,
        permission="findings.extend",
        needs=("deadline", "reason"),
        change=_extend,
        tone="accent",
        glyph="calendar",
    ),
    "report": Verb(
        name=Phrase("报完", "report done"),
        past=Phrase("报完", "reported it done"),
        sources=(OPEN,),
        target=REPORTED,
        permission="findings.correct",
        needs=("evidence",),
        tone="violet",
        glyph="progress-check",
    ),
    "return": Verb(
        name=Phrase("退回", "return"),
        past=Phrase("退回", "returned it"),
        sources=(REPORTED,),
        target=OPEN,
        permission="findings.verify",
        needs=("reason",),
        tone="amber",
        glyph="arrow-down",
    ),
    "close": Verb(
        name=Phrase("复查销号", "verify and close"),
        past=Phrase("复查销号", "verified and closed it"),
        sources=UNSETTLED,
        target=CLOSED,
        permission="findings.verify",
        needs=("independence",),
        change=_close,
        tone="green",
        glyph="circle-check",
    ),
    "infer": Verb(
        name=Phrase("推断销号", "infer closure"),
        past=Phrase("不再列出：推断销号，未经复查", "no longer listed it: taken as closed, not verified"),
        sources=UNSETTLED,
        target=CLOSED,
        permission="findings.verify",
        change=_infer,
        automatic=True,
        tone="green",
        glyph="circle-dashed",
    ),
    "reopen": Verb(
        name=Phrase("重新打开", "reopen"),
        past=Phrase("重新打开", "opened it again"),
        sources=(CLOSED,),
        target=OPEN,
        permission="findings.reopen",
        needs=("reason",),
        change=_reopen,
        tone="red",
        glyph="repeat",
    ),
    "withdraw": Verb(
        name=Phrase("撤销", "withdraw"),
        past=Phrase("撤销", "withdrew it"),
        sources=tuple(name for name, state in STATES.items() if not state.end),
        target=WITHDRAWN,
        permission="findings.withdraw",
        needs=("reason",),
        glyph="circle-x",
    ),
    "correct": Verb(  # a source changed what it says of an earlier day
        name=Phrase("更正", "correction"),
        past=Phrase("更正记录", "corrected what was known of it"),
        permission="inspections.import",
    ),
}
NEEDS: dict[str, Phrase] = {
    "contingency": Phrase("预案", "a contingency plan"),
    "deadline": Phrase("更晚的期限", "a later deadline"),
    "evidence": Phrase("佐证材料", "evidence"),
    "extent": Phrase("处数（至少1处）", "an extent of one or more"),
    "funds": Phrase("资金", "the funds"),
    "independence": Phrase("复查人与整改责任人的关系", "how far the verifier stands from the owner"),
    "measure": Phrase("措施", "the measure"),
    "owner": Phrase("责任人", "an owner"),
    "reason": Phrase("理由", "a reason"),
}
LIFECYCLE: Lifecycle[Standing] = Lifecycle(STATES, VERBS, NEEDS)
