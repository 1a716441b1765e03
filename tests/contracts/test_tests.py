"""Tests are honest: they skip nothing, wait for nothing and mock nothing."""

import ast
from pathlib import Path

from tests.contracts.sources import ROOT, calls, files, imported, is_test, lines, modules, python, walk

SHIRKING = {"skip", "skipif", "xfail", "importorskip"}


def collected() -> list[Path]:
    return [path for path in python() if is_test(path) and path.name.startswith(("test_", "conftest"))]


def test_nothing_is_skipped() -> None:
    found = []
    for path in collected():
        marks = [node for node in walk(path) if isinstance(node, ast.Attribute) and node.attr in SHIRKING]
        found += lines(path, marks)
    assert found == []


def test_nothing_sleeps() -> None:
    found = [line for path in collected() for line in lines(path, calls(path, "sleep"))]
    assert found == [], "wait for what should happen"


def test_nothing_is_mocked() -> None:
    doubles = ("unittest.mock", "mock", "pytest_mock")
    found = [f"{path}:{line}" for path in collected() for name, line in imported(path) if name.startswith(doubles)]
    assert found == []


def test_every_test_file_is_collected() -> None:
    astray = [
        str(path) for path in files() if path.name.startswith("test_") and path.suffix == ".py" and not is_test(path)
    ]
    assert astray == [], "tests lie in tests/, beside their room"


def test_every_room_has_tests() -> None:
    rooms = {path.parts[1] for path in modules() if len(path.parts) > 2} - {"fonts"}
    tested = {path.parts[1] for path in collected() if path.parts[0] == "paicha" and len(path.parts) > 3}
    assert sorted(rooms - tested) == []


def test_make_test_runs_every_check() -> None:
    recipe = (ROOT / "Makefile").read_text().partition("\ntest:")[2]
    for check in ("ruff check", "ruff format --check", "mypy", "lint-imports", "pytest"):
        assert check in recipe
    assert recipe.index("lint-imports") < recipe.index("pytest"), "pytest's summary is the last thing said"
