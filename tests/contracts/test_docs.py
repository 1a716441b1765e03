"""Documentation cannot lie: what there is, is described; every path that is named exists."""

import re
from pathlib import Path
from typing import Any

import pytest

from paicha.cli.commands import Later, commands
from paicha.ledger.kinds import all_kinds
from tests.contracts.sources import ROOT, files, is_test, modules, python, text

SETTING = re.compile(r"\bPAICHA_[A-Z][A-Z_]*[A-Z]\b")
QUOTED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
PATH = re.compile(r"[\w.<>*-]+(/[\w.<>*-]+)+/?|[\w-]+\.(?:md|py|toml|sql|sh|csv|gz|txt|cfg)")
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/how-to")


def pages() -> list[Path]:
    """Every page of documentation that we wrote."""
    return [path for path in files() if path.suffix == ".md" and not is_test(path) and "templates" not in path.parts]


def documentation() -> str:
    """README and docs, where a person looks."""
    read = [path for path in pages() if path.parts[0] in ("docs", "README.md")]
    return "\n".join(text(path) for path in read)


def tree_of_commands() -> list[tuple[str, Any]]:
    """Every command with the words by which it is called, `paicha unit show` and the like."""
    found = []
    waiting: list[tuple[str, Any]] = [("paicha", commands("en"))]
    while waiting:
        words, command = waiting.pop()
        command = command.loaded() if isinstance(command, Later) else command
        inner = getattr(command, "commands", None)
        if inner is None:
            found.append((words, command))
        else:
            waiting += [(f"{words} {name}", child) for name, child in inner.items()]
    return sorted(found, key=lambda entry: entry[0])


def test_the_pages_are_there() -> None:
    assert [page for page in PAGES if not (ROOT / page).exists()] == []


def test_every_command_is_documented() -> None:
    assert [words for words, _ in tree_of_commands() if words not in documentation()] == []


def test_every_command_and_option_explains_itself() -> None:
    silent = []
    for words, command in tree_of_commands():
        silent += [] if command.help else [words]
        silent += [f"{words} {parameter.name}" for parameter in command.params if not getattr(parameter, "help", None)]
    assert silent == []


def test_every_setting_is_documented() -> None:
    used = {name for path in modules() for name in SETTING.findall(text(path))}
    assert used
    assert sorted(name for name in used if name not in documentation()) == []


def test_no_setting_is_documented_that_is_not_there() -> None:
    used = {name for path in python() for name in SETTING.findall(text(path))}
    used |= {name for path in files() if path.suffix == ".sh" for name in SETTING.findall(text(path))}
    assert sorted(set(SETTING.findall(documentation())) - used) == []


def test_every_kind_of_entry_is_documented() -> None:
    assert [kind.name for kind in all_kinds() if f"`{kind.name}`" not in documentation()] == []


def test_every_figure_is_documented() -> None:
    figures = [path.stem for path in files() if path.suffix == ".sql" and path.parent.name == "figures"]
    assert figures
    assert [name for name in figures if f"`{name}`" not in documentation()] == []


@pytest.mark.parametrize("page", pages(), ids=str)
def test_every_path_a_page_names_exists(page: Path) -> None:
    missing = [name for name in named_paths(page) if not exists(page, name)]
    assert missing == []


def test_a_recipe_names_the_files_it_touches() -> None:
    recipes = [page for page in pages() if page.parts[:2] == ("docs", "how-to")]
    assert recipes
    assert [str(recipe) for recipe in recipes if len(set(named_paths(recipe))) < 2] == []


def named_paths(page: Path) -> list[str]:
    """Links, and what stands in backquotes and looks like a path of ours; made-up names are in angle brackets."""
    quoted = [name for name in QUOTED.findall(text(page)) if PATH.fullmatch(name)]
    tops = {path.parts[0] for path in files()}
    ours = [name for name in quoted if name.split("/")[0] in tops or (page.parent / name.split("/")[0]).exists()]
    return ours + LINK.findall(text(page))


def exists(page: Path, name: str) -> bool:
    """Whether a path, seen from the page or from the root, is there; `*` and `<anything>` stand for any name."""
    pattern = re.sub(r"<[^>]+>", "*", name).rstrip("/")
    return any(next((ROOT / base).glob(pattern), None) is not None for base in (page.parent, Path()))
