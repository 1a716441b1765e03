"""Style sheets, scripts and icons as the server gives them out, in the data folder: packed, named by what they hold.

They are gathered anew when the code has changed. The list of their names is written last, so a server that starts in
between finds the old ones.
"""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands.collectstatic import Command
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

import paicha

STAMP = "gathered-from.txt"


def gathered() -> bool:
    """Gather what pages need beside themselves, if the code has changed; whether it had."""
    folder = Path(settings.STATIC_ROOT)
    stamp, now = folder / STAMP, _state()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now and (folder / "staticfiles.json").exists():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    command = Command()
    command.storage = CompressedManifestStaticFilesStorage(location=str(folder), base_url=settings.STATIC_URL)
    call_command(command, interactive=False, verbosity=0)
    stamp.write_text(now, encoding="ascii")
    return True


def _state() -> str:
    """A hash over the names and contents of all that is gathered."""
    found = hashlib.sha256(str(Path(paicha.__file__).parent).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found.update(name.encode() + b"\0")
            with storage.open(name) as file:
                found.update(hashlib.sha256(file.read()).digest())
    return found.hexdigest()
