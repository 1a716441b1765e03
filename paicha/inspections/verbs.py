"""The verbs of inspections."""

from django.utils.translation import gettext_lazy as _

from paicha.orgs.roles import verb

verb("inspections.see", _("see inspections"), sees=True)
verb("inspections.import", _("import inspections"), ("administrator", "coordinator"))
