"""Small modules, short functions, names that say something."""

import ast
import re
from statistics import median

from tests.contracts.sources import files, functions, is_test, modules, python, text, tree

MODULE, FUNCTION, TEST_FILE, MEDIAN = 400, 70, 300, 150
EMPTY_WORDS = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "service",
    "services",
    "base",
    "misc",
    "manager",
    "stuff",
}


def test_modules_fit_their_limit() -> None:
    lengths = {path: len(text(path).splitlines()) for path in python()}
    long = [f"{path} {n}" for path, n in lengths.items() if n > (TEST_FILE if is_test(path) else MODULE)]
    assert long == []


def test_functions_fit_on_a_page() -> None:
    long = [
        f"{path}:{function.lineno} {function.name}"
        for path in python()
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > FUNCTION
    ]
    assert long == []


def test_the_median_module_is_far_below_the_limit() -> None:
    assert median(len(text(path).splitlines()) for path in modules() if text(path).strip()) <= MEDIAN


def test_no_module_is_named_for_nothing() -> None:
    found = [str(path) for path in python() if EMPTY_WORDS & {*path.with_suffix("").parts[1:]}]
    assert found == [], "name it for what it does"


def test_no_room_is_empty() -> None:
    packages = {path.parts[1] for path in python() if path.parts[0] == "paicha" and path.name == "__init__.py"}
    rooms = packages - {"__init__.py", "testing"}
    empty = [room for room in sorted(rooms) if {path.name for path in modules(room)} <= {"__init__.py", "apps.py"}]
    assert empty == []


def test_nothing_is_left_to_do() -> None:
    mark = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    written = {".py", ".sql", ".md", ".sh", ".toml", ".css", ".html", ".typ"}
    assert [str(path) for path in files() if path.suffix in written and mark.search(text(path))] == []


def test_lines_are_laid_out_by_the_formatter() -> None:
    exempt = re.compile(r"#\s*fmt:\s*(skip|off)")
    assert [str(path) for path in python() if exempt.search(text(path))] == [], "split the function, not the rule"


def test_public_things_say_what_they_are() -> None:
    found = []
    for path in modules():
        if path.name in ("apps.py", "__init__.py"):
            continue
        found += [] if ast.get_docstring(tree(path)) else [str(path)]
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                found += [] if ast.get_docstring(node) else [f"{path}:{node.lineno} {node.name}"]
    assert found == []
