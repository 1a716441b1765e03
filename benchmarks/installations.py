"""Installations to measure on: SQLite, and a PostgreSQL that keeps what it says, both on a real disk."""

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from unittest.mock import patch

from measuring import watch_server
from psycopg.conninfo import conninfo_to_dict

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paicha.settings")
_outside = tempfile.TemporaryDirectory(prefix="paicha-outside-")
os.environ.update(PAICHA_HOME=_outside.name, PAICHA_DATABASE="", PAICHA_LANG="en")

import django  # noqa: E402

django.setup()

from paicha.testing import postgres  # noqa: E402
from paicha.testing.house import Builder, House, postgres_builder, sqlite_builder  # noqa: E402

# What a careful office would set; the server of the tests lives in memory and forgets everything.
DURABLE = {
    **postgres.SETTINGS,
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_level": "replica",
    "max_wal_senders": "2",
    "shared_buffers": "512MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "4GB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
}


@contextlib.contextmanager
def durable_server() -> Iterator[postgres.Server]:
    """A PostgreSQL that syncs, its folder on disk; its CPU counts in every measurement."""
    place = Path("/tmp")  # noqa: S108  a socket's path must be short
    with patch.multiple(postgres, SETTINGS=DURABLE, _place=lambda: place), postgres.server() as running:
        watch(running.address)
        yield running


def watch(address: str) -> None:
    """Let the CPU of the private server at this address count from here on; for a process that a script starts."""
    folder = conninfo_to_dict(address).get("host") if address else None
    if folder:
        watch_server(int((Path(str(folder)) / "data" / "postmaster.pid").read_text().splitlines()[0]))


class Site:
    """Where installations are made, each in a folder of its own."""

    def __init__(self, folder: Path, builders: dict[str, Builder]) -> None:
        self.folder = folder
        self._builders = builders
        self._numbers = count(1)

    @contextlib.contextmanager
    def installation(self, vendor: str) -> Iterator[House]:
        """A fresh, migrated installation on that database, entered; gone after the block."""
        folder = self.folder / f"{vendor}-{next(self._numbers)}"
        folder.mkdir()
        with self._builders[vendor](folder) as house, house.entered():
            yield house


@contextlib.contextmanager
def site(databases: Sequence[str]) -> Iterator[Site]:
    """A place for installations on these databases."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="paicha-bench-")))
        builders: dict[str, Builder] = {}
        for vendor in databases:
            template = folder / f"template-{vendor}"
            template.mkdir()
            if vendor == "sqlite":
                builders[vendor] = sqlite_builder(template)
            else:
                builders[vendor] = postgres_builder(stack.enter_context(durable_server()), template)
        yield Site(folder, builders)
