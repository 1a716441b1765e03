"""The kinds of entry of findings."""

from django.utils.translation import gettext_lazy as _

from paicha.ledger.kinds import entry_kind

RAISED = entry_kind("findings.raised", _("Finding %(finding)s was raised at %(unit)s."), "finding", "unit")
MERGED = entry_kind("findings.merged", _("Finding %(finding)s was found again and merged."), "finding")
EXTENDED = entry_kind(
    "findings.extended",
    _("The deadline of finding %(finding)s was moved from %(before)s to %(deadline)s: %(reason)s"),
    "finding",
    "before",
    "deadline",
    "reason",
)
CLOSED = entry_kind(
    "findings.closed",
    _("Finding %(finding)s was verified and closed on %(on)s (%(independence)s)."),
    "finding",
    "on",
    "independence",
)
INFERRED = entry_kind(
    "findings.inferred", _("Finding %(finding)s is taken as closed on %(on)s, unverified."), "finding", "on"
)
REOPENED = entry_kind(
    "findings.reopened", _("Finding %(finding)s was reopened on %(on)s: %(reason)s"), "finding", "on", "reason"
)
WITHDRAWN = entry_kind("findings.withdrawn", _("Finding %(finding)s was withdrawn: %(reason)s"), "finding", "reason")
FOLLOWED = entry_kind(
    "findings.followed",
    _(
        "Findings from %(source)s: %(added)s raised, %(merged)s merged, %(closed_verified)s closed as verified, "
        "%(closed_inferred)s closed by inference, %(reopened)s reopened."
    ),
    "source",
    "added",
    "merged",
    "closed_verified",
    "closed_inferred",
    "reopened",
    within=_("Findings were brought up to what %(source)s says."),
)
