"""Rows of an XLSX workbook, after a look at whether it is one and at how large it would become."""

import difflib
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from paicha.exchange.bytestreams import CHUNK, megabytes, open_file
from paicha.kernel.problems import Problem

MAX_UNPACKED = 512 * 1024**2  # of XML in a workbook; its largest sheet, 1,048,576 rows of 20 cells, has about 600 MB
MAX_PARTS = 10_000
MAX_MEMORY = 1024**3  # for the process that reads the sheet
MAX_SECONDS = 300  # of processor time for it
MAX_ROW = 8_000_000  # characters of one row

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_BINARY = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, KeyError, OSError)
_TYPES = 1_000_000  # bytes of the list of parts that are looked at
_CHILD = Path(__file__).with_name("workbook_child.py")


class WorkbookRows:
    """The rows of one sheet as (sheet row, cells), the header first; a whole number has no ".0", a date is ISO 8601.

    A cell with an error (#N/A) is empty. Rows without any text are passed over. Raises Problem `kind_wrong`,
    `workbook_*`, `sheet_missing` and those of `open_file`.
    """

    typed = True

    def __init__(self, path: Path, *, sheet: str | None, max_bytes: int) -> None:
        check_workbook(path, max_bytes=min(max_bytes, MAX_UNPACKED))
        self.path = path
        limits = (str(MAX_MEMORY), str(MAX_SECONDS))
        self._child = subprocess.Popen(
            [sys.executable, "-I", str(_CHILD), str(path.absolute()), sheet or "", *limits],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._rows = 0
        try:
            self.sheet = str(self._told("sheet")["sheet"])
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        while True:
            told = self._told("end")
            if isinstance(told, dict):
                return
            yield told[0], told[1]

    def _told(self, wanted: str) -> Any:
        """The next line from the reading process: a row, or the dict with `wanted`; anything else is a Problem."""
        assert self._child.stdout is not None  # noqa: S101  it was opened as a pipe
        path = str(self.path)
        line = self._child.stdout.readline(MAX_ROW)
        if len(line) == MAX_ROW:
            raise Problem("workbook_too_large", path=path, limit=megabytes(MAX_ROW))
        if not line.endswith(b"\n"):
            if self._child.wait() > 0:
                raise Problem("workbook_damaged", path=path, reason=f"the reader ended with {self._child.returncode}")
            # ended by a signal: its limits of memory or time
            raise Problem("workbook_too_large", path=path, limit=megabytes(MAX_MEMORY))
        told = json.loads(line)
        if isinstance(told, list) or wanted in told:
            return told
        if "missing" in told:
            nearest = difflib.get_close_matches(told["missing"], told["sheets"], 1, 0.0)
            raise Problem("sheet_missing", path=path, sheet=told["missing"], nearest=", ".join(nearest or ["-"]))
        if "password" in told:
            raise Problem("workbook_password", path=path)
        if "memory" in told:
            raise Problem("workbook_too_large", path=path, limit=megabytes(MAX_MEMORY))
        raise Problem("workbook_damaged", path=path, reason=told["damaged"])

    def fraction(self) -> float:
        """A sheet is parsed as a whole before its first row comes: nothing to tell until then, nothing left after."""
        return 1.0

    def close(self) -> None:
        if self._child.stdout is not None:
            self._child.stdout.close()
        self._child.kill()
        self._child.wait()


def check_workbook(path: Path, *, max_bytes: int) -> None:
    """Refuse what is no XLSX, what has macros or a password, and what would unpack to more than `max_bytes`."""
    with open_file(path) as file:
        start = file.read(8)
        if start == _OLE:
            raise _ole_problem(path, start, file)
        try:
            if not start.startswith(b"PK"):
                raise _not_a_workbook(path, start)
            with zipfile.ZipFile(file) as parts:
                _check_parts(path, parts, max_bytes)
                _check_actual_size(path, file, parts.infolist(), max_bytes)
        except _BROKEN as error:
            raise Problem("workbook_damaged", path=str(path), reason=str(error)) from error


def _check_parts(path: Path, parts: zipfile.ZipFile, max_bytes: int) -> None:
    names = {info.filename for info in parts.infolist()}
    declared = sum(info.file_size for info in parts.infolist())
    if declared > max_bytes or len(names) > MAX_PARTS:
        raise Problem("workbook_too_large", path=str(path), limit=megabytes(max_bytes))
    if any(info.flag_bits & 1 for info in parts.infolist()):
        raise Problem("workbook_password", path=str(path))
    if "[Content_Types].xml" not in names:
        raise Problem("kind_wrong", path=str(path), named=".xlsx", found=".zip")
    with parts.open("[Content_Types].xml") as part:
        types = part.read(_TYPES)
    if any(name.endswith("vbaProject.bin") for name in names) or b"macroEnabled" in types:
        raise Problem("workbook_macros", path=str(path))
    if "xl/workbook.xml" not in names and b"spreadsheetml.sheet.main+xml" not in types:
        found = ".xlsb" if "xl/workbook.bin" in names else ".docx" if "word/document.xml" in names else ".zip"
        raise Problem("kind_wrong", path=str(path), named=".xlsx", found=found)


def _check_actual_size(path: Path, file: BinaryIO, infos: list[zipfile.ZipInfo], max_bytes: int) -> None:
    """Unpack every part without keeping it: a bomb declares a small size, and parsers go by what comes out."""
    total = 0
    for info in infos:
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile("packed in a way that XLSX does not use")
        file.seek(info.header_offset)
        magic, name_length, extra_length = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
        if magic != b"PK\x03\x04":
            raise zipfile.BadZipFile("a part has no header")
        file.seek(name_length + extra_length, 1)
        unpacking = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
        left = info.compress_size
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            while piece:
                total += len(unpacking.decompress(piece, CHUNK) if unpacking else piece)
                if total > max_bytes:
                    raise Problem("workbook_too_large", path=str(path), limit=megabytes(max_bytes))
                piece = unpacking.unconsumed_tail if unpacking and not unpacking.eof else b""


def _ole_problem(path: Path, start: bytes, file: BinaryIO) -> Problem:
    """Office's container before XLSX: an .xls, or a workbook encrypted under a password."""
    found, window = ".doc", start
    while piece := file.read(CHUNK):
        window = window[-64:] + piece
        if _PROTECTED in window:
            return Problem("workbook_password", path=str(path))
        if any(name in window for name in _BINARY):
            found = ".xls"
    return Problem("kind_wrong", path=str(path), named=".xlsx", found=found)


def _not_a_workbook(path: Path, start: bytes) -> Problem:
    if not start:
        return Problem("table_empty", path=str(path))
    for magic, kind in ((b"%PDF-", ".pdf"), (b"\x1f\x8b", ".gz"), (b"<html", ".html"), (b"<!doctyp", ".html")):
        if start.lower().startswith(magic.lower()):
            return Problem("kind_wrong", path=str(path), named=".xlsx", found=kind)
    return Problem("workbook_not_one", path=str(path))
