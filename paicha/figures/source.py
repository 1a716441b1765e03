"""The operational database as the replica reads it: a connection of its own, one snapshot, the head and facts' rows.

A snapshot is one transaction that sees one state: REPEATABLE READ READ ONLY on PostgreSQL, BEGIN DEFERRED on SQLite.
Under READ COMMITTED a writer that commits between two facts would tear them apart.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import psycopg
from psycopg import sql

from paicha.figures.facts import Fact
from paicha.kernel.problems import Problem

CHUNK = 250_000  # rows of a spooled file
FETCH = 4_096  # rows taken from SQLite at once
WAIT = 30.0  # seconds for a lock in SQLite


class Snapshot(Protocol):
    """One state of the database."""

    null: str  # how a spooled file writes a missing value

    def head(self) -> int:
        """The highest position; 0 when there is none."""

    def leaf(self, position: int) -> bytes | None:
        """The hash of the ledger's entry at `position`; None when there is none. Two histories differ in it."""

    def spool(self, fact: Fact, after: int | None, folder: Path) -> Iterator[Path]:
        """Write the fact's rows with positions above `after` (None: all) as CSV files of id, position and columns."""


class Source(Protocol):
    """A database. Not for several threads at once."""

    @property
    def identity(self) -> str:
        """Which database this is: the same for the same one, without a password."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """One state of the database, for the block."""

    def close(self) -> None:
        """Leave the connection; the next snapshot opens another."""


class SqliteSource:
    """An SQLite database: a path, or the URI of one in memory."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    @property
    def identity(self) -> str:
        return f"sqlite {self._name}"

    @contextmanager
    def snapshot(self) -> Iterator["SqliteSnapshot"]:
        try:
            if self._file != self._found():
                self.close()  # a restored backup lies under the same name
            connection = self._connection = self._connection or self._connect()
            connection.execute("BEGIN DEFERRED")
            try:
                yield SqliteSnapshot(connection)
            finally:
                connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            self.close()
            raise Problem("database_unreachable", reason=str(error)) from error

    def _found(self) -> tuple[int, int] | None:
        """Which file lies under the name; None for a database in memory, and where there is no file."""
        with suppress(OSError):
            found = Path(self._name).stat()
            return found.st_dev, found.st_ino
        return None

    def _connect(self) -> sqlite3.Connection:
        uri = self._name if self._name.startswith("file:") else f"file:{quote(self._name)}?mode=rw"
        self._file = self._found()
        connection = sqlite3.connect(uri, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA query_only = ON")
        connection.text_factory = bytes  # text goes from here into a file as it is
        return connection

    def close(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None


class SqliteSnapshot:
    """One state of an SQLite database."""

    null = "null"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def head(self) -> int:
        found = self._connection.execute("SELECT max(position) FROM ledger_entry").fetchone()
        return int(found[0] or 0)

    def leaf(self, position: int) -> bytes | None:
        found = self._connection.execute("SELECT leaf FROM ledger_entry WHERE position = ?", [position]).fetchone()
        return bytes(found[0]) if found else None

    def spool(self, fact: Fact, after: int | None, folder: Path) -> Iterator[Path]:
        # One JSON array a row: SQLite writes it four times as fast as Python could write the row's values.
        listed = ", ".join(f'"{name}"' for name in ("id", "position", *fact.names))
        statement = f'SELECT json_array({listed}) FROM "{fact.table}"'  # noqa: S608  names checked where declared
        if after is None:
            cursor = self._connection.execute(statement)
        else:
            cursor = self._connection.execute(f"{statement} WHERE position > ?", [after])
        rows = cursor.fetchmany(FETCH)
        for number in count():
            if not rows:
                return
            path = folder / f"{fact.name}-{number}.csv"
            with path.open("wb", buffering=1 << 20) as file:
                for _ in range(CHUNK // FETCH):
                    file.write(_as_csv([row[0] for row in rows]))
                    rows = cursor.fetchmany(FETCH)
                    if not rows:
                        break
            yield path


def _as_csv(arrays: list[bytes]) -> bytes:
    """CSV lines of JSON arrays. Where nothing in a text is escaped, an array without its brackets is such a line."""
    text = b"\n".join(arrays)
    if b"\\" not in text:
        return text.replace(b"]\n[", b"\n")[1:-1] + b"\n"
    return "".join(",".join(map(_cell, json.loads(array))) + "\n" for array in arrays).encode()


def _cell(value: object) -> str:
    if value is None:
        return SqliteSnapshot.null
    return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else str(value)


class PostgresSource:
    """A PostgreSQL database, by the parameters of its connection."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        self._parameters = parameters
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None

    @property
    def identity(self) -> str:
        kept = {name: value for name, value in self._parameters.items() if name != "password"}
        return f"postgresql {sorted(kept.items())}"

    @contextmanager
    def snapshot(self) -> Iterator["PostgresSnapshot"]:
        try:
            connection = self._begun()
            try:
                yield PostgresSnapshot(connection)
            finally:
                if not connection.closed:
                    connection.execute("ROLLBACK")
        except psycopg.Error as error:
            self.close()
            raise Problem("database_unreachable", reason=str(error).strip()) from error

    def _begun(self) -> psycopg.Connection[tuple[Any, ...]]:
        """The connection with a snapshot begun; a kept one that the server has dropped meanwhile is replaced."""
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        if self._connection is not None:
            try:
                self._connection.execute(begin)
                return self._connection
            except psycopg.OperationalError:
                self.close()
        self._connection = psycopg.connect(**self._parameters, autocommit=True)
        self._connection.execute("SET datestyle TO 'ISO, YMD'")
        self._connection.execute(begin)
        return self._connection

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class PostgresSnapshot:
    """One state of a PostgreSQL database."""

    null = ""

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self._connection = connection

    def head(self) -> int:
        found = self._connection.execute("SELECT max(position) FROM ledger_entry").fetchone()
        return int(found[0] or 0) if found else 0

    def leaf(self, position: int) -> bytes | None:
        found = self._connection.execute("SELECT leaf FROM ledger_entry WHERE position = %s", [position]).fetchone()
        return bytes(found[0]) if found else None

    def spool(self, fact: Fact, after: int | None, folder: Path) -> Iterator[Path]:
        bound = sql.SQL("") if after is None else sql.SQL(" WHERE position > {}").format(sql.Literal(after))
        statement = sql.SQL("COPY (SELECT {} FROM {}{}) TO STDOUT (FORMAT csv)").format(
            sql.SQL(", ").join(map(sql.Identifier, ("id", "position", *fact.names))), sql.Identifier(fact.table), bound
        )
        with self._connection.cursor() as cursor, cursor.copy(statement) as copied:
            rows = iter(copied)  # the server sends each row as one message
            row: Any = next(rows, None)
            for number in count():
                if row is None:
                    return
                path = folder / f"{fact.name}-{number}.csv"
                with path.open("wb", buffering=1 << 20) as file:
                    for _ in range(CHUNK):
                        file.write(row)
                        row = next(rows, None)
                        if row is None:
                            break
                yield path


def from_settings() -> SqliteSource | PostgresSource:
    """The installation's database, as Django's settings name it."""
    from django.db import connections

    connection = connections["default"]
    if connection.vendor == "sqlite":
        return SqliteSource(str(connection.settings_dict["NAME"]))
    taken = connection.get_connection_params()
    unwanted = ("cursor_factory", "context", "prepare_threshold", "isolation_level", "client_encoding")
    return PostgresSource({name: value for name, value in taken.items() if name not in unwanted})
