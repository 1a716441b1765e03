"""What every command stands in: Django in the reader's language, progress, and how answers are shown."""

import contextlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from datetime import date
from types import FrameType
from typing import Any

import django
import typer
from django.apps import apps
from django.conf import settings
from django.utils import translation
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from paicha.cli.commands import LOCALE
from paicha.kernel.problems import Problem

# Names are shown as they are, whatever brackets and colons stand in them.
out = Console(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())
err = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=not sys.stderr.isatty())

CODES = {"zh": "zh-hans", "en": "en"}


def start(language: str) -> None:
    """Bring Django up in the reader's language, and let SIGTERM end the command as an exception would.

    Where the settings themselves are a Problem it is raised, and can be said in that language. Nothing happens where
    Django is up.
    """
    if apps.ready:
        return
    os.environ["PAICHA_LANG"] = language
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paicha.settings")
    try:
        django.setup()
    except Problem:
        settings.configure(USE_I18N=True, LANGUAGE_CODE=CODES[language], LOCALE_PATHS=[LOCALE])
        django.setup()
        raise
    translation.activate(CODES[language])
    signal.signal(signal.SIGTERM, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def typer_app() -> typer.Typer:
    """What a module's commands are added to: its `app`."""
    return typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)


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
