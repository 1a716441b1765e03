"""The jobs of exchange, and how long files on their way in are kept."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from paicha.exchange.exporting import check_export, export_named, run_export
from paicha.exchange.jobs_import import check_import, named_import, run_import
from paicha.jobs.kinds import job_kind
from paicha.jobs.tidying import kept_for

IMPORT = job_kind("import", _("Import"), run_import, check_import, named_import)
EXPORT = job_kind("export", _("Export"), run_export, check_export, export_named)
kept_for("uploads", timedelta(days=7))
kept_for("scratch", timedelta(days=1))  # what a process that was killed left behind
