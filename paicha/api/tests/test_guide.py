"""The API guide cannot lie: its Python runs against a server, its curl calls are made, and both languages show them."""

import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from paicha.api.tests.calling import Program
from paicha.exchange.tests.town import MAPPINGS, random_rows, write
from paicha.ledger.checkpoints import checkpoint
from paicha.testing.busy import Busy
from paicha.testing.jobs import run_all
from paicha.web.wsgi import application

DOCS = Path(__file__).parents[3] / "docs"
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CURL = re.compile(r"^ +(curl (?:.*\\\n)*.*)$", re.MULTILINE)


class Quiet(WSGIRequestHandler):
    """A handler that tells nobody what was called."""

    def log_message(self, *_said: Any) -> None:
        """Nothing."""


@contextmanager
def served() -> Iterator[str]:
    """The address of a server of this house."""
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:

        def serve() -> None:
            server.serve_forever(poll_interval=0.05)
            connections.close_all()  # this thread's, kept from one call to the next

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def ours(text: str) -> str:
    """The guide speaks of the demo city; the busy town has other names."""
    return text.replace("chicago/ward-42", "north").replace("chicago", "city").replace("2014-", "2025-")


def test_both_languages_show_the_same_calls() -> None:
    english, chinese = ((DOCS / name).read_text(encoding="utf-8") for name in ("api.md", "api.zh.md"))
    for pattern in (PYTHON, CURL):
        found = [_bare(each) for each in pattern.findall(english)]
        assert found and found == [_bare(each) for each in pattern.findall(chinese)]


def _bare(code: str) -> list[str]:
    """Code without its docstrings and comments, which are translated."""
    return [line for line in code.splitlines() if '"""' not in line]


def test_its_python_runs(busy: Busy, tmp_path: Path) -> None:
    blocks = PYTHON.findall((DOCS / "api.md").read_text(encoding="utf-8"))
    script = tmp_path / "guide.py"
    script.write_text(ours("\n\n".join(blocks)).replace("2013-09-01", "2025-01-01"), encoding="utf-8")
    program = Program(busy.cast.coordinator)
    with served() as server:
        token = program.headers["Authorization"].removeprefix("Bearer ")
        env = {"SERVER": server, "TOKEN": token, "PATH": os.environ["PATH"]}
        running = subprocess.Popen(
            [sys.executable, "-I", script],
            cwd=tmp_path,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        while True:
            run_all()
            try:
                said, wrong = running.communicate(timeout=0.2)
                break
            except subprocess.TimeoutExpired:
                continue
    assert running.returncode == 0, wrong
    assert said.startswith("coordinator\n") and "\nlist_value_invalid " in said
    assert {path.suffix for path in tmp_path.iterdir()} >= {".docx", ".pdf", ".xlsx"}


@pytest.mark.parametrize("command", CURL.findall((DOCS / "api.md").read_text(encoding="utf-8")))
def test_its_calls_are_answered(busy: Busy, tmp_path: Path, command: str) -> None:
    program = Program(busy.cast.terminal)
    checkpoint()
    words = iter(shlex.split(ours(command).replace("\\\n", " "))[1:])
    address, fields, document = "", {}, None
    for word in words:
        match word:
            case "-H":
                assert next(words) == "Authorization: Bearer $TOKEN"
            case "--json":
                document = next(words)
            case "-F":
                name, _equals, value = next(words).partition("=")
                fields[name] = _field(tmp_path, value)
            case _:
                assert word.startswith("$SERVER/api/v1/")
                address = word.removeprefix("$SERVER")
    if fields:
        answer = program.send(address, fields)
    elif document:
        answer = program.call("POST", address, data=document, content_type="application/json")
    else:
        answer = program.get(address)
    assert answer.status_code == (202 if fields or document else 200), answer.content


def _field(folder: Path, value: str) -> Any:
    if value == "<mapping.toml":
        return MAPPINGS["text"]
    assert value == "@inspections.csv"
    return SimpleUploadedFile("inspections.csv", write(folder, random_rows(Random(1), 10)).read_bytes())
