"""What the ledger vouches for of inspections."""

from paicha.inspections.models import Answer, Edition, Inspection
from paicha.ledger.covering import Cover, cover

INSPECTION = cover(
    Cover(
        Inspection,
        (
            "id",
            "uid",
            "source",
            "external_id",
            "content",
            "edition",
            "unit_id",
            "line_id",
            "family",
            "kind",
            "done_on",
            "held",
            "failed",
        ),
        transition=Edition,
        columns=(
            "inspection",
            "edition",
            "unit",
            "line",
            "family",
            "kind",
            "source",
            "done_on",
            "held",
            "failed",
            "recheck",
            "inspector_group",
            "version",
            "listed",
            "listed_major",
            "extent",
            "items_failed",
            "result",
            "counts",
        ),
        key="inspection",
    )
)
_ANSWER = (
    "inspection",
    "edition",
    "unit",
    "line",
    "item",
    "result",
    "done_on",
    "times",
    "severity",
    "deadline",
    "note",
)
ANSWER = cover(Cover(Answer, _ANSWER, transition=Answer, columns=_ANSWER, key="id"))
