"""Pages: verifying a report's file against what the installation has on file."""

import tempfile
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from paicha.documents.comparing import Verification
from paicha.documents.readers import LARGEST, READERS
from paicha.kernel.home import room
from paicha.kernel.problems import Problem
from paicha.reports.verifying import verify

LONGEST_NAME = 120  # characters


@require_http_methods(["GET", "POST"])
def verifying(request: HttpRequest) -> HttpResponse:
    """Hold an uploaded file against the report on file."""
    words: dict[str, Any] = {"formats": ", ".join(READERS), "limit": LARGEST // 2**20}
    if request.method == "GET":
        return render(request, "web/report-verify.html", words)
    status = 200
    try:
        found = _judged(request.user, request.FILES.get("file"))
        words |= {"found": found, "said": found.as_json(), "name": _name(request.FILES["file"])}
    except Problem as problem:
        words["problem"], status = problem, problem.status
    return render(request, "web/report-verify.html", words, status=status)


def _judged(by: Any, upload: Any) -> Verification:
    """What the file says; it is kept no longer than that takes, and is called in problems what its owner calls it."""
    if upload is None:
        raise Problem("value_missing", verb=_("Verifying"), name=_("a file"))
    name = _name(upload)
    with tempfile.TemporaryDirectory(dir=room("scratch")) as folder:
        kept = Path(folder) / f"upload{Path(name).suffix.lower()[:8]}"
        with kept.open("wb") as file:
            for piece in upload.chunks():
                file.write(piece)
        try:
            return verify(by, kept)
        except Problem as problem:
            if "path" not in problem.params:
                raise
            raise Problem(problem.code, **{**problem.params, "path": name}) from None


def _name(upload: Any) -> str:
    return Path(upload.name or "").name[-LONGEST_NAME:] or _("The file")


urls = [path("reports/verify", verifying, name="reports-verify")]
