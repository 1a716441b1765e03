"""The kinds of record of reports."""

from paicha.kernel.phrases import Phrase
from paicha.orgs.kinds import RecordKind, record_kind
from paicha.reports.models import Report

record_kind(RecordKind(Report, Phrase("报告", "report"), see="reports.see", page="reports-one", page_word="report"))
