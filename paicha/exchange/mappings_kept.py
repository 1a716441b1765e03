"""Mappings to begin with: those that imports here used, and the examples that come with paicha."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import paicha
from paicha.exchange.mapping import parse_mapping
from paicha.exchange.mapping_parts import Names
from paicha.kernel.home import room
from paicha.kernel.problems import Problem

EXAMPLES = Path(paicha.__file__).parents[1] / "examples"
MOST = 30  # mappings offered


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """A mapping to begin with: its key, the source and title it names, its text."""

    key: str
    source: str
    names: Names
    text: str
    shipped: bool


def remember(text: str) -> None:
    """Keep the mapping of an import, so that the next file of the source can use it."""
    key = hashlib.sha256(text.encode()).hexdigest()[:20]
    path = room("mappings") / f"{key}.toml"
    path.write_text(text, encoding="utf-8")  # again: it is the newest now


def mappings() -> list[KeptMapping]:
    """The mappings used here, the newest first and only the newest of each source, then the examples."""
    used = sorted(room("mappings").glob("*.toml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    shipped = sorted(EXAMPLES.glob("*/mapping.toml")) if EXAMPLES.is_dir() else []
    found: list[KeptMapping] = []
    for path in [*used, *shipped]:
        one = _read(path, shipped=path in shipped)
        if one is not None and (one.source, one.shipped) not in {(each.source, each.shipped) for each in found}:
            found.append(one)
    return found[:MOST]


def mapping_kept(key: str) -> KeptMapping | None:
    """The mapping of that key; None where there is none."""
    return next((each for each in mappings() if each.key == key), None)


def _read(path: Path, *, shipped: bool) -> KeptMapping | None:
    """A mapping that can be read; None for one that no longer can."""
    try:
        text = path.read_text(encoding="utf-8")
        mapping = parse_mapping(text, path)
    except (OSError, UnicodeDecodeError, Problem):
        return None
    key = path.parent.name if shipped else path.stem
    return KeptMapping(key, mapping.source, mapping.title, text, shipped)
