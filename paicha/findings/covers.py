"""What the ledger vouches for of findings, and how a finding becomes a step."""

from dataclasses import fields

from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import Standing
from paicha.ledger.covering import Cover, cover

STANDING = tuple(field.name for field in fields(Standing))
UNGRADED = "ungraded"

FINDING = cover(
    Cover(
        Finding,
        (
            "id",
            "unit_id",
            "line_id",
            "item_id",
            "grade_id",
            "source",
            "family",
            "inspector_group",
            "inspection",
            "note",
            "raised_on",
            "provisional",
            "steps",
            *STANDING,
        ),
        transition=Step,
        columns=(
            "finding",
            "seq",
            "verb",
            "valid_on",
            "unit",
            "line",
            "item",
            "severity",
            "major",
            "graded",
            "source",
            "family",
            "inspector_group",
            "inspection",
            "raised_on",
            "cause",
            "reason",
            *STANDING,
        ),
        key="finding",
    )
)


def standing_of(row: Finding | Step) -> Standing:
    """The standing that a finding or a step holds."""
    return Standing(**{name: getattr(row, name) for name in STANDING})


def step_of(finding: Finding, seq: int, verb: str, **words: object) -> Step:
    """Step number `seq` of a finding that already stands as the step leaves it; the digest is for the caller to add."""
    grade = finding.grade
    return Step(
        finding=finding.pk,
        seq=seq,
        verb=verb,
        unit=finding.unit_id,
        line=finding.line_id,
        item=finding.item_id,
        severity=grade.code if grade else UNGRADED,
        major=bool(grade and grade.major),
        graded=grade is not None,
        source=finding.source,
        family=finding.family,
        inspector_group=finding.inspector_group,
        inspection=finding.inspection,
        raised_on=finding.raised_on,
        **{name: getattr(finding, name) for name in STANDING},
        **words,
    )
