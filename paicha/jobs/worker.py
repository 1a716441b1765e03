"""The worker: takes one job after the other off the queue, until it is told to stop."""

import logging
import threading
import time

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from paicha.jobs.queue import taken
from paicha.jobs.working import look_after, run_job

PAUSE = 0.5  # seconds between two looks at an empty queue
ROUND = 5.0  # seconds between two rounds to look after what was broken off

log = logging.getLogger("paicha.jobs")


def serve(stopping: threading.Event) -> None:
    """Run jobs until `stopping` is set. A database that does not answer is waited for."""
    looked = 0.0
    while not stopping.is_set():
        close_old_connections()
        try:
            if not looked or time.monotonic() - looked >= ROUND:
                look_after()
                looked = time.monotonic()
            uid = taken()
            if uid is not None:
                run_job(uid, stopping)
                continue
        except (OperationalError, InterfaceError):
            log.warning("the database does not answer", exc_info=True)
            connection.close()
            stopping.wait(ROUND)
        stopping.wait(PAUSE)
    connection.close()
