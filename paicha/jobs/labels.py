"""What pages and the terminal say of jobs and of scheduled runs, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paicha.jobs.models import Leased

STATE_NAMES = {
    Leased.State.QUEUED: gettext_lazy("waiting"),
    Leased.State.RUNNING: gettext_lazy("at work"),
    Leased.State.DONE: gettext_lazy("done"),
    Leased.State.FAILED: gettext_lazy("has failed"),
    Leased.State.CANCELLED: gettext_lazy("cancelled"),
}


def state_name(row: Leased) -> str:
    """The state of a job or a run."""
    return str(STATE_NAMES[Leased.State(row.state)])


def time_taken(row: Leased) -> str:
    """How long it took from begin to end; empty where it has not ended, or ended before it began."""
    if not (row.begun_at and row.ended_at):
        return ""
    minutes, seconds = divmod(max(0, round((row.ended_at - row.begun_at).total_seconds())), 60)
    if minutes:
        return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": seconds}
    return _("%(seconds)s s") % {"seconds": seconds} if seconds else _("under 1 s")
