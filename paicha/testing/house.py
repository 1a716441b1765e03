"""A house: a fresh installation for one test, with a data folder and a migrated database of its own.

Everything commits for real. Rolled-back test transactions would hide what we promise about commits, append-only tables
refuse TRUNCATE, and the replica reads through a connection of its own. So each test gets a copy of a template.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections
from django.utils import translation

from paicha.settings import database
from paicha.testing.postgres import Server, server
from paicha.web.overview import recent

Vendor = Literal["sqlite", "postgresql"]
SQLITE_FILE = "paicha.sqlite3"
OURS = "PAICHA_"

# What a process remembers of its installation; called whenever it moves into another one.
forget: list[Callable[[], None]] = [ContentType.objects.clear_cache, translation.deactivate]


@dataclass
class House:
    """An installation: its data folder and its PAICHA_DATABASE ("" for SQLite in the data folder).

    `server` holds the database of one on PostgreSQL.
    """

    home: Path
    address: str
    settings: dict[str, str] = field(default_factory=dict)
    server: Server | None = None

    @property
    def vendor(self) -> Vendor:
        """Which database it stands on, as Django names it."""
        return "postgresql" if self.address else "sqlite"

    @property
    def env(self) -> dict[str, str]:
        """The environment in which a program of this installation runs, in English unless `settings` say otherwise."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return {**kept, "PAICHA_LANG": "en", **self.settings, **self._place}

    @property
    def _place(self) -> dict[str, str]:
        return {"PAICHA_HOME": str(self.home), "PAICHA_DATABASE": self.address}

    def command(self, *arguments: str | Path) -> list[str]:
        """The words that call `paicha` with these arguments, for a subprocess with `env`."""
        return [str(Path(sys.executable).with_name("paicha")), *map(str, arguments)]

    def run(self, *arguments: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run `paicha` as a person would and wait for it; nothing is raised for an exit code."""
        return subprocess.run(
            self.command(*arguments),
            env=self.env,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    @contextlib.contextmanager
    def entered(self) -> Iterator["House"]:
        """This process works in the house for the block, then in the one it was in before."""
        before = {name: os.environ.get(name) for name in self._place}
        _move_to(self._place)
        try:
            yield self
        finally:
            _move_to(before)


def _move_to(place: dict[str, str] | dict[str, str | None]) -> None:
    recent.leave()
    for name, value in place.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    leave_database()
    settings.DATABASES["default"] = database(os.environ.get("PAICHA_DATABASE", ""))
    connections.settings = connections.configure_settings(settings.DATABASES)
    for forgotten in forget:
        forgotten()


def leave_database() -> None:
    """Closes this thread's connection and forgets it, so that the next use opens what the settings then say."""
    with contextlib.suppress(AttributeError):
        connections["default"].close()
        del connections["default"]


class Builder(Protocol):
    """Builds houses of one vendor; each call another one."""

    def __call__(self, folder: Path) -> contextlib.AbstractContextManager[House]:
        """A house in `folder`, taken down after the block."""


def sqlite_builder(template: Path) -> Builder:
    """Houses on SQLite: copies of a template that is migrated in the folder `template`."""
    return _migrated(House(template, ""))


def postgres_builder(server: Server, template: Path) -> Builder:
    """Houses on PostgreSQL: copies of a template database that is migrated first."""
    return _migrated(House(template, server.create(f"paicha_test_{os.getpid()}"), server=server))


def _migrated(template: House) -> Builder:
    with template.entered():
        call_command("migrate", verbosity=0, interactive=False)
    return copies_of(template)


class Houses:
    """Every builder of a test session, each made when it is first asked for: what a house begins with is made once."""

    def __init__(self, folder: Path, stack: contextlib.ExitStack) -> None:
        """`folder` holds the templates; closing `stack` takes them down, and the PostgreSQL server with them."""
        self._folder, self._stack = folder, stack
        self._builders: dict[tuple[Vendor, Callable[[], object] | None], Builder] = {}

    def __call__(self, vendor: Vendor, make: Callable[[], object] | None = None) -> Builder:
        """Builds houses on `vendor` in which `make` was done already: copying is quicker than doing it again."""
        key = vendor, make
        if key not in self._builders:
            self._builders[key] = self._furnished(vendor, make) if make else self._bare(vendor)
        return self._builders[key]

    def _bare(self, vendor: Vendor) -> Builder:
        if vendor == "sqlite":
            return sqlite_builder(self._place())
        return postgres_builder(self._stack.enter_context(server()), self._place())

    def _furnished(self, vendor: Vendor, make: Callable[[], object]) -> Builder:
        template = self._stack.enter_context(self(vendor)(self._place()))
        with template.entered():
            make()
        return copies_of(template)

    def _place(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self._folder))


def copies_of(template: House) -> Builder:
    """Builds copies of a house: its database, and the keys that signed what is in it."""
    numbers = count(1)

    @contextlib.contextmanager
    def build(folder: Path) -> Iterator[House]:
        if (template.home / "keys").is_dir():
            shutil.copytree(template.home / "keys", folder / "keys")
        if template.server is None:
            shutil.copyfile(template.home / SQLITE_FILE, folder / SQLITE_FILE)
            yield House(folder, "")
            return
        server, name = template.server, urlsplit(template.address).path.strip("/")
        copy = f"{name}_{next(numbers)}"
        house = House(folder, server.create(copy, template=name), server=server)
        try:
            yield house
        finally:
            server.drop(copy)

    return build
