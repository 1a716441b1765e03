"""The jobs of exchange."""

from django.utils.translation import gettext_lazy as _

from paicha.exchange.exporting import check_export, export_named, run_export
from paicha.jobs.kinds import job_kind

EXPORT = job_kind("export", _("Export"), run_export, check_export, export_named)
