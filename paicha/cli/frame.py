"""What every command stands in: the installation, the language, progress, and how problems and answers are shown."""

import contextlib
import errno
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import django
import typer
from django.conf import settings
from django.db.utils import DatabaseError, OperationalError
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import paicha
from paicha.kernel.home import home
from paicha.kernel.problems import Problem

# Names are shown as they are, whatever brackets and colons stand in them.
out = Console(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())
err = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=not sys.stderr.isatty())

STOPPED, INTERRUPTED = 143, 130  # as shells number SIGTERM and SIGINT
CODES = {"zh": "zh-hans", "en": "en"}
LOCALE = Path(paicha.__file__).parent / "locale"


def spoken(arguments: Sequence[str]) -> str:
    """The language to speak: `--lang` before the command, else PAICHA_LANG, else the terminal's locale; zh or en.

    Problem `value_invalid` for another one after `--lang`.
    """
    asked = ""
    for at, argument in enumerate(arguments):
        if argument == "--lang":
            asked = "".join(arguments[at + 1 : at + 2])
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
        elif not argument.startswith("-") and (at == 0 or arguments[at - 1] != "--lang"):
            break
    if asked not in ("", *CODES):
        raise Problem("value_invalid", name="--lang", value=asked, help="zh, en")
    given = (asked, *(os.environ.get(name) for name in ("PAICHA_LANG", "LC_ALL", "LC_MESSAGES", "LANG")))
    return "zh" if next(filter(None, given), "").startswith("zh") else "en"


def start(language: str) -> None:
    """Bring Django up in the reader's language, and let SIGTERM end the command as an exception would."""
    os.environ["PAICHA_LANG"] = language
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paicha.settings")
    django.setup()
    translation.activate(CODES[language])
    signal.signal(signal.SIGTERM, _stop)


def speak_without_settings(language: str) -> None:
    """Speak the reader's language where the settings themselves are the problem."""
    settings.configure(USE_I18N=True, LANGUAGE_CODE=CODES[language], LOCALE_PATHS=[LOCALE])
    django.setup()


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(STOPPED)


def run(app: typer.Typer) -> int:
    """Run the command line; returns the exit code (0 done, 1 could not or not true, 2 wrong call)."""
    try:
        app(standalone_mode=True)
    except Problem as problem:
        return complain(problem)
    except SystemExit as left:
        if left.code == STOPPED:
            return stopped(STOPPED)
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    except KeyboardInterrupt:
        return stopped(INTERRUPTED)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return complain(Problem("disk_full", path=str(home())))
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EFBIG, errno.EIO):
            return complain(Problem("file_unwritable", path=error.filename or str(home()), reason=error.strerror))
        raise
    except DatabaseError as error:
        if not isinstance(error, OperationalError) and not _is_the_databases(error):
            raise
        return complain(_database(error))
    return 0


def stopped(code: int) -> int:
    """Say that the command was stopped, and that nothing is half done."""
    err.print(_("Stopped. What was done stays; run the same command again and it goes on from there."), markup=False)
    return code


def complain(problem: Problem) -> int:
    """Say what is wrong and how to mend it, on stderr."""
    err.print(problem.sentence, style="bold", markup=False)
    if problem.mend:
        err.print(problem.mend, markup=False)
    return problem.exit


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


@contextlib.contextmanager
def progress() -> Iterator[Progress]:
    """A progress display on stderr; still where stderr is not a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, disable=not err.is_terminal) as shown:
        yield shown


def say_json(value: Any) -> None:
    """An answer for programs, on stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def parsed_date(option: str, value: str | None) -> date | None:
    """A date of the command line, written as 2026-01-31."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Problem("date_invalid", option=option, value=value) from None
