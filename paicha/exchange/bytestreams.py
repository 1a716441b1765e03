"""The bytes of a file, unpacked if need be, and never more of them than was allowed."""

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from paicha.kernel.problems import Problem

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_BYTES = 2 * 1024**3  # of text once unpacked: some 15,000,000 inspections. More is a mistake or an attack
MAX_RATIO = 200  # text to packed text; records pack 4 to 40 times, a bomb about 1,000 times
RATIO_FROM = 16 * 1024**2  # a small file may well be repetitive: the ratio counts from this many bytes on
CHUNK = 65_536


class Bounded(io.RawIOBase):
    """The bytes of `path`, unpacked when `packed`, as a stream that refuses to go on beyond `max_bytes` or MAX_RATIO.

    Memory does not depend on the size of the file. Raises Problem: `file_*`, `gzip_damaged`, `too_big`, `bomb`.
    """

    def __init__(self, path: Path, *, packed: bool, max_bytes: int = MAX_BYTES) -> None:
        super().__init__()
        self.path = path
        self._max_bytes = max_bytes
        self._read = 0
        self._file = open_file(path)
        self._size = path.stat().st_size
        self._source: BinaryIO | gzip.GzipFile = gzip.GzipFile(fileobj=self._file) if packed else self._file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill the buffer wholly, except at the end of the file: what looks at the start of a file can rely on it."""
        view = memoryview(buffer)
        filled = 0
        while filled < len(view):
            count = self._fill(view[filled:])
            if not count:
                break
            filled += count
        self._read += filled
        if self._read > self._max_bytes:
            raise Problem("too_big", path=str(self.path), limit=megabytes(self._max_bytes))
        if self._source is not self._file and self._read > max(RATIO_FROM, MAX_RATIO * self._file.tell()):
            raise Problem("bomb", path=str(self.path), ratio=MAX_RATIO)
        return filled

    def _fill(self, view: memoryview) -> int:
        try:
            return self._source.readinto(view)  # type: ignore[union-attr]
        except EOFError as error:
            raise Problem("gzip_cut", path=str(self.path)) from error
        except (zlib.error, gzip.BadGzipFile) as error:
            raise Problem("gzip_damaged", path=str(self.path), reason=str(error)) from error
        except OSError as error:
            raise Problem("file_unreadable", path=str(self.path), reason=error.strerror or str(error)) from error

    def fraction(self) -> float:
        """How much of the file has been read, from 0 to 1."""
        return min(1.0, self._file.tell() / self._size) if self._size and not self._file.closed else 1.0

    def close(self) -> None:
        if not self.closed:
            self._source.close()
            self._file.close()
        super().close()


def open_file(path: Path) -> BinaryIO:
    """The file, open for reading. Raises Problem `file_missing`, `file_is_folder` or `file_unreadable`."""
    if path.is_dir():
        raise Problem("file_is_folder", path=str(path))
    if path.exists() and not path.is_file():
        raise Problem("file_unreadable", path=str(path), reason="a device or a pipe, not a file")
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise Problem("file_missing", path=str(path)) from error
    except (OSError, ValueError) as error:  # ValueError: a zero character in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise Problem("file_unreadable", path=str(path), reason=reason) from error


def chunks(path: Path, *, packed: bool, max_bytes: int = MAX_BYTES) -> Iterator[bytes]:
    """The same bytes again, from the start, in pieces."""
    with Bounded(path, packed=packed, max_bytes=max_bytes) as stream:
        while piece := stream.read(CHUNK):
            yield piece


def megabytes(count: int) -> str:
    """A number of bytes as people read it."""
    return f"{count / 1024**2:,.0f} MB" if count >= 1024**2 else f"{count:,} B"
