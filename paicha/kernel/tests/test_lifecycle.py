"""The engine of state tables, on a table of its own: a request that is asked, answered, and perhaps asked again."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from paicha.kernel.lifecycle import Given, Lifecycle, Missing, NotNow, State, Verb
from paicha.kernel.phrases import Phrase

DAY = date(2025, 3, 3)


@dataclass(frozen=True, slots=True)
class Request:
    """How a request stands."""

    state: str
    asked: int = 1
    answered_on: date | None = None


def phrase(text: str) -> Phrase:
    return Phrase(f"中{text}", text)


def answer(standing: Request, on: date, given: Given) -> dict[str, Any]:
    return {"answered_on": on}


def again(standing: Request, on: date, given: Given) -> dict[str, Any]:
    return {"asked": standing.asked + given["times"]}


STATES = {
    "waiting": State(
        name=phrase("waiting"), heading=phrase("To be answered"), tone="accent", glyph="clock", awaits="answer"
    ),
    "answered": State(name=phrase("answered"), heading=phrase("Nothing to do"), tone="green", glyph="check"),
    "gone": State(name=phrase("gone"), heading=phrase("Nothing to do"), tone="ink", glyph="x", end=True),
}


def verb(name: str, *sources: str, **changes: Any) -> Verb[Request]:
    return Verb(name=phrase(name), past=phrase(f"{name} done"), permission="requests.do", sources=sources, **changes)


VERBS: dict[str, Verb[Request]] = {
    "ask": verb("ask", target="waiting"),
    "answer": verb("answer", "waiting", target="answered", change=answer),
    "again": verb("ask again", "waiting", "answered", target="waiting", needs=("times",), change=again),
    "drop": verb("drop", "waiting", target="gone"),
}
NEEDS = {"times": phrase("how often")}
TABLE = Lifecycle(STATES, VERBS, NEEDS)


def test_a_verb_leads_to_its_state_with_what_it_changes() -> None:
    answered = TABLE.advance(Request("waiting"), "answer", DAY, {})
    assert answered == Request("answered", 1, DAY)
    assert TABLE.advance(answered, "again", DAY, {"times": 2}) == Request("waiting", 3, DAY)
    assert TABLE.advance(Request("waiting"), "drop", DAY, {}) == Request("gone")


def test_verbs_are_possible_in_the_order_of_the_table() -> None:
    assert {name: TABLE.possible(name) for name in STATES} == {
        "waiting": ["answer", "again", "drop"],
        "answered": ["again"],
        "gone": [],
    }


def test_what_waits_for_a_verb_is_not_settled() -> None:
    assert [name for name, state in STATES.items() if not state.settled] == ["waiting"]


@pytest.mark.parametrize(("state", "verb"), [("answered", "answer"), ("gone", "again"), ("waiting", "ask")])
def test_not_in_a_wrong_state(state: str, verb: str) -> None:
    with pytest.raises(NotNow) as refused:
        TABLE.advance(Request(state), verb, DAY, {"times": 1})
    assert (refused.value.state, refused.value.verb) == (state, verb)


@pytest.mark.parametrize("given", [{}, {"times": None}, {"times": 0}])
def test_not_without_what_it_needs(given: Given) -> None:
    with pytest.raises(Missing) as refused:
        TABLE.advance(Request("waiting"), "again", DAY, given)
    assert (refused.value.verb, refused.value.name) == ("again", "times")


def test_a_refusal_says_why_not_in_the_readers_language() -> None:
    not_now, missing = NotNow("again", "gone"), Missing("again", "times")
    with translation.override("en"):
        assert TABLE.refusal(not_now, "Request 7").sentence == "Request 7 is gone; ask again is not possible now."
        assert TABLE.refusal(NotNow("answer", "answered"), "Request 7").mend == "Possible now: ask again."
        assert TABLE.refusal(not_now, "Request 7").mend == "Possible now: –."
        assert TABLE.refusal(missing, "Request 7").sentence == "ask again needs how often."
    with translation.override("zh-hans"):
        said = [TABLE.refusal(each, "7号").sentence for each in (not_now, missing)]
    assert all("中ask again" in each for each in said)
    assert ("中gone" in said[0], "中how often" in said[1]) == (True, True)


@pytest.mark.parametrize(
    ("fault", "states", "verbs"),
    [
        ("drop: there is no state nowhere", {}, {"drop": verb("drop", "waiting", target="nowhere")}),
        ("drop: there is no state nowhere", {}, {"drop": verb("drop", "nowhere", "waiting", target="gone")}),
        ("gone: no verb leads there", {}, {"drop": verb("drop", "waiting")}),
        ("gone: no verb leads there", {}, {"drop": verb("drop", "gone", target="gone")}),
        ("answer: what has no name", {}, {"answer": verb("answer", "waiting", target="answered", needs=("what",))}),
        ("waiting: reply is not possible", {"waiting": replace(STATES["waiting"], awaits="reply")}, {}),
        ("answered: verbs lead away", {"answered": replace(STATES["answered"], end=True)}, {}),
        ("gone: verbs lead away", {"gone": replace(STATES["gone"], end=False)}, {}),
        ("gone: there is no tone", {"gone": replace(STATES["gone"], tone="pink")}, {}),  # type: ignore[arg-type]
    ],
)
def test_a_table_that_does_not_hold_together_is_refused(
    fault: str, states: dict[str, State], verbs: dict[str, Verb[Request]]
) -> None:
    with pytest.raises(ValueError, match=fault):
        Lifecycle(STATES | states, VERBS | verbs, NEEDS)
