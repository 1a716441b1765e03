"""The kinds of entry of exchange."""

from django.utils.translation import gettext_lazy as _

from paicha.ledger.kinds import entry_kind

BATCH_IMPORTED = entry_kind(
    "exchange.batch_imported",
    _("%(rows)s inspections of file %(file)s (SHA-256 %(sha256)s) were imported as source %(source)s."),
    "rows",
    "file",
    "sha256",
    "source",
)
