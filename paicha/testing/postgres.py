"""A private PostgreSQL server for one test session, in a folder of its own, reached by a Unix socket.

PAICHA_TEST_POSTGRES names a server to use instead; its user must be allowed to make databases.
"""

import atexit
import contextlib
import ctypes
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import psycopg

from paicha.testing.cpu import apart

OLDEST = 15
# Speed over safety: this server's data are thrown away with the session.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "listen_addresses": "",
    "log_min_messages": "fatal",
    "timezone": "UTC",
}
# As on most servers text does not sort by its bytes, so a column that needs that and does not say so is found out.
COLLATION = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en")
STARTS_WITHIN = 60.0  # seconds
ROOMY = 4 * 2**30  # bytes
PR_SET_PDEATHSIG = 1


class Server:
    """A running server. `url(name)` is the PAICHA_DATABASE value for one of its databases."""

    def __init__(self, address: str) -> None:
        """`address`: the URL of a database in which others can be made."""
        self.address = address

    def url(self, name: str) -> str:
        """The address of the database `name` on this server."""
        return urlsplit(self.address)._replace(path=f"/{name}").geturl()

    def execute(self, statement: str) -> None:
        """Run a statement that cannot stand in a transaction, such as CREATE DATABASE."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self, name: str, *, template: str = "template0") -> str:
        """Make the database `name` as a copy of `template` and return its address."""
        # Copying files takes a fifth of the time of writing them through the log.
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove the database `name` with whatever is still connected to it."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def programs() -> Path:
    """The folder with the newest server programs on this machine; RuntimeError where there is none new enough."""
    on_path = shutil.which("postgres")
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *([Path(on_path).parent] if on_path else [])]
    found = [(_version(folder), folder) for folder in folders if (folder / "initdb").exists()]
    usable = [(version, folder) for version, folder in found if version >= OLDEST]
    if not usable:
        raise RuntimeError(
            f"no PostgreSQL server of version {OLDEST} or newer is installed: run `make test`, install the package "
            "postgresql, or name a server in PAICHA_TEST_POSTGRES"
        )
    return max(usable)[1]


def _version(folder: Path) -> int:
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    match = re.search(r"(\d+)", said)
    return int(match.group(1)) if match else 0


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """A server for the block: the one that PAICHA_TEST_POSTGRES names, else a private one that is gone afterwards."""
    named = os.environ.get("PAICHA_TEST_POSTGRES")
    if named:
        yield Server(named)
        return
    owner = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="paicha-pg-", dir=_place()))
    process: subprocess.Popen[bytes] | None = None

    def end() -> None:
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGQUIT)
            with apart("PostgreSQL"):
                process.wait()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    try:
        with apart("PostgreSQL"):
            process = _start(folder, owner)
        yield Server(_wait(folder, process))
    finally:
        end()
        atexit.unregister(end)


def _place() -> Path:
    """Where the server's folder goes: in memory where there is plenty, else /tmp.

    Not TMPDIR: a socket's whole path may have 107 characters, and a folder for root alone would shut the owner out.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOMY
    return memory if roomy else Path("/tmp")


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom the server runs as when we are root, whom it refuses; None when we are somebody else."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _start(folder: Path, owner: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
    here = programs()
    identity: dict[str, Any] = {}
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    data = folder / "data"
    initdb: list[str | Path] = [
        here / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-sync",
        *COLLATION,
    ]
    made = subprocess.run(initdb, cwd=folder, capture_output=True, text=True, check=False, **identity)
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr}")
    command: list[str | Path] = [here / "postgres", "-D", data, "-k", folder]
    for name, value in SETTINGS.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  it calls one function of libc
            **identity,
        )


def _die_with_parent() -> None:
    """A session that is killed leaves no server behind: the kernel then ends the server as SIGQUIT does."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> str:
    """Waits until the server answers and returns the address of its first database."""
    address = f"postgresql://postgres@/postgres?host={quote(str(folder), safe='')}"
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return address
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")
