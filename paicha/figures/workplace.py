"""Folders of the replica in the data folder: claimed by one process, taken away by the next when that process is gone.

A claim is a lock on an open file. The kernel lets it go when the process ends, however it ends, so what a killed
process left is known to be nobody's. It is never unlocked by hand: a forked child shares the lock, and would take it
from its parent.
"""

import fcntl
import os
import shutil
import uuid
from contextlib import suppress
from pathlib import Path

_LOCK = "claimed"
_WORK = "work-"


class Claim:
    """The lock of a file, held from `Claim.of` until `close` or the end of the process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def of(cls, path: Path) -> "Claim | None":
        """Claim `path` (made if missing); None when another process holds it."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return cls(descriptor)

    def close(self) -> None:
        """Let the file go."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class Workplace:
    """A folder for this process alone, below `folder`; folders of processes that are gone are swept away."""

    def __init__(self, folder: Path) -> None:
        sweep(folder)
        claim = None
        while claim is None:  # a sweeper may have been quicker than our claim
            self.path = folder / f"{_WORK}{uuid.uuid4().hex}"
            self.path.mkdir(parents=True)
            claim = Claim.of(self.path / _LOCK)
        self._claim = claim

    def close(self) -> None:
        """Remove the folder and let it go."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._claim.close()


def sweep(folder: Path) -> None:
    """Remove the workplaces below `folder` that nobody claims any more."""
    for found in folder.glob(f"{_WORK}*"):
        # A folder without a lock file yet is one that is being made just now.
        if (found / _LOCK).exists():
            with suppress(OSError):
                claim = Claim.of(found / _LOCK)
                if claim is not None:
                    shutil.rmtree(found, ignore_errors=True)
                    claim.close()
