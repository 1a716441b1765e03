"""Findings live as a plain model of them does, whatever is done in whatever order."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from paicha.findings.actions import single
from paicha.findings.models import Finding
from paicha.findings.tests.telling import START, differences, steps, stored
from paicha.kernel.problems import Problem
from paicha.ledger.models import Entry
from paicha.testing.cast import Cast, cast
from paicha.testing.house import House

SOME_DAYS = st.integers(0, 3)


@dataclass
class Told:
    """A finding as somebody would keep it on a sheet of paper: what was done on which day, and its deadlines."""

    raised: date
    extent: int
    deadlines: list[date | None]
    history: list[tuple[str, date]] = field(default_factory=list)
    independence: list[str] = field(default_factory=list)
    listed_again: int = 0

    def times(self, *verbs: str) -> int:
        return sum(verb in verbs for verb, _ in self.history)

    @property
    def state(self) -> str:
        if self.times("withdraw"):
            return "withdrawn"
        return "closed" if self.times("close", "infer") > self.times("reopen") else "open"

    @property
    def expected(self) -> dict[str, object]:
        closing = [(verb, on) for verb, on in self.history if verb in ("close", "infer")]
        closed = closing[-1] if self.times("close", "infer") > self.times("reopen") else None
        verified = closed is not None and closed[0] == "close"
        return {
            "state": self.state,
            "extent": self.extent,
            "original_deadline": self.deadlines[0],
            "deadline": self.deadlines[-1],
            "closed_on": closed and closed[1],
            "basis": closed and ("verified" if verified else "inferred"),
            "independence": self.independence[-1] if verified else None,
            "extensions": self.times("extend"),
            "listings": 1 + self.times("merge") + self.listed_again,
            "merges": self.times("merge"),
            "closures": len(closing),
            "reopenings": self.times("reopen"),
            "repeat": self.listed_again > 0,
        }


class Life(RuleBasedStateMachine):
    """Three findings at most, a calendar that only goes on, and verbs at random."""

    people: Cast
    findings: Bundle[int] = Bundle("findings")

    def __init__(self) -> None:
        super().__init__()
        self.today = START
        self.told: dict[int, Told] = {}
        self.entries = Entry.objects.count()

    def attempt(self, number: int, verb: str, possible: bool, **given: object) -> None:
        """Do it; it must work when it is possible, and leave everything as it was when it is not."""
        finding = Finding.objects.get(pk=number)
        act = getattr(single, {"infer": "infer_closure"}.get(verb, f"{verb}_finding"))
        try:
            act(self.people.terminal, finding=finding, on=self.today, **given)
        except Problem as problem:
            assert not possible, problem
            assert problem.code in ("wrong_state", "value_missing")
        else:
            assert possible, f"{verb} while {self.told[number].state}"
            self.told[number].history.append((verb, self.today))
            self.entries += 1

    @rule(target=findings, extent=st.integers(1, 3), days=st.none() | st.integers(0, 9))
    def raise_one(self, extent: int, days: int | None) -> int:
        deadline = None if days is None else self.today + timedelta(days)
        finding = single.raise_finding(
            self.people.terminal,
            unit=self.people.bakery,
            line=self.people.territory,
            on=self.today,
            source="onsite",
            extent=extent,
            deadline=deadline,
        )
        self.told[finding.pk] = Told(self.today, extent, [deadline])
        self.entries += 1
        return finding.pk

    @rule(days=SOME_DAYS)
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days)

    @rule(number=findings)
    def merge(self, number: int) -> None:
        self.attempt(number, "merge", self.told[number].state == "open")

    @rule(number=findings, days=st.integers(-3, 12), reason=st.sampled_from(["", "parts are ordered"]))
    def extend(self, number: int, days: int, reason: str) -> None:
        told, deadline = self.told[number], self.today + timedelta(days)
        before = told.deadlines[-1]
        possible = told.state == "open" and (before is None or deadline > before) and bool(reason)
        self.attempt(number, "extend", possible, deadline=deadline, reason=reason)
        if possible:
            told.deadlines.append(deadline)

    @rule(number=findings, independence=st.sampled_from(["", "independent", "same_unit", "unknown"]))
    def close(self, number: int, independence: str) -> None:
        possible = self.told[number].state == "open" and bool(independence)
        self.attempt(number, "close", possible, independence=independence)
        if possible:
            self.told[number].independence.append(independence)

    @rule(number=findings)
    def infer(self, number: int) -> None:
        self.attempt(number, "infer", self.told[number].state == "open")

    @rule(number=findings, listed=st.booleans(), days=st.none() | st.integers(0, 9))
    def reopen(self, number: int, listed: bool, days: int | None) -> None:
        told, possible = self.told[number], self.told[number].state == "closed"
        deadline = None if days is None else self.today + timedelta(days)
        self.attempt(number, "reopen", possible, reason="broken again", listed=listed, deadline=deadline)
        if possible:
            told.listed_again += listed
            if deadline:
                told.deadlines.append(deadline)

    @rule(number=findings)
    def withdraw(self, number: int) -> None:
        self.attempt(number, "withdraw", self.told[number].state in ("open", "closed"), reason="not one of ours")

    @invariant()
    def the_database_says_what_was_told(self) -> None:
        for number, told in self.told.items():
            standing = stored(Finding(pk=number))
            assert {name: getattr(standing, name) for name in standing.__slots__} == told.expected

    @invariant()
    def there_is_one_entry_for_each_thing_done(self) -> None:
        assert Entry.objects.count() == self.entries

    def teardown(self) -> None:
        for number, told in self.told.items():
            done = [(step.verb, step.valid_on) for step in steps(Finding(pk=number))]
            assert done == [("raise", told.raised), *told.history]


def test_findings_live_as_told(sqlite_house: House, scale: int) -> None:
    Life.people = cast()
    run_state_machine_as_test(Life, settings=settings(max_examples=8 * scale, stateful_step_count=30))
    assert differences() == []
