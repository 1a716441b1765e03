"""A scratch copy of the code, in which a test follows a recipe of docs/how-to as it stands.

Only the room that the recipe changes is copied; all else are links, so what the recipe does not name stays as it is.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.contracts.sources import GENERATED, ROOT, text

SECTION = re.compile(r"^## \d+\. `([^`<]+)`\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"(?:at the end of `(\w+)`:\n\n)?^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """Code that a recipe adds to a file: at the end of a dictionary of the module, or of the whole file."""

    path: str
    dictionary: str
    code: str


def blocks(recipe: str) -> Iterator[Block]:
    """The code of a recipe, in its order."""
    for section in SECTION.finditer(text(Path("docs/how-to") / recipe)):
        for found in BLOCK.finditer(section[2]):
            yield Block(section[1], found[1] or "", found[2])


@dataclass(frozen=True, slots=True)
class Scratch:
    """The copy. `run` runs a module of Python in it."""

    root: Path

    def add(self, block: Block) -> None:
        """Add a block where its recipe says; a file that is not there is made of it."""
        path = self.root / block.path
        if path.is_symlink() or any(parent.is_symlink() for parent in path.parents if parent != self.root):
            raise ValueError(f"{block.path} is no copy")
        said = path.read_text(encoding="utf-8") if path.exists() else ""
        if block.dictionary:
            start = re.search(rf"^{block.dictionary}\b.*= {{$", said, re.MULTILINE)
            if start is None:
                raise ValueError(f"{block.path} has no dictionary {block.dictionary}")
            end = said.index("\n}\n", start.end()) + 1
            said = said[:end] + block.code + said[end:]
        else:
            said += f"\n\n{block.code}" if said else block.code
        path.write_text(said, encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m …` in the copy; nothing is raised for an exit code."""
        place = {"PYTHONPATH": str(self.root), "PAICHA_HOME": str(self.root / "home")}
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            env={**os.environ, **place, "DJANGO_SETTINGS_MODULE": "paicha.settings"},
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )


def scratch(folder: Path, room: str) -> Scratch:
    """A copy in `folder` in which the files of `room` may change."""
    inner = folder / "paicha"
    inner.mkdir()
    (folder / "home").mkdir()
    for path in [*ROOT.iterdir(), *(ROOT / "paicha").iterdir()]:
        ours = path.name not in GENERATED and not path.name.startswith(".")
        if ours and path != ROOT / "paicha" and path != ROOT / "paicha" / room:
            (folder / path.relative_to(ROOT)).symlink_to(path)
    shutil.copytree(ROOT / "paicha" / room, inner / room, ignore=shutil.ignore_patterns("__pycache__"))
    return Scratch(folder)
