"""The verbs of checklists and severity scales."""

from django.utils.translation import gettext_lazy as _

from paicha.orgs.roles import verb

verb("checklists.change", _("change checklists and severity scales"), ("administrator",))
