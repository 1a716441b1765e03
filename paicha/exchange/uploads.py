"""Files on their way in: what somebody uploaded and the mapping they write for it, until it is imported or forgotten.

Each lies in a folder of its own in the data folder, uploads/<uid>/, and only the person who brought it sees it. It is
removed seven days after it was last touched (jobs/tidying.py).
"""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from paicha.jobs.queries import unended
from paicha.kernel.clock import now
from paicha.kernel.home import room
from paicha.kernel.ids import uuid7
from paicha.kernel.problems import Problem
from paicha.orgs.models import Person

MOST_KEPT = 20  # uploads of one person
LONGEST_NAME = 120  # bytes
SUFFIXES = (".csv.gz", ".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody uploaded. `job` is the id of the job that imports it, "" before it was asked for."""

    uid: UUID
    owner: int
    name: str
    at: datetime
    job: str
    folder: Path

    @property
    def file(self) -> Path:
        """The file itself, under the name it came with."""
        return self.folder / "file" / self.name

    @property
    def mapping_file(self) -> Path:
        """The mapping, as it was typed last."""
        return self.folder / "mapping.toml"

    @property
    def mapping(self) -> str:
        """The text of the mapping; "" where there is none yet."""
        try:
            return self.mapping_file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""


def keep(by: Person, source: Path, name: str, mapping: str) -> Upload:
    """Take a file over from `source`, under a name that is safe; the oldest that no job waits for go where there are
    too many."""
    wanted = {str(job.uid) for job in unended(by)}
    for old in uploads_of(by)[MOST_KEPT - 1 :]:
        if old.job not in wanted:
            forget(old)
    uid = uuid7()
    folder = _folder() / str(uid)
    try:
        (folder / "file").mkdir(mode=0o700, parents=True)
        upload = Upload(uid, by.pk, safe_name(name), now(), "", folder)
        shutil.move(source, upload.file)
        upload.file.chmod(0o600)
        write_mapping(upload, mapping)
        _write(upload)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise Problem("file_unwritable", path=name, reason=error.strerror or str(error)) from error
        raise
    return upload


def upload_of(by: Person, uid: UUID) -> Upload:
    """One of somebody's own uploads; another's is absent."""
    found = _read(_folder() / str(uid))
    if found is None or found.owner != by.pk:
        raise Problem("absent", thing=_("upload"), key=str(uid))
    return found


def uploads_of(by: Person) -> list[Upload]:
    """Somebody's uploads, the newest first."""
    folders = sorted(_folder().iterdir(), key=lambda folder: folder.name, reverse=True)
    return [found for folder in folders if (found := _read(folder)) and found.owner == by.pk]


def write_mapping(upload: Upload, text: str) -> None:
    """Keep the mapping as it is typed now."""
    _put(upload.mapping_file, text.replace("\r\n", "\n"))
    os.utime(upload.folder)


def begun(upload: Upload, job: UUID) -> None:
    """Note the job that imports it."""
    _write(Upload(upload.uid, upload.owner, upload.name, upload.at, str(job), upload.folder))


def forget(upload: Upload) -> None:
    """Remove it."""
    shutil.rmtree(upload.folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """A file name without its folders, signs that no file system takes, and what is too long; its ending stays."""
    bare = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable()).strip(" .")
    suffix = next((known for known in SUFFIXES if bare.lower().endswith(known)), "")
    stem, ending = (bare[: -len(suffix)], bare[-len(suffix) :]) if suffix else (bare, "")
    room_left = LONGEST_NAME - len(ending)
    stem = stem.encode("utf-8", "ignore")[:room_left].decode("utf-8", "ignore").strip(" .")
    return (stem or "file") + ending


@contextlib.contextmanager
def told_plainly(upload: Upload) -> Iterator[None]:
    """Problems name the file as its owner does, and not where it lies on this machine."""
    try:
        yield
    except Problem as problem:
        raise plain(problem, upload) from problem


def plain(problem: Problem, upload: Upload) -> Problem:
    """The same problem without the folder."""
    inside = f"{upload.file.parent}{os.sep}"
    said: dict[str, Any] = {
        key: value.replace(inside, "").replace(f"{upload.folder}{os.sep}", "") if isinstance(value, str) else value
        for key, value in problem.params.items()
    }
    return Problem(problem.code, **said)


def _folder() -> Path:
    folder = room("uploads")
    folder.chmod(0o700)
    return folder


def _write(upload: Upload) -> None:
    said = {"owner": upload.owner, "name": upload.name, "at": upload.at.timestamp(), "job": upload.job}
    _put(upload.folder / "upload.json", json.dumps(said))


def _put(path: Path, text: str) -> None:
    """Written whole or not at all."""
    part = path.with_name(f"{path.name}.{uuid7()}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _read(folder: Path) -> Upload | None:
    """The upload in a folder; None where there is none, or it is only being made."""
    try:
        said = json.loads((folder / "upload.json").read_text(encoding="utf-8"))
        at = datetime.fromtimestamp(said["at"], UTC)
        return Upload(UUID(folder.name), said["owner"], said["name"], at, said["job"], folder)
    except (OSError, ValueError, KeyError):
        return None
