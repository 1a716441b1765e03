"""A busy town: the cast, with inspections from two sources and the findings that follow from them.

`town` is the territory's own source, `trade` the food office's: a sectoral post sees only the latter. What happens in
the south has words of its own, so that a page of the north that holds one of them shows too much.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from paicha.checklists.actions import publish_items, publish_scale
from paicha.checklists.queries import grades_of, items_of
from paicha.inspections.actions import take_in_inspections
from paicha.inspections.sources import Listed, Report, Source
from paicha.kernel.canonical import digest
from paicha.ledger.checkpoints import checkpoint
from paicha.orgs.models import Line, Unit
from paicha.testing.cast import Cast, cast

START = date(2025, 3, 3)
TITLES = {"1.1": "Floors are clean and dry", "1.2": "Walls are whole", "2.1": "Hands are washed before work"}
ELSEWHERE = "Zanzibar"  # in every note of the south, and nowhere else
OUTSIDE = ("south", "noodles", "Noodles", "South", ELSEWHERE)
"""What nobody of the north may ever read."""


def day(number: int) -> date:
    """Day `number` of the story."""
    return START + timedelta(days=number)


@dataclass(frozen=True)
class Busy:
    """The cast of a busy town."""

    cast: Cast

    def inspections(self, unit: Unit) -> list[int]:
        """The numbers of a unit's inspections, by day."""
        return list(unit.inspections.order_by("done_on", "pk").values_list("pk", flat=True))

    def findings(self, unit: Unit) -> list[int]:
        """The numbers of a unit's findings."""
        return list(unit.findings.order_by("pk").values_list("pk", flat=True))


def make_busy(found: Cast) -> Busy:
    """Take in what happened."""
    town, trade = _source(found, "town", found.territory), _source(found, "trade", found.food)
    bakery, canteen, noodles = found.bakery, found.canteen, found.noodles
    _take_in(
        found,
        town,
        _report(town, "T1", 0, bakery, {"1.1": "critical", "1.2": "minor"}),
        _report(town, "T2", 1, canteen, {}),
        _report(town, "T3", 2, noodles, {"1.1": "critical", "2.1": "serious"}, ELSEWHERE),
        _report(town, "T4", 20, bakery, {"1.2": "minor"}, again=True),
        _report(town, "T5", 60, bakery, {"1.1": "critical"}),
        _report(town, "T6", 90, canteen, {"2.1": "serious"}),
        _report(town, "T7", 91, canteen, {}, held=False),
    )
    _take_in(
        found,
        trade,
        _report(trade, "F1", 10, bakery, {"2.1": "serious"}),
        _report(trade, "F2", 11, noodles, {"1.2": "minor"}, ELSEWHERE),
        _report(trade, "F3", 400, bakery, {}),
    )
    checkpoint()
    return Busy(found)


def _source(found: Cast, name: str, line: Line) -> tuple[Source, Mapping[str, int]]:
    version = publish_items(found.terminal, code=f"{name}-list", items=TITLES, name_zh="卫生检查表", name_en="Hygiene")
    grades = grades_of(publish_scale(found.terminal, code="minor-serious-critical"))
    return Source(name, line, grades, version, not_listed_means_met=True), items_of(version)


def _report(
    source: tuple[Source, Mapping[str, int]],
    key: str,
    on: int,
    unit: Unit,
    items: Mapping[str, str],
    word: str = "",
    *,
    again: bool = False,
    held: bool = True,
) -> Report:
    said = [key, on, unit.code, *sorted(items.items()), word, again, held]
    listed = [
        Listed(source[1][code], 1, severity, day(on + 14), f"{key} {TITLES[code].lower()} {word}".strip())
        for code, severity in items.items()
    ]
    return Report(
        external_id=key,
        content=digest(said),
        unit=unit,
        done_on=day(on),
        family="routine",
        kind="routine",
        held=held,
        failed=bool(items),
        result=("failed" if items else "passed") if held else "not held",
        recheck=again,
        inspector_group="blue",
        items=listed,
    )


def _take_in(found: Cast, source: tuple[Source, Mapping[str, int]], *reports: Report) -> None:
    take_in_inspections(found.terminal, source=source[0], reports=_sorted(reports))


def _sorted(reports: Sequence[Report]) -> list[Report]:
    return sorted(reports, key=lambda each: each.done_on)


def busy_town() -> Busy:
    """The busy town with its cast, in the house this process works in."""
    return make_busy(cast())
