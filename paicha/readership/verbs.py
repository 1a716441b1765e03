"""The verb of the ledger."""

from django.utils.translation import gettext_lazy as _

from paicha.orgs.roles import verb

verb("ledger.see", _("see the ledger"), ("administrator", "coordinator"))
