"""paicha worker: runs the jobs that people ask for. `paicha run` starts one; an office may start more."""

import logging
import signal
import threading
from types import FrameType

from paicha.cli.installation import opened
from paicha.jobs.worker import serve


def worker() -> None:
    """Run the jobs that people ask for, until it is told to stop."""
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    opened()
    serve(stopping)
