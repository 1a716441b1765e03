"""What ended a command, as a problem that a person can mend."""

import errno

from django.db.utils import DatabaseError, OperationalError

from paicha.cli.frame import err
from paicha.kernel.home import home
from paicha.kernel.problems import Problem


def told(error: Exception) -> int:
    """Say on stderr what is wrong and how to mend it; the exit code. What is a mistake of ours is raised again."""
    problem = _problem(error)
    if problem is None:
        raise error
    err.print(problem.sentence, style="bold", markup=False)
    if problem.mend:
        err.print(problem.mend, markup=False)
    return problem.exit


def _problem(error: Exception) -> Problem | None:
    if isinstance(error, Problem):
        return error
    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return Problem("disk_full", path=str(home()))
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EFBIG, errno.EIO):
            return Problem("file_unwritable", path=error.filename or str(home()), reason=error.strerror)
    if isinstance(error, OperationalError) or (isinstance(error, DatabaseError) and _is_the_databases(error)):
        return _database(error)
    return None


def _is_the_databases(error: DatabaseError) -> bool:
    """Whether the database itself is at fault, and not what we asked of it."""
    return any(words in str(error) for words in ("not a database", "permission denied", "malformed"))


def _database(error: Exception) -> Problem:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if "full" in reason or "No space left" in reason:
        return Problem("disk_full", path=str(home()))
    if "not a database" in reason or "malformed" in reason:
        return Problem("database_damaged", reason=reason)
    if any(words in reason for words in ("disk I/O", "readonly database", "unable to open database file")):
        return Problem("file_unwritable", path=str(home()), reason=reason)
    busy = any(words in reason for words in ("locked", "lock timeout", "deadlock"))
    return Problem("database_busy" if busy else "database_unreachable", reason=reason)
