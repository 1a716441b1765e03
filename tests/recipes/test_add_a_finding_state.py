"""docs/how-to/add-a-finding-state.md, followed as it stands: the files that it names are all that changes."""

import re
from pathlib import Path

from tests.contracts.sources import files
from tests.recipes.scratch import blocks, scratch

RECIPE = "add-a-finding-state.md"
TESTS = (
    "tests/contracts/test_states.py",
    "tests/contracts/test_states_on_pages.py",
    "paicha/findings/tests/test_follow.py",
)
NEW = "suspended or pause or resume or in_a_report or database_knows or icon"


def test_a_state_that_follows_the_recipe_shows_on_every_page(tmp_path: Path) -> None:
    tree = scratch(tmp_path, "findings")
    for block in blocks(RECIPE):
        tree.add(block)
    made = tree.run("django", "makemigrations", "findings", "--name", "suspended")
    assert made.returncode == 0, made.stderr
    before = {path for path in files() if path.parts[:3] == ("paicha", "findings", "migrations")}
    after = {path.relative_to(tmp_path) for path in (tmp_path / "paicha/findings/migrations").glob("*.py")}
    assert [path.name[4:] for path in after - before] == ["_suspended.py"]
    ran = tree.run("pytest", "-q", *TESTS, "-k", f"({NEW}) and not postgresql")
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    passed = re.search(r"^(\d+) passed", ran.stdout, re.MULTILINE)
    assert passed is not None and int(passed[1]) > 40, ran.stdout


def test_the_recipe_names_the_files_that_it_changes() -> None:
    changed = list(dict.fromkeys(block.path for block in blocks(RECIPE)))
    assert changed == [
        "paicha/findings/rules/lifecycle.py",
        "paicha/findings/entries.py",
        "paicha/findings/actions/single.py",
    ]
