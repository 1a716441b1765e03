"""One import at a time: findings follow the order of inspections, so two files must not be interleaved."""

import contextlib
from collections.abc import Iterator

from django.db import DatabaseError, connection
from filelock import FileLock, Timeout

from paicha.kernel.home import home
from paicha.kernel.problems import Problem

IMPORT_LOCK = 7_242_302  # our advisory lock on PostgreSQL; beside the one for appending


@contextlib.contextmanager
def one_import() -> Iterator[None]:
    """Hold the right to import; Problem `import_running` while another holds it. Death of the process gives it back."""
    if connection.vendor == "postgresql":
        with _held_by_database():
            yield
        return
    lock = FileLock(home() / "import.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Problem("import_running") from None
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def _held_by_database() -> Iterator[None]:
    """A session lock on a connection of its own: it outlives the batches' transactions and dies with the process."""
    holder = connection.copy()
    try:
        with holder.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [IMPORT_LOCK])
            if not cursor.fetchone()[0]:
                raise Problem("import_running")
        try:
            yield
        finally:
            # The server notices a closed connection a moment later; whoever imports next should not meet it.
            with contextlib.suppress(DatabaseError), holder.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [IMPORT_LOCK])
    finally:
        holder.close()
