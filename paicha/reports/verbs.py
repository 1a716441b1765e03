"""The verbs of reports."""

from django.utils.translation import gettext_lazy as _

from paicha.orgs.roles import verb

verb("reports.see", _("see reports"), sees=True)
verb("reports.make", _("make reports"), ("administrator", "coordinator", "liaison", "head"))
