"""The table of a finding's life: every state with every verb, and that the table tells the whole loop."""

from datetime import date, timedelta
from typing import Any

import pytest

from paicha.findings.rules.lifecycle import LIFECYCLE, STATES, UNSETTLED, VERBS, Standing, raised
from paicha.kernel.lifecycle import Missing, NotNow
from paicha.orgs.roles import all_verbs

advance, possible = LIFECYCLE.advance, LIFECYCLE.possible
MONDAY = date(2025, 3, 3)
LATER = date(2025, 9, 1)
GIVEN = {
    "owner": "somebody",
    "measure": "a new lock",
    "funds": "none",
    "deadline": LATER,
    "contingency": "a guard",
    "reason": "parts are ordered",
    "evidence": "a photograph",
    "independence": "independent",
}

# What may happen in each state, written down apart from the table: DESIGN 2's loop.
ALLOWED = {
    "open": {"merge", "assign", "plan", "extend", "report", "close", "infer", "withdraw"},
    "reported": {"merge", "assign", "extend", "return", "close", "infer", "withdraw"},
    "closed": {"reopen", "withdraw"},
    "withdrawn": set(),
}
LEADS_TO = {
    "report": "reported",
    "return": "open",
    "close": "closed",
    "infer": "closed",
    "reopen": "open",
    "withdraw": "withdrawn",
}
WAYS = {"open": (), "reported": ("report",), "closed": ("close",), "withdrawn": ("withdraw",)}


def standing(state: str) -> Standing:
    """A finding that has come to a state by verbs alone."""
    found = raised(deadline=MONDAY + timedelta(30))
    for verb in WAYS[state]:
        found = advance(found, verb, MONDAY, GIVEN)
    assert found.state == state
    return found


def test_the_loop_is_complete() -> None:
    assert VERBS.keys() == {"raise", "correct"}.union(*ALLOWED.values())
    assert ALLOWED.keys() == STATES.keys()
    assert set(UNSETTLED) == {state for state, allowed in ALLOWED.items() if "merge" in allowed}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_in_every_state(verb: str, state: str) -> None:
    before = standing(state)
    if verb in ALLOWED[state]:
        assert advance(before, verb, MONDAY, GIVEN).state == LEADS_TO.get(verb, state)
    else:
        with pytest.raises(NotNow) as refused:
            advance(before, verb, MONDAY, GIVEN)
        assert (refused.value.verb, refused.value.state) == (verb, state)


@pytest.mark.parametrize("state", STATES)
def test_badges_show_the_possible_verbs_in_the_order_of_the_table(state: str) -> None:
    assert possible(state) == [verb for verb in VERBS if verb in ALLOWED[state]]


@pytest.mark.parametrize(("verb", "need"), [(verb, need) for verb, row in VERBS.items() for need in row.needs])
@pytest.mark.parametrize("nothing", [None, "", "absent"])
def test_what_a_verb_needs_must_be_given(verb: str, need: str, nothing: str | None) -> None:
    given: dict[str, Any] = {**GIVEN, need: nothing}
    if nothing == "absent":
        del given[need]
    state = next(state for state, allowed in ALLOWED.items() if verb in allowed)
    with pytest.raises(Missing) as refused:
        advance(standing(state), verb, MONDAY, given)
    assert (refused.value.verb, refused.value.name) == (verb, need)


def test_needs_are_those_of_the_field() -> None:
    five = {"owner", "measure", "funds", "deadline", "contingency"}  # 五落实, DOMAIN.md
    assert five == {*VERBS["assign"].needs, *VERBS["plan"].needs}
    assert {"extend", "return", "reopen", "withdraw"} <= {verb for verb, row in VERBS.items() if "reason" in row.needs}
    assert VERBS["close"].needs == ("independence",)
    assert VERBS["report"].needs == ("evidence",)


def test_who_may_is_a_verb_that_some_post_has() -> None:
    assert {row.permission for row in VERBS.values()} <= {each.name for each in all_verbs()}
    assert VERBS["close"].permission != VERBS["report"].permission, "who corrects does not verify"


def test_a_finding_begins_with_its_first_deadline_as_the_original() -> None:
    assert raised(deadline=LATER) == Standing("open", 1, LATER, LATER)
    assert raised(extent=3, deadline=None) == Standing("open", 3, None, None)
    with pytest.raises(Missing):
        raised(extent=0, deadline=None)


def test_an_extension_is_later_than_the_deadline_it_replaces() -> None:
    before = standing("open")
    after = advance(before, "extend", MONDAY, GIVEN)
    assert (after.original_deadline, after.deadline, after.extensions) == (before.deadline, LATER, 1)
    for deadline in (LATER, LATER - timedelta(1)):
        with pytest.raises(Missing):
            advance(after, "extend", MONDAY, GIVEN | {"deadline": deadline})
    assert advance(raised(deadline=None), "extend", MONDAY, GIVEN).original_deadline is None


def test_closures_keep_how_they_are_known() -> None:
    verified = advance(standing("reported"), "close", MONDAY, GIVEN)
    assert (verified.closed_on, verified.basis, verified.independence) == (MONDAY, "verified", "independent")
    inferred = advance(standing("open"), "infer", MONDAY, GIVEN)
    assert (inferred.closed_on, inferred.basis, inferred.independence) == (MONDAY, "inferred", None)
    assert verified.closures == inferred.closures == 1


def test_a_reopened_finding_is_as_if_never_closed_but_counts_it() -> None:
    closed = standing("closed")
    plain = advance(closed, "reopen", LATER, {"reason": "it broke again"})
    assert (plain.closed_on, plain.basis, plain.independence) == (None, None, None)
    assert (plain.deadline, plain.reopenings, plain.closures, plain.listings, plain.repeat) == (
        closed.deadline,
        1,
        1,
        1,
        False,
    )
    listed = advance(closed, "reopen", LATER, {"reason": "listed", "listed": True, "deadline": LATER})
    assert (listed.deadline, listed.original_deadline) == (LATER, closed.original_deadline)
    assert (listed.listings, listed.merges, listed.repeat) == (2, 0, True)


def test_a_merge_is_one_more_listing() -> None:
    twice = advance(advance(standing("open"), "merge", MONDAY, {}), "merge", LATER, {})
    assert (twice.listings, twice.merges, twice.extent) == (3, 2, 1)
