"""The kinds of entry of reports."""

from django.utils.translation import gettext_lazy as _

from paicha.ledger.kinds import entry_kind

RENDERED = entry_kind(
    "reports.rendered",
    _("Report %(report)s (%(kind)s, %(language)s) on %(unit)s, %(since)s to %(until)s, was made at position %(at)s."),
    "report",
    "kind",
    "language",
    "unit",
    "since",
    "until",
    "at",
)
