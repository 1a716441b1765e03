"""Django's settings, read from the variables that docs/settings.md lists. Those of the web are in web/settings.py."""

import contextlib
import os
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from paicha.kernel.clock import zone
from paicha.kernel.home import home
from paicha.kernel.problems import Problem
from paicha.web.settings import *  # noqa: F403
from paicha.web.settings import APPS_AFTER, APPS_BEFORE

HOUSE = Path(__file__).parent

DEBUG = False
USE_TZ = True
TIME_ZONE = zone().key
LANGUAGE_CODE = {"zh": "zh-hans", "en": "en"}.get((os.environ.get("PAICHA_LANG") or "en")[:2], "en")
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [HOUSE / "locale"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "orgs.Person"

INSTALLED_APPS = [
    "paicha.web",  # first: its templates stand before those of the libraries
    *APPS_BEFORE,
    "paicha.listing",
    "paicha.documents",
    "paicha.ledger",
    "paicha.figures",
    "paicha.orgs",
    "paicha.jobs",
    "paicha.accounts",
    "paicha.readership",
    "paicha.checklists",
    "paicha.findings",
    "paicha.inspections",
    "paicha.reports",
    "paicha.exchange",
    "paicha.cli",
    *APPS_AFTER,
]


def database(address: str) -> dict[str, object]:
    """Django's settings for a `postgresql://` address, or for SQLite in the data folder when it is empty.

    SQLite writes in IMMEDIATE transactions and syncs in full: an answer given is on the disk. Pages read in autocommit.
    """
    if not address:
        pragmas = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA cache_size=-65536;"
        )
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(home() / "paicha.sqlite3"),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": pragmas},
        }
    url = _parts(address)
    host = url.hostname or parse_qs(url.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": host,
        "PORT": str(url.port or ""),
        # A thread keeps its connection from one page to the next: to make one takes as long as half a page.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Compiling a query takes longer than any of ours may run.
        "OPTIONS": {"options": "-c lock_timeout=30s -c idle_in_transaction_session_timeout=10min -c jit=off"},
    }


def _parts(address: str) -> SplitResult:
    """The parts of a `postgresql://` address. A problem with it repeats only its beginning: it may hold a password."""
    with contextlib.suppress(ValueError):
        url = urlsplit(address)
        if url.scheme in ("postgresql", "postgres") and url.path.strip("/") and url.port != 0:
            return url
    shown = f"{address.partition(':')[0][:20]}:…"
    raise Problem("setting_invalid", name="PAICHA_DATABASE", value=shown, help="postgresql://user:password@host/name")


DATABASES = {"default": database(os.environ.get("PAICHA_DATABASE", ""))}
