"""Rules and the kernel are pure: no records, no files, no clock of their own."""

import ast
import sys
from pathlib import Path

import pytest

from tests.contracts.sources import calls, imported, lines, modules, named

IMPURE = {
    "os",
    "io",
    "pathlib",
    "subprocess",
    "socket",
    "sqlite3",
    "threading",
    "time",
    "random",
    "secrets",
    "tempfile",
}
WORDS = "django.utils.translation"
CLOCK = Path("paicha/kernel/clock.py")


def test_there_are_rules() -> None:
    assert named("rules")


def test_rules_import_only_what_is_pure() -> None:
    found = []
    for path in named("rules"):
        own = ".".join(path.parts[:2]) + ".rules"
        for name, line in imported(path):
            first = name.split(".")[0]
            pure = first in sys.stdlib_module_names and first not in IMPURE
            if not pure and not name.startswith(("paicha.kernel.", own, WORDS)):
                found.append(f"{path}:{line} {name}")
    assert found == []


def test_rules_open_and_print_nothing() -> None:
    found = [line for path in named("rules") for line in lines(path, calls(path, "open", "print", "input"))]
    assert found == []


@pytest.mark.parametrize(("room", "known"), [("kernel", ()), ("documents", ("paicha.kernel",))])
def test_the_lowest_rooms_know_no_database_and_no_room(room: str, known: tuple[str, ...]) -> None:
    found = []
    for path in modules(room):
        names = {name for name, _ in imported(path) if name.startswith(("django", "paicha."))}
        found += [f"{path} {name}" for name in names if not name.startswith((WORDS, f"paicha.{room}", *known))]
    assert found == []


def test_figures_know_no_rooms_schema() -> None:
    known = ("paicha.kernel", "paicha.ledger", "paicha.figures")
    found = []
    for path in modules("figures"):
        names = {name for name, _ in imported(path) if name.startswith("paicha.")}
        found += [f"{path} {name}" for name in names if not name.startswith(known)]
    assert found == []


def test_one_module_asks_what_time_it_is() -> None:
    found = []
    for path in modules():
        asked = [call for call in calls(path, "now", "utcnow", "today") if isinstance(call.func, ast.Attribute)]
        found += lines(
            path, [call for call in asked if path != CLOCK and not ast.unparse(call.func).startswith("clock.")]
        )
    assert found == [], "ask kernel.clock"
