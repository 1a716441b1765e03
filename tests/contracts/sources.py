"""What the contract tests read: the files of the project, their syntax trees and their texts."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "paicha"
GENERATED = {"__pycache__", "paicha-home", "build", "paicha.egg-info"}
TEXTS = {
    "",
    ".py",
    ".md",
    ".toml",
    ".sql",
    ".sh",
    ".in",
    ".txt",
    ".css",
    ".html",
    ".typ",
    ".po",
    ".jinja",
    ".cfg",
    ".yml",
}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project that people wrote, relative to its root."""
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file() and path.name != ".git")
    return tuple(sorted(path for path in found if not any(map(_generated, path.parts[:-1]))))


def _generated(folder: str) -> bool:
    return folder in GENERATED or (folder.startswith(".") and folder != ".ci")


@cache
def text(path: Path) -> str:
    """A file's text."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(text(path), str(path))


def is_test(path: Path) -> bool:
    """Whether the file is part of the tests and never runs in an installation."""
    return "tests" in path.parts or path.parts[:2] == ("paicha", "testing") or path.name == "conftest.py"


def python() -> list[Path]:
    """Every module, tests included, migrations left out."""
    return [path for path in files() if path.suffix == ".py" and "migrations" not in path.parts]


def modules(*rooms: str) -> list[Path]:
    """The modules that run in an installation: of these rooms, or of all."""
    ours = [path for path in python() if path.parts[0] == "paicha" and not is_test(path)]
    return [path for path in ours if not rooms or (len(path.parts) > 2 and path.parts[1] in rooms)]


def named(name: str) -> list[Path]:
    """In every room the module `name`.py, or the modules of the package `name`."""
    return [path for path in modules() if path.name == f"{name}.py" or name in path.parent.parts[2:]]


def walk(path: Path) -> Iterator[ast.AST]:
    """Every node of a module."""
    return ast.walk(tree(path))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """The dotted names a module imports, `a.b.c` for `from a.b import c`, each with its line."""
    for node in walk(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones included."""
    return (node for node in walk(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def called(node: ast.Call) -> str:
    """The last name of what is called: `save` for `row.save(...)`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def calls(path: Path, *names: str) -> list[ast.Call]:
    """The calls in a module of anything by these last names."""
    return [node for node in walk(path) if isinstance(node, ast.Call) and called(node) in names]


def lines(path: Path, nodes: Iterable[ast.AST]) -> list[str]:
    """`path:line` for each node, as editors understand it."""
    return [f"{path}:{getattr(node, 'lineno', 0)}" for node in nodes]
