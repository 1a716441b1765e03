"""The kinds of record of inspections."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from paicha.inspections.models import Answer, Edition, Inspection
from paicha.kernel.phrases import Phrase
from paicha.orgs.kinds import RecordKind, record_kind


def edition_summary(row: Edition) -> Sequence[str | date]:
    """An edition by its day and its number."""
    return row.done_on, _("Edition %(edition)s") % {"edition": row.edition}


record_kind(
    RecordKind(
        Inspection,
        Phrase("检查", "inspection"),
        see="inspections.see",
        page="inspections-one",
        listing="inspections",
        asked_by="pk",
        summary=edition_summary,
    )
)
record_kind(RecordKind(Answer, Phrase("答复", "answer"), see="inspections.see"))
