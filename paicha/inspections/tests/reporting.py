"""Two small sources and what they report, for tests that take inspections in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from paicha.checklists.actions import publish_items, publish_scale
from paicha.checklists.queries import grades_of, items_of
from paicha.inspections.actions import TakenIn, take_in_inspections
from paicha.inspections.sources import Listed, Report, Source
from paicha.kernel.canonical import digest
from paicha.orgs.models import Unit
from paicha.testing.cast import Cast

START = date(2025, 3, 3)
TITLES = {"1": "floor", "2": "walls", "3": "hands"}


def day(number: int) -> date:
    """Day `number` of the story."""
    return START + timedelta(days=number)


@dataclass
class Reporter:
    """Writes reports of one source, in which `items` (codes) or `counts` (severity: cases) may be listed."""

    cast: Cast
    source: Source
    numbers: Mapping[str, int] = field(default_factory=dict)

    def report(
        self,
        key: str,
        on: int,
        unit: Unit | None = None,
        *,
        items: Sequence[str] = (),
        again: bool = False,
        held: bool = True,
        family: str = "routine",
        counts: Mapping[str, int] | None = None,
        severity: str | None = None,
        deadline: int | None = None,
    ) -> Report:
        """Inspection `key` on day `on` of `unit` (the bakery); `again`: a re-inspection."""
        unit = unit or self.cast.bakery
        due = None if deadline is None else day(deadline)
        said = [key, on, unit.code, *items, again, held, family, *sorted((counts or {}).items()), severity, deadline]
        listed = [Listed(self.numbers[code], 1, severity, due, f"{key}: {TITLES[code]}") for code in items]
        return Report(
            external_id=key,
            content=digest(said),
            unit=unit,
            done_on=day(on),
            family=family,
            kind=family,
            held=held,
            failed=bool(items),
            result="held" if held else "not held",
            recheck=again,
            inspector_group="blue",
            counts=counts or {},
            items=listed,
        )

    def take_in(self, *reports: Report) -> TakenIn:
        """Take the reports in, in one batch."""
        return take_in_inspections(self.cast.terminal, source=self.source, reports=reports)


def listing(cast: Cast, name: str = "town") -> Reporter:
    """A source that lists items; what a re-inspection does not list is met."""
    names = {"name_zh": "项目", "name_en": "Items"}
    version = publish_items(cast.terminal, code="items", items=TITLES, **names)
    grades = grades_of(publish_scale(cast.terminal, code="general-major"))
    source = Source(name, cast.territory, grades, version, not_listed_means_met=True)
    return Reporter(cast, source, items_of(version))


def counting(cast: Cast, name: str = "counts") -> Reporter:
    """A source that only counts, by severity."""
    grades = grades_of(publish_scale(cast.terminal, code="general-major"))
    return Reporter(cast, Source(name, cast.territory, grades))
