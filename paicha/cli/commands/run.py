"""Serve pages and run jobs, until it is told to stop."""

import contextlib
import http.client
import logging
import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from paicha.cli.frame import out, typer_app
from paicha.cli.installation import opened
from paicha.cli.statics import gathered
from paicha.cli.supervising import Child, supervise
from paicha.kernel.problems import Problem

app = typer_app()


@app.command()
def run(
    host: Annotated[str, typer.Option("--host", help=_("Address to listen at."))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=_("Port to listen at."))] = 8000,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help=_("Processes that serve pages; about one per core."))
    ] = 1,
    threads: Annotated[
        int, typer.Option("--threads", min=1, max=64, help=_("Pages that each of them serves at a time."))
    ] = 4,
) -> None:
    """Serve pages, and run jobs beside it, until it is told to stop. What dies of it is started again."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    opened()
    gathered()
    _free(host, port)
    server = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        str(threads),
        "--no-ws",
        "--log-level",
        "warning",
        "--workers-kill-timeout",
        "5",
        "--respawn-failed-workers",
        "paicha.web.wsgi:application",
    ]
    worker = [str(Path(sys.executable).with_name("paicha")), "worker"]
    here = f"http://{_near(host)}:{port}"
    named = os.environ.get("PAICHA_ADDRESS")
    env = {**os.environ, "PAICHA_ADDRESS": named or here}
    children = [
        Child(_("server"), server, env, lambda: _answers(host, port)),
        Child(_("worker"), worker, env, lambda: True),
    ]

    def tell() -> None:
        out.print(_("paicha answers at %(address)s. Stop it with Ctrl+C.") % {"address": here}, markup=False)
        if named and named != here:
            out.print(_("People reach it at %(address)s (PAICHA_ADDRESS).") % {"address": named}, markup=False)

    supervise(children, tell)


def _near(host: str) -> str:
    """How this machine reaches what listens at an address, as it stands in a URL."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  only compared
    return f"[{near}]" if ":" in near else near


def _free(host: str, port: int) -> None:
    """Problem `port_taken` where nothing can listen at the address."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
            tried.listen(1)
    except OSError as error:
        raise Problem("port_taken", host=host, port=port, reason=error.strerror or str(error)) from None


def _answers(host: str, port: int) -> bool:
    """Whether the server answers that it is well."""
    connection = http.client.HTTPConnection(_near(host).strip("[]"), port, timeout=2)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
        connection.request("GET", "/health", headers={"Host": "127.0.0.1"})
        return connection.getresponse().status == 200
    return False
