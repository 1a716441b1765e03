"""The data folder. Everything an installation writes lies in it, so two installations never meet."""

import os
from pathlib import Path

from paicha.kernel.problems import Problem


def home() -> Path:
    """The data folder named by PAICHA_HOME (made if missing); `paicha-home` in the current folder otherwise.

    Read from the environment at each call: tests and `paicha` runs side by side use different folders.
    """
    folder = Path(os.environ.get("PAICHA_HOME") or "paicha-home").absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem("home_unusable", path=str(folder), reason=error.strerror or str(error)) from error
    return folder


def room(name: str) -> Path:
    """A sub-folder of the data folder, made if missing."""
    folder = home() / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
