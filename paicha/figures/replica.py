"""The replica: the facts as spans in DuckDB, one in memory for each process, brought up to the head before each answer.

It is opened when first asked and belongs to its process: a forked child opens its own. A refresh reads the head and the
rows above the last position in one snapshot of the database and applies them with the new position in one transaction
of DuckDB, so a reader sees one state or the next. What is lost with the process is read again from the Parquet snapshot
that one process keeps in the data folder, or from the database.
"""

import atexit
import contextlib
import errno
import os
import threading
import uuid
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import duckdb

from paicha.figures import facts as declared
from paicha.figures import snapshots, source, spans
from paicha.figures.facts import Fact
from paicha.figures.source import Snapshot, Source
from paicha.figures.workplace import Workplace
from paicha.kernel.home import home, room
from paicha.kernel.problems import Problem

MEMORY = "2GB"  # what DuckDB may use; beyond it, it writes into the data folder
MANY = 100_000  # rows applied since the last snapshot that are worth writing another
SOON = 60.0  # seconds after loading; a process that still asks then stays, and its memory is worth packing


class Store:
    """One loaded state of the facts; refreshed in place, replaced by another one when its history is no longer true."""

    def __init__(self, workplace: Path) -> None:
        self.identity = uuid.uuid4().hex
        self.position = -1
        self.changed: Mapping[str, int] = {}  # by fact the position with which its rows came last
        self.leaf = b""
        self.rows = 0
        self.applied = 0  # rows since the snapshot
        self.packed_after: float | None = None  # on the monotonic clock; None when packed, or being packed
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "threads": _cores(),
            "temp_directory": str(workplace / "spill"),
            "checkpoint_threshold": "1TB",  # packing is done when it suits: see `pack`
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
        }
        self._connection = duckdb.connect(":memory:", config=settings)
        self._threads = threading.local()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's cursor."""
        found: duckdb.DuckDBPyConnection | None = getattr(self._threads, "cursor", None)
        if found is None:
            found = self._threads.cursor = self._connection.cursor()
        return found

    @contextlib.contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """This thread's cursor in a transaction that is committed after the block, or taken back."""
        cursor = self.cursor()
        cursor.execute("BEGIN TRANSACTION")
        try:
            yield cursor
            cursor.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            raise

    def pack_when_due(self) -> None:
        """Pack once, when the process has shown that it stays, on a thread of its own."""
        if self.packed_after is not None and self.packed_after < monotonic():
            self.packed_after = None
            threading.Thread(target=self.pack, name="replica-packing").start()

    def pack(self) -> None:
        """Compress what was loaded to a quarter of the memory. Who asks meanwhile is answered; only a refresh waits."""
        with self._connection.cursor() as cursor:
            cursor.execute("SET threads = 1")  # several wait for each other at it
            try:
                cursor.execute("CHECKPOINT")
            except duckdb.TransactionException:  # a refresh is under way
                self.packed_after = monotonic()
            finally:
                cursor.execute(f"SET threads = {_cores()}")

    def close(self) -> None:
        """Give the memory back; nobody may be reading."""
        self._threads = threading.local()
        self._connection.close()


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))


