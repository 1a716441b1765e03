"""Folders of the data folder whose contents are kept for a time: rooms say how long, the worker removes what is older.

What is removed counts from when it was last touched, so a folder is good for that time after its last change. What a
job may want that still waits or runs is kept for as long as it does.
"""

import logging
import shutil
from datetime import timedelta

from django.db.models import Min

from paicha.jobs.leasing import ENDED
from paicha.jobs.models import Job
from paicha.kernel.clock import now
from paicha.kernel.home import room
from paicha.rooms import load

KEPT = timedelta(days=30)  # a job's files

log = logging.getLogger("paicha.jobs")
_times: dict[str, timedelta] = {"jobs": KEPT}


def kept_for(name: str, time: timedelta) -> None:
    """Say how long what lies in that folder is kept; a folder twice raises ValueError."""
    if name in _times:
        raise ValueError(f"how long {name} is kept is said twice")
    _times[name] = time


def tidy() -> None:
    """Remove what is older. Any worker may do it at any time; what cannot be removed stays until the next time."""
    load("jobs")
    asked = Job.objects.exclude(state__in=ENDED).aggregate(first=Min("asked_at"))["first"]
    at = min(filter(None, (asked, now())))
    for name, time in _times.items():
        for found in room(name).iterdir():
            try:
                if at.timestamp() - found.lstat().st_mtime <= time.total_seconds():
                    continue
                if found.is_dir():
                    shutil.rmtree(found)
                else:  # what was cut off before it got a folder
                    found.unlink()
            except OSError as error:
                log.warning("%s could not be removed: %s", found, error)
