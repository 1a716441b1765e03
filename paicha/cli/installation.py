"""Opening the installation: its database is made at first use, and refused when it does not fit the code."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from filelock import FileLock

from paicha.kernel.home import home
from paicha.kernel.problems import Problem
from paicha.ledger.checkpoints import checkpoint
from paicha.orgs.actions.people import terminal
from paicha.orgs.models import Person
from paicha.orgs.queries import is_founded


def opened() -> Person:
    """The person at the terminal, in a database whose structure is this code's; a new one is set up first."""
    missing, newer = _structure()
    if newer:
        raise Problem("database_newer", names=", ".join(newer[:3]))
    if missing and is_founded():
        raise Problem("database_older", count=missing)
    return set_up() if missing else terminal()


def set_up() -> Person:
    """Bring the database's structure up to this code; two at once do it one after the other."""
    with FileLock(home() / "setup.lock"):
        call_command("migrate", interactive=False, verbosity=0)
        return terminal()


def sealed() -> int:
    """Sign the ledger as it now is, so that it shows if what was just done is cut off again; its position."""
    return checkpoint().size


def _structure() -> tuple[int, list[str]]:
    """How many changes of structure the database lacks, and those in it that the code does not know."""
    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    known = set(executor.loader.disk_migrations)
    return len(known - applied), sorted(f"{app} {name}" for app, name in applied - known)
