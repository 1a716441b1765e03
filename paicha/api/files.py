"""Files sent to be kept: nothing in them runs."""

from pathlib import Path
from typing import Any

from django.http import FileResponse

FILE: dict[str, Any] = {
    "description": "The file",
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}
KNOWN = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def sent(path: Path, title: str) -> FileResponse:
    """The file as a download. What could run in a browser, HTML too, is sent as plain bytes."""
    kind = KNOWN.get(path.suffix, "application/octet-stream")
    return FileResponse(path.open("rb"), as_attachment=True, filename=title, content_type=kind)
