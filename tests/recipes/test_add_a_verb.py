"""docs/how-to/add-a-verb.md, followed as it stands: the file that it names is all that changes."""

import re
from pathlib import Path

from tests.recipes.scratch import blocks, scratch

RECIPE = "add-a-verb.md"


def test_a_verb_that_follows_the_recipe_is_told_everywhere(tmp_path: Path) -> None:
    found = list(blocks(RECIPE))
    assert [block.path for block in found] == ["paicha/findings/verbs.py"]
    tree = scratch(tmp_path, "findings")
    for block in found:
        tree.add(block)
    ran = tree.run("pytest", "-q", "tests/contracts/test_verbs_on_pages.py", "-k", "findings.forward")
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    assert re.search(r"^3 passed", ran.stdout, re.MULTILINE), ran.stdout
