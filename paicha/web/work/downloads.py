"""Files as downloads: streamed, under a name of their own, and never shown by the browser as a page of ours."""

from pathlib import Path

from django.http import FileResponse

TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".toml": "text/plain; charset=utf-8",
}


class Streamed(FileResponse):
    """A file in pieces of 64 KiB."""

    block_size = 65_536


def download(path: Path, title: str = "") -> Streamed:
    """The file at `path` as something to keep, named `title`."""
    kind = TYPES.get(path.suffix.lower(), "application/octet-stream")
    response = Streamed(path.open("rb"), as_attachment=True, filename=title or path.name, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
