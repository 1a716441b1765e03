"""`paicha --help`: every command by the name of its module, in the reader's language, without loading any."""

import json
import re
import subprocess
import sys

import pytest

from paicha.cli.commands import HERE, Later, commands
from paicha.cli.tests.terminal import Call
from paicha.testing.house import House

# What a program of its own imports: Django, the engine of figures, drivers, writers of files, pages and the API.
DJANGO = ["django", "rich"]
ENGINES = ["duckdb", "psycopg", "docx", "typst", "vl_convert", "openpyxl", "xlsxwriter", "lxml", "jinja2", "ninja"]
PARTS = ["paicha.web.urls", "paicha.figures.asking", "paicha.reports.rendering", "paicha.exchange.importing"]
SMALL = ["unit show", "ledger log", "figure list", "user list", "why terminal units.see unit:nowhere"]
CALLED = """
import json, sys
from paicha.cli.main import run
codes = [run(words.split()) for words in sys.argv[2:]]
print(json.dumps([codes, [name for name in sys.argv[1].split() if name in sys.modules]]))
"""


def imported(house: House, names: list[str], *called: str) -> tuple[list[int], list[str]]:
    """How these commands end in a program of their own, and which of these modules it has imported then."""
    command = [sys.executable, "-c", CALLED, " ".join(names), *called]
    said = subprocess.run(command, env=house.env, check=True, capture_output=True, text=True).stdout
    codes, found = json.loads(said.splitlines()[-1])
    return codes, found


def test_help_imports_next_to_nothing(sqlite_house: House) -> None:
    assert imported(sqlite_house, [*DJANGO, *ENGINES, *PARTS], "--help") == ([0], [])


def test_a_small_command_imports_what_it_needs(sqlite_house: House) -> None:
    codes, found = imported(sqlite_house, [*ENGINES, *PARTS], *SMALL)
    assert found == []
    assert codes == [2, 0, 0, 0, 1], "no line and no unit is there yet"


def test_every_module_is_a_command() -> None:
    names = sorted(path.stem.removesuffix("_") for path in HERE.glob("*.py") if path.stem != "__init__")
    assert list(commands("en").commands) == names
    assert "import" in names


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Posts: give, end, list."), ("zh-hans", "岗位：授予、终止、列出")]
)
def test_it_speaks_the_readers_language(language: str, words: str, paicha: Call) -> None:
    said = paicha("--help", language=language)
    assert (said.code, said.err) == (0, "")
    assert re.search(rf"post +{re.escape(words)}\n", said.out)
    assert words in paicha("post", "--help", language=language).out


def test_a_command_within_another_is_translated_too(paicha: Call) -> None:
    assert "终止一个岗位" in paicha("post", "--help", language="zh-hans").out
    assert "终止一个岗位" in paicha("post", "end", "--help", language="zh-hans").out


def test_what_is_not_there_is_told_with_what_was_meant(paicha: Call) -> None:
    said = paicha("ledge", "log")
    assert (said.code, said.out) == (2, "")
    assert "Did you mean 'ledger'?" in said.err


def test_a_command_is_loaded_once_it_is_called() -> None:
    why = commands("zh").commands["why"]
    assert isinstance(why, Later)
    assert why.params == []
    assert [each.name for each in why.loaded().params] == ["username", "verb", "thing", "as_json"]
    assert "0" in why.loaded().help
