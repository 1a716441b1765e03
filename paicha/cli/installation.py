"""Opening the installation: its database is made at first use, and refused when it does not fit the code."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from filelock import FileLock

from paicha.kernel.home import home
from paicha.kernel.problems import Problem
from paicha.orgs.actions.people import terminal
from paicha.orgs.models import Person


def opened() -> Person:
    """The person at the terminal, in a database whose structure is this code's; a new one is set up first."""
    missing, newer, fresh = _structure()
    if newer:
        raise Problem("database_newer", names=", ".join(newer[:3]))
    if fresh:
        return set_up()
    if missing:
        raise Problem("database_older", count=missing)
    return terminal()


def set_up() -> Person:
    """Bring the database's structure up to this code; two at once do it one after the other."""
    with FileLock(home() / "setup.lock"):
        call_command("migrate", interactive=False, verbosity=0)
        return terminal()


def _structure() -> tuple[int, list[str], bool]:
    """Changes of structure that the database lacks, those that the code does not know, and whether it is empty."""
    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    known = set(executor.loader.disk_migrations)
    ours = {app for app, _ in known}
    newer = sorted(f"{app} {name}" for app, name in applied - known if app in ours)
    return len(known - applied), newer, not applied
