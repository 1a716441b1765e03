"""What a source reports, before it is taken in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from paicha.checklists.models import Grade, Version
from paicha.orgs.models import Line, Unit


@dataclass(frozen=True, slots=True)
class Listed:
    """An item that an inspection lists: how often, how grave (None: ungraded), until when, and the words."""

    item: int
    times: int
    severity: str | None
    deadline: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Report:
    """An inspection as a source reports it. `counts` or `items`, whichever the source has; neither when not held."""

    external_id: str
    content: bytes
    unit: Unit
    done_on: date
    family: str
    kind: str
    held: bool
    failed: bool
    result: str
    recheck: bool = False
    inspector_group: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    items: Sequence[Listed] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where reports come from, and how they are to be read."""

    name: str
    line: Line
    grades: Mapping[str, Grade]
    version: Version | None = None  # the checklist that items belong to
    not_listed_means_met: bool = False
