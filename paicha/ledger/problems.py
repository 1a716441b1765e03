"""Problems of the ledger."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

define(
    "ledger_unknown_kind",
    500,
    1,
    _("The kind of entry %(kind)s is not registered."),
    _("Register it in its room's entries.py."),
)
define(
    "key_unusable",
    500,
    1,
    _("The signing key %(path)s cannot be used: %(reason)s."),
    _("Restore it from the backup of the data folder."),
)
