"""The replica's Parquet snapshot: a folder with a file a fact, from which other processes load instead of the database.

A folder's name carries the hash of the facts' declarations and the position. It is written under another name and
renamed when whole, by the one process that holds the lock; its manifest has the hash of each file, so a damaged one is
noticed.
"""

import hashlib
import json
import shutil
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from paicha.figures import spans
from paicha.figures.facts import Fact
from paicha.figures.workplace import Claim

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FORMAT = 1  # of the spans; another one makes old snapshots unknown
MANIFEST = "manifest.json"
# What still holds comes first: a question about today then skips most of the rest by the files' statistics.
_COPY = """
    COPY (
        SELECT * FROM $spans WHERE $ends = $forever AND known_from < known_until
        UNION ALL
        SELECT * FROM $spans WHERE $ends < $forever AND known_from < known_until
    ) TO '$path' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 1000)
"""
_PREFIX, _UNFINISHED, _LOCK = "facts-", "unfinished-", "writing"


@dataclass(frozen=True, slots=True)
class Written:
    """A whole snapshot in its folder."""

    folder: Path
    position: int
    leaf: bytes  # of the ledger's entry at that position


def schema_hash(facts: Mapping[str, Fact]) -> str:
    """Sixteen hex digits over the declarations of all facts; a change of any is another replica."""
    said = f"{FORMAT}\n" + "\n".join(repr(facts[name]) for name in sorted(facts))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def newest(folder: Path, schema: str) -> Iterator[Written]:
    """The snapshots of this schema, the one with the highest position first. Damaged ones are left out."""
    found = [(int(each.name.rpartition("-")[2]), each) for each in folder.glob(f"{_PREFIX}{schema}-*")]
    for position, each in sorted(found, reverse=True):
        leaf = _whole(each, position)
        if leaf is not None:
            yield Written(each, position, leaf)


def _whole(folder: Path, position: int) -> bytes | None:
    """The leaf that the manifest names when every file is as it was written; None otherwise."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        for name, digest in manifest["files"].items():
            with (folder / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    return None
        return bytes.fromhex(manifest["leaf"]) if manifest["position"] == position else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def load(cursor: "DuckDBPyConnection", written: Written, facts: Mapping[str, Fact]) -> None:
    """Make and fill the tables of spans from a snapshot, in the caller's transaction."""
    for fact in facts.values():
        cursor.execute(spans.create(fact))
        path = str(written.folder / f"{fact.name}.parquet")
        cursor.execute(spans.fill(fact, "INSERT INTO $spans FROM read_parquet($$path)"), {"path": path})


def write(
    cursor: "DuckDBPyConnection", folder: Path, facts: Mapping[str, Fact], position: int, leaf: bytes
) -> Written | None:
    """Write the spans as they are now and remove what is older; None when another process is writing.

    `cursor` must see exactly the state of `position`.
    """
    claim = Claim.of(folder / _LOCK)
    if claim is None:
        return None
    try:
        for left in folder.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        making = folder / f"{_UNFINISHED}{uuid.uuid4().hex}"
        making.mkdir()
        try:
            target = folder / f"{_PREFIX}{schema_hash(facts)}-{position}"
            _copy(cursor, making, facts, position, leaf)
            shutil.rmtree(target, ignore_errors=True)  # one that was damaged
            making.rename(target)
        finally:
            shutil.rmtree(making, ignore_errors=True)
        for old in folder.glob(f"{_PREFIX}*"):
            if old != target:
                shutil.rmtree(old, ignore_errors=True)
        return Written(target, position, leaf)
    finally:
        claim.close()


def _copy(cursor: "DuckDBPyConnection", folder: Path, facts: Mapping[str, Fact], position: int, leaf: bytes) -> None:
    files = {}
    for fact in facts.values():
        path = folder / f"{fact.name}.parquet"
        cursor.execute(spans.fill(fact, _COPY, ends=spans.ends(fact), path=str(path).replace("'", "''")))
        with path.open("rb") as file:
            files[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    manifest = {"position": position, "leaf": leaf.hex(), "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
