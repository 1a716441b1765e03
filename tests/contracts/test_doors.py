"""Doors (pages, API, terminal, exchange) reach records through actions and queries, never through models."""

import ast
from pathlib import Path

from tests.contracts.sources import calls, imported, lines, modules, named, walk

MANAGERS = {"objects", "_default_manager", "_base_manager"}
WRITES = ("save", "bulk_create", "bulk_update", "get_or_create", "update_or_create")
COUNTS = {"django.db.models.Count", "django.db.models.Sum", "django.db.models.Avg"}


def doors() -> list[Path]:
    found = modules("exchange", "cli", "web", "api", "portal")
    return found + [path for name in ("views", "api", "openrosa") for path in named(name) if path not in found]


def test_there_are_doors() -> None:
    assert doors()


def test_doors_touch_no_manager() -> None:
    found = []
    for door in doors():
        touched = [node for node in walk(door) if isinstance(node, ast.Attribute) and node.attr in MANAGERS]
        found += lines(door, touched)
    assert found == [], "ask the room's queries, or call its action"


def test_doors_write_no_record() -> None:
    found = [line for door in doors() for line in lines(door, calls(door, *WRITES))]
    assert found == [], "call the room's action"


def test_doors_and_reports_count_nothing() -> None:
    found = []
    for path in [*doors(), *modules("reports")]:
        found += [f"{path}:{line}" for name, line in imported(path) if name in COUNTS]
        found += lines(path, calls(path, "aggregate", "annotate"))
        bare = [call for call in calls(path, "count") if not call.args and isinstance(call.func, ast.Attribute)]
        found += lines(path, bare)
    assert found == [], "ask a figure"
