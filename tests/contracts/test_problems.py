"""Errors come from one catalogue: every code is defined there and used, with what its sentence names."""

import ast
import re

from paicha.kernel import catalogue  # noqa: F401  it defines the kinds
from paicha.kernel.problem_kinds import KINDS
from tests.contracts.sources import calls, modules, text

PLACE = re.compile(r"%\((\w+)\)s")


def raised() -> list[tuple[str, str, ast.Call]]:
    """Each `Problem("code", ...)` of the code with the place it stands."""
    return [
        (f"{path}:{call.lineno}", str(call.args[0].value), call)
        for path in modules()
        for call in calls(path, "Problem")
        if call.args and isinstance(call.args[0], ast.Constant)
    ]


def test_every_problem_is_in_the_catalogue() -> None:
    assert [f"{where} {code}" for where, code, _ in raised() if code not in KINDS] == []


def test_every_row_of_the_catalogue_is_used() -> None:
    catalogued = [path for path in modules() if path.parts[1] == "kernel" and path.parts[2].startswith("catalogue")]
    everything = "\n".join(text(path) for path in modules() if path not in catalogued)
    assert [code for code in KINDS if f'"{code}"' not in everything] == []


def test_a_problem_is_given_what_its_sentence_names() -> None:
    wrong = []
    for where, code, call in raised():
        given = {keyword.arg for keyword in call.keywords}
        kind = KINDS.get(code)
        if kind is None or None in given:
            continue
        needed = set(PLACE.findall(f"{kind.sentence} {kind.mend}"))
        if needed - given:
            wrong.append(f"{where} {code} lacks {sorted(needed - given)}")
    assert wrong == []


def test_a_problem_ends_with_a_code_that_programs_know() -> None:
    assert {code: kind.exit for code, kind in KINDS.items() if kind.exit not in (1, 2)} == {}
    assert {code: kind.status for code, kind in KINDS.items() if not 400 <= kind.status < 600} == {}


def test_every_problem_says_how_to_mend_it() -> None:
    assert [code for code, kind in KINDS.items() if not str(kind.sentence).strip() or not str(kind.mend).strip()] == []
