"""The worker: takes one job after the other off the queue, until it is told to stop."""

import logging
import math
import threading
import time

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from paicha.jobs.queue import taken
from paicha.jobs.tidying import tidy
from paicha.jobs.working import look_after, run_job

PAUSE = 0.5  # seconds between two looks at an empty queue
ROUND = 5.0  # seconds between two rounds to look after what was broken off
TIDY = 3_600.0  # seconds between two rounds to remove what is no longer kept

log = logging.getLogger("paicha.jobs")


def serve(stopping: threading.Event) -> None:
    """Run jobs until `stopping` is set. A database that does not answer is waited for."""
    looked = tidied = -math.inf
    while not stopping.is_set():
        close_old_connections()
        try:
            if time.monotonic() - looked >= ROUND:
                look_after()
                looked = time.monotonic()
            uid = taken()
            if uid is not None:
                run_job(uid, stopping)
                continue
            if time.monotonic() - tidied >= TIDY:  # after the jobs, which may want what they find
                tidy()
                tidied = time.monotonic()
        except (OperationalError, InterfaceError):
            log.warning("the database does not answer", exc_info=True)
            connection.close()
            stopping.wait(ROUND)
        stopping.wait(PAUSE)
    connection.close()
