"""Imports: a file and its mapping, taken in by a job."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Field, File, Form, Router, Schema, UploadedFile

from paicha.api.bodies import Line
from paicha.api.callers import person_of
from paicha.api.declaring import writes
from paicha.api.jobs import JobSaid, begun
from paicha.exchange.admission import require_import
from paicha.exchange.mapping import MAX_MAPPING
from paicha.exchange.previewing import read_mapping
from paicha.exchange.uploads import begun as noted
from paicha.exchange.uploads import forget, keep
from paicha.kernel.problems import Problem

router = Router()
TAG = _("Imports and exports")
MAPPING = "mapping.toml"


class Mapping(Schema):
    """How the file is to be read."""

    mapping: Line = Field(
        min_length=1,
        max_length=MAX_MAPPING,
        description=_("The text of the mapping (TOML): how to read the file."),
    )


@writes(
    router,
    "/imports",
    JobSaid,
    tag=TAG,
    summary=_("Import inspections from a file"),
    problems=(404, 409),
    body="multipart/form-data",
    description=_("Needs a post as administrator of the whole installation. The same file again changes nothing."),
)
def make_import(request: HttpRequest, file: File[UploadedFile], said: Form[Mapping]) -> dict[str, Any]:
    """Keep the file, and ask for the job that takes it in. What is wrong with the mapping is said at once."""
    by = person_of(request)
    require_import(by)
    read_mapping(said.mapping, Path(MAPPING))
    upload = keep(by, Path(file.temporary_file_path()), file.name or "file", said.mapping)  # type: ignore[attr-defined]
    try:
        found = begun(request, by, "import", {"upload": str(upload.uid), "name": upload.name})
    except Problem:
        forget(upload)
        raise
    noted(upload, found["uid"])
    return found