class Replica:
    """The facts of one database for one process. Safe for threads: readers share it, one of them refreshes."""

    def __init__(self, database: Source, folder: Path, facts: Mapping[str, Fact]) -> None:
        self.facts = dict(facts)
        self.schema = snapshots.schema_hash(self.facts)
        self._source = database
        self._folder = folder
        self._lock = threading.Lock()
        self._workplace: Workplace | None = None
        self._store: Store | None = None

    def fresh(self) -> Store:
        """The store, holding all that the database held when this was called."""
        with self._lock, _disk_problems(self._folder):
            if self._workplace is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._workplace = Workplace(self._folder)
            try:
                with self._source.snapshot() as snapshot:
                    return self._brought_up(snapshot, self._workplace.path)
            except (duckdb.FatalException, duckdb.InternalException):
                self._store = None  # DuckDB gave this store up; the next question loads another
                raise

    def _brought_up(self, snapshot: Snapshot, workplace: Path) -> Store:
        head = snapshot.head()
        leaf = snapshot.leaf(head) or b""
        store = self._store
        if store is not None and not _is_history(snapshot, store.position, store.leaf, head):
            store = self._store = None  # a restored backup, a cut tail or another database
        if store is None:
            store = self._loaded(snapshot, workplace, head)
        if store is None:
            store = self._built(snapshot, workplace, head, leaf)
        elif store.position < head:
            self._refresh(store, snapshot, workplace, head, leaf)
        if store.applied > max(MANY, store.rows // 4) and (written := self._written(store)):
            store = self._from(written, workplace) or store
        store.pack_when_due()
        self._store = store
        return store

    def _loaded(self, snapshot: Snapshot, workplace: Path, head: int) -> Store | None:
        """A store from the newest Parquet snapshot that is whole and part of this database's history."""
        for written in snapshots.newest(self._folder, self.schema):
            if _is_history(snapshot, written.position, written.leaf, head) and (
                store := self._from(written, workplace)
            ):
                return store
        return None

    def _from(self, written: snapshots.Written, workplace: Path) -> Store | None:
        """A store from a Parquet snapshot; None when another process took it away meanwhile."""
        store = Store(workplace)
        try:
            with store.transaction() as cursor:
                snapshots.load(cursor, written, self.facts)
        except duckdb.IOException:
            return None
        store.changed = dict.fromkeys(self.facts, written.position)
        store.position, store.leaf, store.rows = written.position, written.leaf, self._count(store)
        store.packed_after = monotonic() + SOON
        return store

    def _built(self, snapshot: Snapshot, workplace: Path, head: int, leaf: bytes) -> Store:
        """A store from the whole of the database, and a Parquet snapshot of it for the others."""
        store = Store(workplace)
        with store.transaction() as cursor:
            for fact in self.facts.values():
                cursor.execute(spans.create(fact))
        for fact in self.facts.values():  # nobody reads this store yet: a transaction a fact needs less memory
            with store.transaction() as cursor:
                if self._read(cursor, fact, snapshot, None, workplace):
                    spans.absorb(cursor, fact, None)
        store.changed = dict.fromkeys(self.facts, head)
        store.position, store.leaf, store.rows = head, leaf, self._count(store)
        written = self._written(store) if head else None
        if written is None:
            store.applied = store.rows + MANY if head else 0  # the next refresh tries again to write
            return store
        store.close()  # before the other one is loaded: there is memory for one
        return self._from(written, workplace) or self._built(snapshot, workplace, head, leaf)

    def _refresh(self, store: Store, snapshot: Snapshot, workplace: Path, head: int, leaf: bytes) -> None:
        rows, changed = 0, dict(store.changed)
        with store.transaction() as cursor:
            for fact in self.facts.values():
                if read := self._read(cursor, fact, snapshot, store.position, workplace):
                    spans.absorb(cursor, fact, store.position)
                    rows, changed[fact.name] = rows + read, head
        store.changed = changed  # before the position, so that nobody takes what is new for unchanged
        store.position, store.leaf = head, leaf
        store.applied += rows

    def _read(
        self, cursor: duckdb.DuckDBPyConnection, fact: Fact, snapshot: Snapshot, after: int | None, workplace: Path
    ) -> int:
        """Spool the fact's rows above `after` and read them into DuckDB at the same time; their number."""

        def read(path: Path) -> int:
            try:
                return spans.read(cursor, fact, str(path), snapshot.null)
            finally:
                path.unlink()

        with ThreadPoolExecutor(max_workers=1) as reader:
            reading = [reader.submit(read, path) for path in snapshot.spool(fact, after, workplace)]
            return sum(each.result() for each in reading)

    def _written(self, store: Store) -> snapshots.Written | None:
        """A Parquet snapshot of the store, to be loaded again with its rows in good order.

        None when it cannot be written now, as another process is at it or the disk is full. No answer depends on it.
        """
        with contextlib.suppress(OSError, duckdb.IOException):
            return snapshots.write(store.cursor(), self._folder, self.facts, store.position, store.leaf)
        return None

    def _count(self, store: Store) -> int:
        total = 0
        for fact in self.facts.values():
            found = store.cursor().execute(spans.fill(fact, "SELECT count(*) FROM $spans")).fetchone()
            total += found[0] if found else 0
        return total

    def close(self) -> None:
        """Leave the database and remove this process's folder."""
        with self._lock:
            self._store = None
            self._source.close()
            if self._workplace is not None:
                self._workplace.close()
                self._workplace = None


def _is_history(snapshot: Snapshot, position: int, leaf: bytes, head: int) -> bool:
    """Whether the database's ledger still has, at `position`, the entry that was there."""
    return position <= head and (snapshot.leaf(position) or b"") == leaf


@contextlib.contextmanager
def _disk_problems(folder: Path) -> Iterator[None]:
    """A full disk is something a person can mend."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Problem("disk_full", path=str(folder)) from error
        raise
    except duckdb.IOException as error:
        if "No space left" in str(error):
            raise Problem("disk_full", path=str(folder)) from error
        raise


_guard = threading.Lock()
_current: tuple[tuple[int, str, str], Replica] | None = None
_inherited: list[Replica] = []  # of the parent, in a forked child: kept, for closing one needs the threads it lost


def current() -> Replica:
    """This process's replica of the installation it works in."""
    global _current
    database = source.from_settings()
    key = (os.getpid(), str(home()), database.identity)
    with _guard:
        if _current is None or _current[0] != key:
            if _current is not None and _current[0][0] == key[0]:
                _current[1].close()
            _current = (key, Replica(database, room("replica"), declared.facts()))
        return _current[1]


def leave() -> None:
    """Close this process's replica; the next question opens another one."""
    global _current
    with _guard:
        if _current is not None and _current[0][0] == os.getpid():
            _current[1].close()
        _current = None


def _after_fork() -> None:
    global _guard, _current
    _guard = threading.Lock()
    if _current is not None:
        _inherited.append(_current[1])
        _current = None


os.register_at_fork(after_in_child=_after_fork)
atexit.register(leave)
