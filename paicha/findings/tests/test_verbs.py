"""Each verb on one finding: works, refused, invisible, in a wrong state, without what it needs, repeated."""

from typing import Any

import pytest

from paicha.findings.actions import single
from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import NEEDS, STATES
from paicha.findings.rules.lifecycle import VERBS as TABLE
from paicha.findings.tests.telling import (
    START,
    VERBS,
    day,
    differences,
    do,
    doer,
    raise_here,
    ready_for,
    steps,
    stored,
)
from paicha.kernel.problems import Problem
from paicha.ledger.models import Entry
from paicha.testing.cast import Cast, cast
from paicha.testing.house import House

KINDS = {
    "merge": "merged",
    "extend": "extended",
    "close": "closed",
    "infer": "inferred",
    "reopen": "reopened",
    "withdraw": "withdrawn",
}
CHANGES: dict[str, dict[str, Any]] = {
    "merge": {"listings": 2, "merges": 1},
    "extend": {"deadline": day(60), "extensions": 1},
    "close": {
        "state": "closed",
        "closed_on": day(3),
        "basis": "verified",
        "independence": "independent",
        "closures": 1,
    },
    "infer": {"state": "closed", "closed_on": day(3), "basis": "inferred", "closures": 1},
    "reopen": {"state": "open", "closed_on": None, "basis": None, "independence": None, "reopenings": 1},
    "withdraw": {"state": "withdrawn"},
}
# A step after which the verb is not possible.
SPOILS = {
    "merge": "close",
    "extend": "close",
    "close": "infer",
    "infer": "close",
    "reopen": "withdraw",
    "withdraw": "withdraw",
}


@pytest.fixture
def people(house: House) -> Cast:
    """The cast, in a house on each database."""
    return cast()


def refused(by: Any, verb: str, finding: Finding, on: int = 3, **changes: Any) -> Problem:
    """The problem with a call that must fail and leave everything as it was."""
    before, entries = stored(finding), Entry.objects.count()
    with pytest.raises(Problem) as caught:
        do(by, verb, finding, on, **changes)
    assert (stored(finding), Entry.objects.count()) == (before, entries)
    return caught.value


@pytest.mark.parametrize("verb", VERBS)
def test_works(people: Cast, verb: str) -> None:
    finding = ready_for(people, verb)
    before, entries = stored(finding), Entry.objects.count()
    returned = do(doer(people, verb), verb, finding, 3)
    after = stored(finding)
    told = {name: getattr(after, name) for name in after.__slots__ if getattr(after, name) != getattr(before, name)}
    assert told == CHANGES[verb]
    assert returned.state == after.state
    last, entry = steps(finding)[-1], Entry.objects.order_by("position").last()
    assert entry is not None
    assert Entry.objects.count() == entries + 1
    assert (entry.kind, entry.position) == (f"findings.{KINDS[verb]}", last.position)
    assert (last.verb, last.valid_on, last.cause) == (verb, day(3), None)
    assert last.reason == VERBS[verb][1].get("reason", "")
    assert (last.unit, last.line, last.raised_on) == (people.bakery.pk, people.territory.pk, START)
    assert differences() == []


def test_every_action_on_a_finding_is_tried_here() -> None:
    actions = {name for name, found in vars(single).items() if hasattr(found, "__wrapped__")}
    assert actions - {"raise_finding"} == {acting.__name__ for acting, _given in VERBS.values()}


def test_is_refused_to_who_sees_but_may_not(people: Cast) -> None:
    for verb in VERBS:
        problem = refused(people.liaison, verb, ready_for(people, verb))
        assert (problem.code, problem.status) == ("not_allowed", 403), verb
        assert TABLE[verb].permission in problem.sentence


