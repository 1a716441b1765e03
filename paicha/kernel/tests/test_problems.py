"""Problems say what is wrong and how to mend it, in both languages, from one catalogue."""

import re

import pytest
from django.utils import translation

from paicha.kernel.problem_kinds import KINDS, define
from paicha.kernel.problems import Problem

PLACE = re.compile(r"%\((\w+)\)s")


def params_of(code: str) -> dict[str, str]:
    """Something recognisable for every place that the row names."""
    kind = KINDS[code]
    with translation.override("en"):
        return {name: f"<{name}>" for name in PLACE.findall(f"{kind.sentence} {kind.mend}")}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("code", sorted(KINDS))
def test_every_row_speaks_with_what_it_is_given(code: str, language: str) -> None:
    params = params_of(code)
    problem = Problem(code, **params)
    with translation.override(language):
        said = str(problem)
    assert said == f"{problem.kind.sentence} {problem.kind.mend}" % params or language != "en"
    assert all(value in said for value in params.values())
    assert not re.search(r"%\(|%%", said)


@pytest.mark.parametrize("code", sorted(KINDS))
def test_every_row_has_a_status_and_an_exit_code(code: str) -> None:
    problem = Problem(code)
    assert 400 <= problem.status < 600
    assert problem.exit in (1, 2)
    assert problem.code == code


def test_a_problem_speaks_the_language_of_who_reads_it() -> None:
    problem = Problem("move_cycle", unit="A", parent="B")
    with translation.override("en"):
        assert problem.sentence == "A cannot be placed under B, which lies below it."
        assert problem.mend == "Choose a parent outside the units below A."
        assert str(problem) == f"{problem.sentence} {problem.mend}"


def test_a_code_that_nobody_defined_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Problem("no_such_code")


def test_a_code_is_defined_once() -> None:
    with pytest.raises(ValueError, match="move_cycle"):
        define("move_cycle", 409, 1, "", "")
