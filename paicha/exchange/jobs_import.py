"""The job that imports an upload. Broken off anywhere, it goes on where it stopped; cancelled, whole batches stay."""

import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from paicha.exchange.admission import require_import
from paicha.exchange.importing import Summary, Watch, import_inspections
from paicha.exchange.uploads import Upload, told_plainly, upload_of
from paicha.jobs.files import described
from paicha.jobs.kinds import Work
from paicha.kernel.problems import Problem
from paicha.orgs.models import Person

READING = 0.2  # the part of the work that reading is
PAUSE = 1.0  # seconds before it is tried again while another import is under way


def check_import(by: Person, arguments: Mapping[str, Any]) -> None:
    """Who may import may ask, for an upload of their own."""
    require_import(by)
    _upload(by, arguments)


def run_import(work: Work) -> dict[str, Any]:
    """Import the upload; the rejected rows are a file of the job."""
    require_import(work.by)
    upload = _upload(work.by, work.arguments)
    told = {"reading": _("Reading"), "importing": _("Importing")}

    def watch(what: str, part: float) -> None:
        done = part * READING if what == "reading" else READING + part * (1 - READING)
        work.watch(told[what], done)

    with told_plainly(upload):
        while (summary := _imported(work.by, upload, watch)) is None:
            work.watch(_("Waiting for another import to end"), 0.0)
            time.sleep(PAUSE)
    files = []
    if summary.rejects is not None:
        path = work.folder / "rejects.csv"
        summary.rejects.replace(path)
        files.append(described(path, f"rejects-{upload.name.partition('.')[0]}.csv"))
    return {"summary": summary.as_json(), "files": files}


def _imported(by: Person, upload: Upload, watch: Watch) -> Summary | None:
    """Import the upload; None while another import, of the terminal or another worker, is under way."""
    try:
        return import_inspections(by, upload.file, upload.mapping_file, watch)
    except Problem as problem:
        if problem.code != "import_running":
            raise
    return None


def named_import(arguments: Mapping[str, Any]) -> str:
    """The file's name."""
    return str(arguments.get("name", ""))


def _upload(by: Person, arguments: Mapping[str, Any]) -> Upload:
    try:
        return upload_of(by, UUID(str(arguments.get("upload"))))
    except ValueError:
        raise Problem("absent", thing=_("upload"), key=str(arguments.get("upload"))[:40]) from None
