"""How states of jobs and of scheduled runs look: the word, the icon, the style."""

from typing import Any

from paicha.jobs.labels import STATE_NAMES
from paicha.jobs.models import Leased

LOOKS = {
    Leased.State.QUEUED: ("clock", "pc-2"),
    Leased.State.RUNNING: ("progress-check", "pc-state-accent"),
    Leased.State.DONE: ("circle-check", "pc-state-green"),
    Leased.State.FAILED: ("alert-circle", "pc-late"),
    Leased.State.CANCELLED: ("circle-x", "pc-state-ink"),
}


def state_shown(row: Leased) -> tuple[Any, str, str]:
    """The word, icon and style of a row's state."""
    state = Leased.State(row.state)
    return STATE_NAMES[state], *LOOKS[state]
