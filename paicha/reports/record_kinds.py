"""The kinds of record of reports."""

from django.utils.translation import gettext_lazy as _

from paicha.orgs.kinds import RecordKind, record_kind
from paicha.reports.models import Report

record_kind(RecordKind(Report, _("report"), see="reports.see", page="reports-one", page_word="report"))
