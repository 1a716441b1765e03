"""Opening the installation: its database is made at first use, and refused when it does not fit the code."""

from typing import Any

from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from filelock import FileLock

from paicha.kernel.home import home
from paicha.kernel.problems import Problem
from paicha.ledger.checkpoints import checkpoint
from paicha.orgs.actions.people import terminal
from paicha.orgs.models import Person
from paicha.orgs.queries import is_founded

GONE = ("django_tasks_database",)  # apps of earlier versions; a change of structure by `jobs` removes what they left


def opened() -> Person:
    """The person at the terminal, in a database whose structure is this code's; a new one is set up first."""
    missing, newer = _structure()
    if newer:
        raise Problem("database_newer", names=", ".join(newer[:3]))
    if missing and is_founded():
        raise Problem("database_older", count=missing)
    return set_up() if missing else terminal()


class Executor(MigrationExecutor):
    """Django's own, except that a change of structure is recorded in the transaction that makes it.

    Django makes indexes at the end of that transaction, and records what has some in a second one: killed between the
    two, it would make the same tables again and could never go on.
    """

    def apply_migration(self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False) -> Any:
        """Make one change of structure."""
        with self.connection.schema_editor(atomic=migration.atomic) as editor:
            state = migration.apply(state, editor)
            for statement in editor.deferred_sql:
                editor.execute(statement, None)
            editor.deferred_sql.clear()
            self.record_migration(migration)  # type: ignore[call-arg]  # the stub is of an older Django
        return state


def set_up() -> Person:
    """Bring the database's structure up to this code; two at once do it one after the other."""
    with FileLock(home() / "setup.lock"):
        executor = Executor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
        return terminal()


def sealed() -> int:
    """Sign the ledger as it now is, so that it shows if what was just done is cut off again; its position."""
    return checkpoint().size


def _structure() -> tuple[int, list[str]]:
    """How many changes of structure the database lacks, and those in it that the code does not know."""
    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    known = set(executor.loader.disk_migrations)
    newer = sorted(f"{app} {name}" for app, name in applied - known if app not in GONE)
    return len(known - applied), newer
