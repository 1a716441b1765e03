"""The schedule: rooms register what is to be done every hour or every day in their jobs.py; the workers do it.

Each due time is done once, however many workers there are, and those of one task one after the other. What was due
while no worker ran is made up as soon as one does. A task that is new begins with the due time that passed last.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from paicha.jobs.recurrence import Occurrence, Recurrence
from paicha.kernel.problems import Problem
from paicha.rooms import load

Progress = Callable[[float], None]
"""Says the part that is done, 0 to 1; cheap. It raises where the worker is to stop: let that pass."""

Run = Callable[[Occurrence, Progress], None]
CatchUp = Literal["each", "latest"]


@dataclass(frozen=True, slots=True)
class Task:
    """Scheduled work: its name, its title (a lazy translation), when it is due, and what does it.

    `run` may be broken off anywhere and is then called again for the same due time, so it does the same twice. Nobody
    has asked for it: where it changes records, it calls actions by `terminal()`, which leave their entries. A Problem
    that it raises is kept and shown. `catch_up` says which of the due times that passed meanwhile are made up.
    """

    name: str
    title: Any
    recurrence: Recurrence
    run: Run
    catch_up: CatchUp


_tasks: dict[str, Task] = {}


def scheduled(name: str, title: Any, recurrence: Recurrence, run: Run, *, catch_up: CatchUp) -> Task:
    """Register scheduled work; the same name twice raises ValueError."""
    if name in _tasks:
        raise ValueError(f"scheduled work {name} is registered twice")
    _tasks[name] = Task(name, title, recurrence, run, catch_up)
    return _tasks[name]


def tasks() -> list[Task]:
    """All scheduled work, by name."""
    load("jobs")
    return [_tasks[name] for name in sorted(_tasks)]


def task_named(name: str) -> Task:
    """The scheduled work of that name; Problem `absent`."""
    load("jobs")
    if name not in _tasks:
        raise Problem("absent", thing=_("scheduled task"), key=name[:40])
    return _tasks[name]
