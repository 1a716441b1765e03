"""Run the jobs that people ask for, until it is told to stop.

`paicha run` starts one; an office may start more.
"""

import logging

from paicha.cli.frame import typer_app
from paicha.cli.installation import opened
from paicha.cli.supervising import told_to_stop
from paicha.jobs.worker import serve

app = typer_app()


@app.command()
def worker() -> None:
    """Run the jobs that people ask for. `paicha run` has a worker already; more may be started beside it."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    with told_to_stop() as stopping:
        opened()
        serve(stopping)
