"""How fast one caller may call."""

import pytest

from paicha.api.pace import PACE, REMEMBERED, Pace
from paicha.api.tests.calling import Program, problem
from paicha.kernel.problems import Problem
from paicha.testing.cast import Cast


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def refused(pace: Pace, caller: str, cost: float = 1) -> int:
    """The seconds that a caller is told to wait; 0 for who may call."""
    try:
        pace.take(caller, cost)
    except Problem as problem:
        return int(problem.params["seconds"])
    return 0


def test_a_full_bucket_is_spent_and_fills_again() -> None:
    clock = Clock()
    pace = Pace(2, 5, clock)
    assert [refused(pace, "a") for _each in range(6)] == [0] * 5 + [1]
    clock.now = 0.6
    assert [refused(pace, "a"), refused(pace, "a")] == [0, 1]
    clock.now = 1_000
    assert [refused(pace, "a") for _each in range(6)] == [0] * 5 + [1]


def test_one_caller_does_not_slow_another() -> None:
    pace = Pace(1, 1, Clock())
    assert [refused(pace, "a"), refused(pace, "a"), refused(pace, "b")] == [0, 1, 0]


def test_dear_calls_wait_longer() -> None:
    pace = Pace(2, 10, Clock())
    assert [refused(pace, "a", 10), refused(pace, "a", 10)] == [0, 5]


def test_who_has_not_called_for_long_is_forgotten() -> None:
    clock = Clock()
    pace = Pace(1, 1, clock)
    for number in range(REMEMBERED + 1):
        pace.take(str(number))
    clock.now = 100
    pace.take("one more")
    assert len(pace._left) == 1


def test_who_calls_too_often_is_told_when_to_come_again(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(PACE, "_clock", clock)
    PACE.forget()
    program, other = Program(people.head), Program(people.outsider)
    answers = [program.get("/lines") for _each in range(101)]
    assert [answer.status_code for answer in answers] == [200] * 100 + [429]
    problem(answers[-1], 429, "too_often")
    assert answers[-1].headers["Retry-After"] == "1"
    assert other.get("/lines").status_code == 200
    clock.now = 0.05
    assert program.get("/lines").status_code == 200
    problem(program.post("/exports", {"list": "findings"}), 429, "too_often")
