"""docs/how-to/add-a-record-kind.md, followed as it stands: the files that it names are all that changes."""

import re
from pathlib import Path

from tests.recipes.scratch import blocks, scratch

RECIPE = "add-a-record-kind.md"


def test_a_record_that_follows_the_recipe_shows_where_records_show(tmp_path: Path) -> None:
    tree = scratch(tmp_path, "findings")
    for block in blocks(RECIPE):
        tree.add(block)
    made = tree.run("django", "makemigrations", "findings", "--name", "remark")
    assert made.returncode == 0, made.stderr
    ran = tree.run("pytest", "-q", "tests/recipes/remark_shown.py", "-k", "not postgresql")
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    assert re.search(r"^4 passed", ran.stdout, re.MULTILINE), ran.stdout


def test_the_recipe_names_the_files_that_it_changes() -> None:
    assert [Path(block.path).name for block in blocks(RECIPE)] == [
        "models.py",
        "covers.py",
        "verbs.py",
        "record_kinds.py",
        "entries.py",
        "single.py",
    ]
