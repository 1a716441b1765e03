"""The kinds of entry of jobs."""

from django.utils.translation import gettext_lazy as _

from paicha.ledger.kinds import entry_kind

ASKED = entry_kind("jobs.asked", _("Job %(kind)s was asked for, no. %(job)s."), "kind", "job")
CANCELLED = entry_kind("jobs.cancelled", _("Job %(job)s was cancelled."), "job")
