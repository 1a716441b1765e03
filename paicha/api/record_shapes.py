"""What is said of one record."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from paicha.findings.rules.lifecycle import STATES


class NamedUnit(Schema):
    """A unit that is spoken of. One above your reach has a name only."""

    name: str
    code: str | None = None
    url: str | None = None


class Stands(Schema):
    """Where a unit stands in a line."""

    line: str
    line_name: str
    above: list[NamedUnit] = Field(description=_("The units above it, from the root down."))


class UnitThen(Schema):
    """What a unit became."""

    kind: str
    inspected: bool
    opened_on: date | None
    closed_on: date | None


class Became(Schema):
    """An entry of the ledger that changed the unit."""

    position: int
    at: datetime
    kind: str = Field(description=_("The kind of entry."))
    unit: UnitThen | None = Field(description=_("What the unit became; null where only its place changed."))
    parents: list[NamedUnit | None] = Field(description=_("Under which units it came; null stands for one not told."))


class UnitSaid(Schema):
    """A unit, as it is today."""

    number: int
    code: str
    name: str
    kind: str
    inspected: bool = Field(description=_("False: a level of a line, which is not itself inspected."))
    address: str
    latitude: float | None
    longitude: float | None
    attributes: dict[str, Any] = Field(description=_("What else its source says of it."))
    opened_on: date | None
    closed_on: date | None
    merged_into: NamedUnit | None
    places: list[Stands]
    history: list[Became] = Field(description=_("What became of it, the newest first."))
    more_history: bool = Field(description=_("Whether there was more before."))
    url: str


class UnitBrief(Schema):
    """The unit of a record."""

    code: str
    name: str
    url: str


class Answer(Schema):
    """An item that failed, did not apply or was noted."""

    item: str = Field(description=_("Code and title."))
    result: str = Field(description=_("failed, na or noted."))
    times: int = Field(description=_("How often the inspection lists it."))
    severity: str = Field(description=_("The code of the grade, or ungraded."))
    deadline: date | None
    note: str


class FindingBrief(Schema):
    """A finding in short."""

    number: int
    state: str
    severity: str | None
    raised_on: date
    closed_on: date | None
    url: str


class FindingTouched(FindingBrief):
    """A finding that an inspection raised or saw."""

    verbs: list[str] = Field(description=_("What the inspection did to it."))


class InspectionBrief(Schema):
    """An inspection in short."""

    number: int
    done_on: date
    failed: bool
    url: str


class EditionSaid(Schema):
    """An edition of an inspection."""

    edition: int
    position: int = Field(description=_("The entry of the ledger that brought it."))


class InspectionSaid(Schema):
    """An inspection as its newest edition has it."""

    number: int
    uid: UUID
    source: str
    external_id: str = Field(description=_("Its key at the source."))
    edition: int
    unit: UnitBrief
    line: str
    family: str
    kind: str
    done_on: date
    held: bool = Field(description=_("False: an attempt only."))
    failed: bool
    recheck: bool
    result: str = Field(description=_("The source's own word."))
    inspector_group: str
    counts: dict[str, int] = Field(description=_("Cases by severity, where the source has no more."))
    answers: list[Answer]
    findings: list[FindingTouched]
    earlier: list[InspectionBrief]
    later: list[InspectionBrief]
    editions: list[EditionSaid]
    url: str


class StepSaid(Schema):
    """A step of a finding's life, and how it then stood."""

    seq: int
    verb: str
    valid_on: date
    state: str
    deadline: date | None
    severity: str
    extent: int
    reason: str
    inspection: str | None = Field(description=_("The address of the inspection behind it, if you may see it."))
    position: int = Field(description=_("Its entry of the ledger."))


class NextSaid(Schema):
    """What may be done next."""

    verb: str
    roles: list[str] = Field(description=_("The roles that may."))
    mine: bool = Field(description=_("Whether you may."))


class FindingSaid(Schema):
    """A finding as it stands today."""

    number: int
    title: str
    unit: UnitBrief
    line: str
    item: str | None = Field(description=_("CHECKLIST/CODE of the item."))
    severity: str | None = Field(description=_("The code of the grade; null for one without."))
    major: bool
    state: str = Field(description=_("How it stands."), json_schema_extra={"enum": list(STATES)})
    raised_on: date
    original_deadline: date | None
    deadline: date | None
    provisional: bool = Field(description=_("The deadline rests on holidays that are not yet published."))
    closed_on: date | None
    basis: str | None = Field(description=_("verified or inferred."))
    independence: str | None
    extent: int = Field(description=_("Deficient cases."))
    extensions: int
    listings: int = Field(description=_("How often an inspection listed it."))
    merges: int
    closures: int
    reopenings: int
    repeat: bool = Field(description=_("Found again after it was closed."))
    source: str
    family: str
    inspector_group: str
    note: str
    inspection: str | None = Field(description=_("The address of the inspection that raised it, if you may see it."))
    steps: list[StepSaid] = Field(description=_("The newest first."))
    next: list[NextSaid]
    others: list[FindingBrief] = Field(description=_("Other findings of the same item at the same unit."))
    url: str
