"""Checkpoints: what the tree was at a size, signed, kept in the database and as files beside it (C2SP tlog-checkpoint).

A ledger whose tail was cut no longer reaches its last checkpoint; one that was rewritten no longer hashes to it.
"""

import base64
import os
from pathlib import Path

from django.db import transaction

from paicha.kernel.home import room
from paicha.ledger.models import Checkpoint, Entry
from paicha.ledger.signing import opened, signer
from paicha.ledger.tree import Frontier


def frontier_at(size: int) -> Frontier:
    """The frontier of the tree over the first `size` entries, going on from the nearest earlier checkpoint."""
    tree = next(filter(None, map(kept, Checkpoint.objects.filter(size__lte=size).order_by("-size"))), Frontier())
    leaves = Entry.objects.filter(position__gt=tree.size, position__lte=size).order_by("position")
    for leaf in leaves.values_list("leaf", flat=True).iterator(chunk_size=10_000):
        tree.add(bytes(leaf))
    return tree


def kept(found: Checkpoint) -> Frontier | None:
    """The tree that a checkpoint keeps; None when its row is not what this installation signed."""
    try:
        tree = Frontier(found.size, [bytes.fromhex(root) for root in found.frontier])
    except (TypeError, ValueError):
        return None
    return tree if stated(found.note) == (tree.size, tree.root()) else None


def checkpoint() -> Checkpoint:
    """State the tree as it is now, once per size; returns the statement."""
    with transaction.atomic():
        size = Entry.objects.count()
        found = Checkpoint.objects.filter(size=size).first()
        if found is None:
            tree = frontier_at(size)
            text = f"{signer().name}\n{size}\n{base64.b64encode(tree.root()).decode()}\n"
            found = Checkpoint(size=size, note=signer().note(text), frontier=[root.hex() for root in tree.roots])
            found.save(force_insert=True)
    write_outside(found)
    return found


def root_at(size: int) -> bytes:
    """The root hash over the first `size` entries."""
    return frontier_at(size).root()


def outside() -> Path:
    """The folder of checkpoint files."""
    return room("checkpoints")


def write_outside(found: Checkpoint) -> None:
    """Write the note to its own file, whole or not at all."""
    path = outside() / f"{found.size:012}.note"
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(found.note, encoding="utf-8")
        fresh.replace(path)


def stated(note: str) -> tuple[int, bytes] | None:
    """Size and root that a checkpoint of this installation states; None when the note is none, or not signed by it."""
    text = opened(note, signer().name, signer().public)
    try:
        origin, size, root = (text or "").splitlines()[:3]
        statement = int(size), base64.b64decode(root, validate=True)
    except ValueError:  # a note of ours, but about something else
        return None
    return statement if origin == signer().name else None
