"""A job's files: they lie in its own folder, and only the person who asked for it gets them.

A result names them under "files", each with `name` (in the folder), `title` (what it is saved as), `size` in bytes and
`sha256`.
"""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from paicha.jobs.models import Job
from paicha.kernel.home import room
from paicha.kernel.problems import Problem


def folder_of(uid: UUID) -> Path:
    """The folder of a job, which only this user of the machine may open."""
    folder = room("jobs") / str(uid)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def described(path: Path, title: str = "") -> dict[str, Any]:
    """A file as a result names it."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"name": path.name, "title": title or path.name, "size": path.stat().st_size, "sha256": digest}


def file_of(job: Job, number: int) -> tuple[Path, dict[str, Any]]:
    """The file of that number in a job's result; Problem `absent` where there is none, or it was removed since."""
    files: Sequence[dict[str, Any]] = job.result.get("files", ())
    if 0 <= number < len(files):
        path = room("jobs") / str(job.uid) / Path(files[number]["name"]).name
        if path.is_file():
            return path, files[number]
    raise Problem("absent", thing=_("file"), key=number)


def are_kept(job: Job) -> bool:
    """Whether a job's files are still there."""
    return (room("jobs") / str(job.uid)).is_dir()


def emptied(uid: UUID) -> None:
    """Remove a job's files."""
    shutil.rmtree(room("jobs") / str(uid), ignore_errors=True)
