"""`paicha run` and `paicha worker`: they start, survive what dies in them, and stop when they are told to."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from paicha.jobs.actions import ask_for
from paicha.jobs.models import Job
from paicha.orgs.actions.people import terminal
from paicha.testing.house import House

PATIENCE = 60.0  # seconds


def until(true: Callable[[], bool], process: "subprocess.Popen[bytes]", what: str) -> None:
    """Wait for something, as long as the program lives."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert process.poll() is None, f"it ended before {what}"
        assert time.monotonic() < deadline, what
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.05)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
        connection.request("GET", "/health")
        return connection.getresponse().read() == b"ok\n"
    return False


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextlib.contextmanager
def running(house: House, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A program of ours for the block; it is told to stop at its end, and does."""
    log = (house.home / "said.txt").open("wb")
    process = subprocess.Popen(house.command(*words), env=house.env, cwd=house.home, stdout=log, stderr=log)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
        process.wait()
        log.close()


def children(of: int) -> dict[int, str]:
    """The processes below one, by number, with their command lines."""
    found: dict[int, str] = {}
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            number = int(folder.name)
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == of:
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                found |= {number: line, **children(number)}
    return found


def child(of: int, word: str) -> int | None:
    return next((number for number, line in sorted(children(of).items()) if word in line), None)


def test_it_serves_works_and_survives_what_is_killed(peopled_house: House) -> None:
    port = free_port()
    with running(peopled_house, "run", "--port", str(port)) as process:
        until(lambda: answers(port), process, "the server answers")
        job = ask_for(terminal(), kind="export", arguments={"list": "units", "query": "", "format": "csv"})
        until(lambda: ended(job), process, "the worker did the job")
        assert Job.objects.get(pk=job.pk).state == Job.State.DONE
        for word in ("granian", "paicha worker"):
            before = child(process.pid, word)
            assert before is not None
            os.kill(before, signal.SIGKILL)
            until(lambda w=word, b=before: child(process.pid, w) not in (None, b), process, "it is there again")  # type: ignore[misc]
        until(lambda: answers(port), process, "the server answers again")
        job = ask_for(terminal(), kind="export", arguments={"list": "units", "query": "", "format": "xlsx"})
        until(lambda: ended(job), process, "the new worker did the job")
        known = children(process.pid)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert time.monotonic() - began < 15
    assert not any(Path(f"/proc/{number}").exists() for number in known)
    assert "paicha answers at" in (peopled_house.home / "said.txt").read_text()
    assert (peopled_house.home / "static" / "staticfiles.json").exists()


def ended(job: Job) -> bool:
    return Job.objects.get(pk=job.pk).state in (Job.State.DONE, Job.State.FAILED)


def test_a_port_that_is_taken_is_said_to_be(sqlite_house: House) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        done = sqlite_house.run("run", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "Nothing can listen at 127.0.0.1" in done.stderr
    assert "--port" in done.stderr


def test_when_it_is_killed_nothing_goes_on(sqlite_house: House) -> None:
    port = free_port()
    with running(sqlite_house, "run", "--port", str(port)) as process:
        until(lambda: answers(port), process, "the server answers")
        known = children(process.pid)
        process.kill()
        process.wait()
        deadline = time.monotonic() + PATIENCE
        while any(Path(f"/proc/{number}").exists() for number in known):
            assert time.monotonic() < deadline, "its children go on"
            with contextlib.suppress(TimeoutError), socket.socket() as waiting:
                waiting.settimeout(0.1)
                waiting.bind(("127.0.0.1", 0))
                waiting.listen(1)
                waiting.accept()