def test_is_absent_to_who_does_not_see(people: Cast) -> None:
    for verb in VERBS:
        finding = ready_for(people, verb)
        hidden = refused(people.outsider, verb, finding)
        gone = Finding(pk=finding.pk + 1_000)
        with pytest.raises(Problem) as absent:
            do(people.outsider, verb, gone, 3)
        assert (hidden.code, hidden.status) == (absent.value.code, absent.value.status) == ("absent", 404), verb
        assert hidden.sentence.replace(str(finding.pk), "?") == absent.value.sentence.replace(str(gone.pk), "?")


def test_is_not_possible_in_a_wrong_state(people: Cast) -> None:
    for verb in VERBS:
        finding = ready_for(people, verb)
        do(doer(people, SPOILS[verb]), SPOILS[verb], finding, 2)
        problem = refused(people.terminal, verb, finding)
        assert (problem.code, problem.status) == ("wrong_state", 409), verb
        assert str(STATES[stored(finding).state].name) in problem.sentence


def test_needs_what_the_table_says(people: Cast) -> None:
    for verb in VERBS:
        for need in TABLE[verb].needs:
            nothing: dict[str, Any] = {need: None if need == "deadline" else ""}
            problem = refused(people.terminal, verb, ready_for(people, verb), **nothing)
            assert (problem.code, problem.status, problem.exit) == ("value_missing", 422, 2), (verb, need)
            assert str(NEEDS[need]) in problem.sentence


def test_does_not_reach_back_before_the_last_step(people: Cast) -> None:
    for verb in VERBS:
        finding = ready_for(people, verb)
        if verb != "reopen":
            do(people.terminal, "merge", finding, 2)
        problem = refused(people.terminal, verb, finding, on=0)
        assert (problem.code, problem.params["name"]) == ("value_invalid", "on"), verb


def test_a_second_time_changes_nothing(people: Cast) -> None:
    for verb in VERBS.keys() - {"merge"}:
        finding = ready_for(people, verb)
        do(doer(people, verb), verb, finding, 3)
        problem = refused(doer(people, verb), verb, finding)
        assert problem.code == ("value_missing" if verb == "extend" else "wrong_state"), verb


def test_merged_a_second_time_is_listed_a_third_time(people: Cast) -> None:
    finding = raise_here(people)
    for on in (3, 3):
        do(people.coordinator, "merge", finding, on)
    assert (stored(finding).listings, stored(finding).merges) == (3, 2)
    assert [step.seq for step in steps(finding)] == [1, 2, 3]


def test_an_extension_needs_a_later_deadline(people: Cast) -> None:
    finding = raise_here(people)
    problem = refused(people.coordinator, "extend", finding, deadline=finding.deadline)
    assert (problem.code, problem.params["name"]) == ("value_missing", str(NEEDS["deadline"]))


def test_reopened_because_it_was_listed_is_a_repeat(people: Cast) -> None:
    finding = ready_for(people, "reopen")
    do(people.verifier, "reopen", finding, 40, listed=True, deadline=day(70))
    after = stored(finding)
    assert (after.repeat, after.listings, after.deadline, after.original_deadline) == (True, 2, day(70), day(30))


def test_a_sectoral_post_reopens_its_own_lines_findings_alone(people: Cast) -> None:
    other = ready_for(people, "reopen")
    assert refused(people.inspector, "reopen", other).code == "absent"
    own = do(people.terminal, "close", raise_here(people, line=people.food), 1)
    assert do(people.inspector, "reopen", own, 2).state == "open"


def test_steps_only_grow(people: Cast) -> None:
    finding = raise_here(people)
    for number, verb in enumerate(("merge", "extend", "close", "reopen", "infer", "withdraw"), 1):
        do(people.terminal, verb, finding, number)
    assert [step.verb for step in steps(finding)] == [
        "raise",
        "merge",
        "extend",
        "close",
        "reopen",
        "infer",
        "withdraw",
    ]
    assert Step.objects.filter(finding=finding.pk).count() == Finding.objects.get(pk=finding.pk).steps == 7
    assert differences() == []
