"""What the ledger vouches for of reports."""

from paicha.ledger.covering import Cover, cover
from paicha.reports.models import Report

REPORT = cover(
    Cover(Report, ("id", "uid", "kind", "language", "unit_id", "line_id", "since", "until", "at", "manifest", "files"))
)
