"""Pages of imports: a file and a mapping, a look at what would come in, and the import as a job."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from paicha.exchange.admission import may_import, require_import
from paicha.exchange.bytestreams import megabytes
from paicha.exchange.entries import BATCH_IMPORTED
from paicha.exchange.mapping import MAX_MAPPING
from paicha.exchange.mapping_draft import draft
from paicha.exchange.mappings_kept import mapping_kept, mappings, remember
from paicha.exchange.previewing import Preview, look, preview, read_mapping
from paicha.exchange.uploads import (
    Upload,
    begun,
    forget,
    keep,
    plain,
    told_plainly,
    upload_of,
    uploads_of,
    write_mapping,
)
from paicha.jobs.actions import ask_for
from paicha.jobs.models import Job
from paicha.jobs.queries import jobs_of
from paicha.jobs.working import mark_seen
from paicha.kernel.problems import Problem
from paicha.ledger.queries import newest
from paicha.orgs.models import Person
from paicha.web.bodies import MOST_UPLOAD
from paicha.web.menu import menu_entry
from paicha.web.work.jobs import Shown

PAST, BATCHES = 20, 10
# With another line in the mapping these can be read; the rest is refused with the file.
MENDED_BY_MAPPING = {"encoding_wrong", "encoding_unknown", "delimiter_other", "sheet_missing"}


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Files that wait to be looked at, past imports of this person, and the newest batches of everybody."""
    by = _importer(request)
    words = {
        "waiting": [upload for upload in uploads_of(by) if not upload.job],
        "past": [Shown(job, by) for job in jobs_of(by).filter(kind="import")[:PAST]],
        "batches": list(newest(BATCHES, kind=BATCH_IMPORTED.name)),
    }
    return render(request, "web/imports.html", words)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A file to import, and the mapping to begin with."""
    by = _importer(request)
    if request.method == "GET":
        return _choose(request)
    kept = request.POST.get("mapping", "")
    try:
        text = _chosen_mapping(request.FILES.get("toml"), kept)
        upload = _taken(by, request.FILES.get("file"), text)
    except Problem as problem:
        return _choose(request, kept, problem)
    return HttpResponseRedirect(reverse("imports-one", args=[upload.uid]))


def _choose(request: HttpRequest, chosen: str = "", problem: Problem | None = None) -> HttpResponse:
    words = {
        "mappings": mappings(),
        "chosen": chosen,
        "problem": problem,
        "most": MOST_UPLOAD,
        "limit": megabytes(MOST_UPLOAD),
    }
    return render(request, "web/import-new.html", words, status=problem.status if problem else 200)


def _chosen_mapping(uploaded: "UploadedFile[Any] | None", kept: str) -> str:
    """The text of the mapping that was uploaded or chosen; "" where it is to be written."""
    if uploaded:
        content: bytes = uploaded.read(MAX_MAPPING + 1)
        if len(content) > MAX_MAPPING:
            raise Problem("too_big", path=uploaded.name, limit=megabytes(MAX_MAPPING))
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise Problem("mapping_not_utf8", path=uploaded.name, line=line) from error
    found = mapping_kept(kept) if kept else None
    return found.text if found else ""


def _taken(by: Person, uploaded: "UploadedFile[Any] | None", text: str) -> Upload:
    """The file kept, after a look at whether it is a table at all; one that is none is thrown away."""
    if not isinstance(uploaded, TemporaryUploadedFile):
        raise Problem("upload_missing")
    upload = keep(by, Path(uploaded.temporary_file_path()), uploaded.name or "", text)
    uploaded.close()  # it looks for the file that is elsewhere now, and is content
    try:
        with told_plainly(upload):
            columns, encoding = _looked_at(upload, text)
    except Problem:
        forget(upload)
        raise
    if not text:
        write_mapping(upload, draft(columns, upload.name, encoding))
    return upload


def _looked_at(upload: Upload, text: str) -> tuple[Sequence[str], str]:
    """The columns of the file, and its encoding if that must be named; what a mapping can mend is passed over."""
    try:
        mapping = read_mapping(text, upload.mapping_file) if text else None
    except Problem:
        mapping = None
    how: dict[str, Any] = {}
    if mapping is not None:
        how = {"encoding": mapping.encoding, "delimiter": mapping.delimiter, "sheet": mapping.sheet}
    try:
        return look(upload.file, **how), ""
    except Problem as problem:
        if problem.code not in MENDED_BY_MAPPING:
            raise
        likely = str(problem.params.get("likely", ""))
    try:
        return (look(upload.file, encoding=likely), likely) if likely else ([], "")
    except Problem:
        return [], likely


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """An upload on its way in, or the import that it became."""
    by = _importer(request)
    job = jobs_of(by).filter(kind="import", uid=uid).first()
    if job is not None:
        return _followed(request, by, job)
    upload = upload_of(by, uid)
    if upload.job:
        return HttpResponseRedirect(reverse("imports-one", args=[upload.job]))
    step = request.POST.get("step", "") if request.method == "POST" else ""
    if step == "forget":
        forget(upload)
        return HttpResponseRedirect(reverse("imports"))
    if "mapping" in request.POST:
        write_mapping(upload, _typed(request.POST["mapping"]))
    found, problem = _previewed(upload)
    if step == "confirm" and (problem is None or problem.code == "preview_too_big"):
        try:
            return _confirmed(by, upload)
        except Problem as hindrance:
            problem = hindrance
    status = problem.status if problem and request.method == "POST" else 200
    words = {"upload": upload, "mapping": upload.mapping, "preview": found, "problem": problem}
    words["size"] = upload.file.stat().st_size if upload.file.exists() else 0
    return render(request, "web/import-look.html", words, status=status)


def _typed(text: str) -> str:
    """What was typed, as far as a file can hold it."""
    return text.encode("utf-8", "replace")[: MAX_MAPPING + 1].decode("utf-8", "ignore")


def _previewed(upload: Upload) -> tuple[Preview | None, Problem | None]:
    """What would come in, or the problem that keeps it from being told."""
    try:
        return preview(upload.file, read_mapping(upload.mapping, upload.mapping_file)), None
    except Problem as problem:
        return None, plain(problem, upload)


def _confirmed(by: Person, upload: Upload) -> HttpResponse:
    """Ask for the import, and remember the mapping for the next file of the source."""
    job = ask_for(by, kind="import", arguments={"upload": str(upload.uid), "name": upload.name})
    begun(upload, job.uid)
    remember(upload.mapping)
    return HttpResponseRedirect(reverse("imports-one", args=[job.uid]))


def _followed(request: HttpRequest, by: Person, job: Job) -> HttpResponse:
    """How far the import is, and what came of it."""
    mark_seen(job)
    part = request.headers.get("HX-Request") == "true"
    words = {"shown": Shown(job, by), "rows": summary_rows(job.result.get("summary"))}
    return render(request, "web/parts/import-job.html" if part else "web/import-job.html", words)


def summary_rows(said: Any) -> list[tuple[str, int]]:
    """What an import did, in the words of `paicha import inspections`; nothing where it is not done."""
    if not said:
        return []
    inspections, findings = said["inspections"], said["findings"]
    return [
        (_("rows read"), said["rows"]),
        (_("inspections added"), inspections["added"]),
        (_("unchanged"), inspections["unchanged"]),
        (_("later editions"), inspections["editions"]),
        (_("attempts not held"), inspections["not_held"]),
        (_("units added"), said["units"]["added"]),
        (_("units changed"), said["units"]["changed"]),
        (_("findings raised"), findings["added"]),
        (_("merged"), findings["merged"]),
        (_("closed, verified"), findings["closed_verified"]),
        (_("closed, inferred"), findings["closed_inferred"]),
        (_("reopened"), findings["reopened"]),
        (_("units without a parent"), said["unplaced_units"]),
        (_("rows rejected"), said["rejected"]),
        (_("position"), said["position"]),
    ]


def _importer(request: HttpRequest) -> Person:
    """The reader, who may import everywhere."""
    by: Person = request.user  # type: ignore[assignment]
    require_import(by)
    return by


menu_entry(
    "imports", gettext_lazy("Imports"), "table-import", "inspections.import", "administration", 10, allowed=may_import
)
urls = [
    path("imports", show, name="imports"),
    path("imports/new", new, name="imports-new"),
    path("imports/<uuid:uid>", one, name="imports-one"),
]
