"""Kinds of job: rooms register them in their jobs.py; the worker runs what is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paicha.kernel.problems import Problem
from paicha.orgs.models import Person
from paicha.rooms import load


class Cancelled(Exception):
    """Somebody asked the job to stop; raised where a job says how far it is."""


@dataclass(frozen=True, slots=True)
class Work:
    """A job in hand. `by` is the person who asked, with the posts they have now; `folder` is the job's own.

    A job may be broken off anywhere and run again from its start, so `run` does the same twice. What it writes to its
    folder before it was broken off is still there then.
    """

    by: Person
    arguments: Mapping[str, Any]
    folder: Path
    tell: Callable[[str, float], None] = field(repr=False, default=lambda _what, _part: None)

    def watch(self, what: str, part: float) -> None:
        """Say what is being done and the part that is done, 0 to 1; cheap, so it may be called for each row.

        Raises Cancelled when somebody asked to stop. Let it pass: what called `run` knows what to do.
        """
        self.tell(what, part)


Run = Callable[[Work], dict[str, Any]]
Check = Callable[[Person, Mapping[str, Any]], None]
Named = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class JobKind:
    """What can be asked for: its name, its title (a lazy translation), and what runs it.

    `run` gives the result as JSON: its `files` are offered for download, see jobs/files.py. `check` raises the Problem
    that keeps somebody from asking; `run` asks again what a person may, as posts change in between. `named` says in the
    reader's language what a job with these arguments is about, from the arguments alone.
    """

    name: str
    title: Any
    run: Run
    check: Check
    named: Named


_kinds: dict[str, JobKind] = {}


def job_kind(
    name: str, title: Any, run: Run, check: Check = lambda _by, _arguments: None, named: Named = lambda _arguments: ""
) -> JobKind:
    """Register a kind of job; the same name twice raises ValueError."""
    if name in _kinds:
        raise ValueError(f"kind of job {name} is registered twice")
    _kinds[name] = JobKind(name, title, run, check, named)
    return _kinds[name]


def kind_known(name: str) -> JobKind | None:
    """The kind of that name; None for a job of earlier code, which later code does not know any more."""
    load("jobs")
    return _kinds.get(name)


def kind_named(name: str) -> JobKind:
    """The kind of that name; Problem `value_invalid` where there is none."""
    load("jobs")
    if name not in _kinds:
        raise Problem("value_invalid", name="kind", value=name[:40], help=", ".join(sorted(_kinds)))
    return _kinds[name]
