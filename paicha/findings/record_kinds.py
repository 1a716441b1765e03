"""The kinds of record of findings."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import VERBS
from paicha.kernel.phrases import Phrase
from paicha.orgs.kinds import RecordKind, record_kind


def step_summary(row: Step) -> Sequence[str | date]:
    """A step by its verb and its day."""
    return str(VERBS[row.verb].name) if row.verb in VERBS else _("correction"), row.valid_on


record_kind(
    RecordKind(
        Finding,
        Phrase("问题", "finding"),
        see="findings.see",
        page="findings-one",
        listing="findings",
        asked_by="pk",
        summary=step_summary,
    )
)
