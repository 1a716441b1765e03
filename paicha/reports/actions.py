"""The verbs of reports."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from paicha.documents.manifest import fingerprint
from paicha.ledger.covering import change_of
from paicha.orgs.acting import action, record
from paicha.orgs.models import Line, Person, Unit
from paicha.orgs.permissions import require
from paicha.reports.entries import RENDERED
from paicha.reports.models import Report


@action
def file_report(
    by: Person,
    *,
    uid: UUID,
    kind: str,
    language: str,
    unit: Unit,
    line: Line,
    since: date,
    until: date,
    at: int,
    manifest: Mapping[str, Any],
    files: Mapping[str, str],
) -> Report:
    """Put on file what a report said and the hashes of its files (format: SHA-256)."""
    require(by, "reports.make", unit)
    report = Report.objects.create(
        uid=uid,
        kind=kind,
        language=language,
        unit=unit,
        line=line,
        since=since,
        until=until,
        at=at,
        manifest=dict(manifest),
        files=dict(files),
    )
    span = {"since": since.isoformat(), "until": until.isoformat()}
    record(
        RENDERED,
        report,
        [(Report, [change_of(report)])],
        report=str(uid),
        kind=kind,
        language=language,
        unit=unit.code,
        at=at,
        manifest=fingerprint(manifest),
        files=dict(files),
        **span,
    )
    return report
