"""A problem is defined once, in the room that raises it or in one below, and is raised with what its sentence names."""

import ast
import re
import tomllib
from pathlib import Path

from paicha.kernel.problem_kinds import KINDS
from tests.contracts.sources import ROOT, calls, modules, text

PLACE = re.compile(r"%\((\w+)\)s")
DEFINING = ("problems.py", "general_problems.py")


def defined() -> dict[str, Path]:
    """Where each code is defined."""
    return {
        call.args[0].value: path
        for path in modules()
        if path.name in DEFINING
        for call in calls(path, "define")
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


def raised() -> list[tuple[Path, str, ast.Call]]:
    """Each `Problem("code", ...)` of the code with the module it stands in."""
    return [
        (path, str(call.args[0].value), call)
        for path in modules()
        for call in calls(path, "Problem")
        if call.args and isinstance(call.args[0], ast.Constant)
    ]


def floors() -> dict[str, int]:
    """The floor of each room, counted from the highest."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["type"] == "layers")
    return {room.strip(" ()"): floor for floor, layer in enumerate(layers) for room in layer.split("|")}


def test_every_problem_is_defined_and_every_definition_loaded() -> None:
    assert [f"{path}:{call.lineno} {code}" for path, code, call in raised() if code not in KINDS] == []
    assert set(KINDS) == set(defined())


def test_a_problem_is_defined_in_the_room_that_raises_it_or_below() -> None:
    where, floor = defined(), floors()
    astray = [
        f"{path}:{call.lineno} {code} of {where[code].parts[1]}"
        for path, code, call in raised()
        if path.parts[1] in floor  # and not the settings, which know all rooms
        and path.parts[1] != where[code].parts[1]
        and floor[path.parts[1]] >= floor[where[code].parts[1]]
    ]
    assert astray == []


def test_every_problem_is_raised() -> None:
    everything = "\n".join(text(path) for path in modules() if path.name not in DEFINING)
    assert [code for code in KINDS if f'"{code}"' not in everything] == []


def test_a_problem_is_given_what_its_sentence_names() -> None:
    wrong = []
    for path, code, call in raised():
        given = {keyword.arg for keyword in call.keywords}
        kind = KINDS.get(code)
        if kind is None or None in given:
            continue
        needed = set(PLACE.findall(f"{kind.sentence} {kind.mend}"))
        if needed - given:
            wrong.append(f"{path}:{call.lineno} {code} lacks {sorted(needed - given)}")
    assert wrong == []


def test_a_problem_ends_with_a_code_that_programs_know() -> None:
    assert {code: kind.exit for code, kind in KINDS.items() if kind.exit not in (1, 2)} == {}
    assert {code: kind.status for code, kind in KINDS.items() if not 400 <= kind.status < 600} == {}


def test_every_problem_says_how_to_mend_it() -> None:
    assert [code for code, kind in KINDS.items() if not str(kind.sentence).strip() or not str(kind.mend).strip()] == []
