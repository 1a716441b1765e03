"""A forest in which every unit has a word of its own, in its code, its name and in all that is written about it.

Whoever may not see a unit must never meet its word: on no page, in no list, export, problem, chart or answer.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from paicha.checklists.actions import publish_items, publish_scale
from paicha.checklists.queries import grades_of, items_of
from paicha.inspections.actions import take_in_inspections
from paicha.inspections.sources import Listed, Report, Source
from paicha.kernel.canonical import digest
from paicha.ledger.checkpoints import checkpoint
from paicha.orgs.actions.people import add_person, give_post, terminal
from paicha.orgs.actions.units import draw_line, move_unit, open_unit
from paicha.orgs.models import Line, Person, Unit

START = date(2025, 3, 3)
LETTERS = "bcdfghjklmnpqrstvwxz"  # no vowels, so that no word of a language comes out


@dataclass(frozen=True)
class Forest:
    """Two lines over the same shops: `territory` (towns) and `trade` (offices). `words` by unit number."""

    territory: Line
    trade: Line
    units: tuple[Unit, ...]
    words: dict[int, str]
    above: dict[tuple[int, int], int | None]  # (line, unit): the unit it stands under

    def subtree(self, line: Line, unit: Unit) -> set[int]:
        """The numbers of a unit and of all below it in a line, worked out without paths."""
        found = {unit.pk}
        while True:
            more = {child for (at, child), parent in self.above.items() if at == line.pk and parent in found} - found
            if not more:
                return found
            found |= more

    def ancestors(self, line: Line, unit: Unit) -> set[int]:
        """The numbers of the units above one in a line."""
        found: set[int] = set()
        at = self.above.get((line.pk, unit.pk))
        while at is not None:
            found.add(at)
            at = self.above.get((line.pk, at))
        return found


def grow(seed: int, shops: int = 14) -> Forest:
    """Found an installation and grow a forest in it; the same seed gives the same one."""
    chance, by = Random(seed), terminal()  # noqa: S311  nothing is secret here
    territory = draw_line(by, code="land", kind="territorial", name_zh="属地", name_en="Land")
    trade = draw_line(by, code="trade", kind="sectoral", name_zh="行业", name_en="Trade")
    words: dict[int, str] = {}
    above: dict[tuple[int, int], int | None] = {}
    units: list[Unit] = []

    def opened(line: Line, parent: Unit | None, kind: str) -> Unit:
        word = "".join(chance.choices(LETTERS, k=7))
        inspected = kind == "shop"
        unit = open_unit(
            by,
            code=f"u-{word}",
            name=f"Unit {word}",
            line=line,
            parent=parent,
            kind=kind,
            inspected=inspected,
            opened_on=START if inspected else None,
        )
        words[unit.pk], above[line.pk, unit.pk] = word, parent.pk if parent else None
        units.append(unit)
        return unit

    city = opened(territory, None, "city")
    towns = [opened(territory, city, "town") for _ in range(3)]
    towns += [opened(territory, chance.choice(towns), "quarter") for _ in range(3)]
    office = opened(trade, None, "office")
    offices = [office, *(opened(trade, office, "desk") for _ in range(2))]
    for _ in range(shops):
        shop = opened(territory, chance.choice(towns), "shop")
        if chance.random() < 0.7:
            desk = chance.choice(offices)
            move_unit(by, unit=shop, line=trade, parent=desk)
            above[trade.pk, shop.pk] = desk.pk
    forest = Forest(territory, trade, tuple(units), words, above)
    _inspect(by, forest, chance)
    checkpoint()
    return forest


def _inspect(by: Person, forest: Forest, chance: Random) -> None:
    """Each shop is inspected by its town, and by its trade where it has one; every note holds the shop's word."""
    grades = grades_of(publish_scale(by, code="minor-serious-critical"))
    titles = {"1": "Floors are clean", "2": "Walls are whole"}
    for line in (forest.territory, forest.trade):
        version = publish_items(by, code=f"{line.code}-list", items=titles, name_zh="检查表", name_en="List")
        items, reports = items_of(version), []
        for unit in forest.units:
            if unit.kind != "shop" or (line.pk, unit.pk) not in forest.above:
                continue
            for number in range(chance.randint(1, 3)):
                word, on = forest.words[unit.pk], START + timedelta(days=chance.randrange(300))
                failed = [code for code in titles if chance.random() < 0.6]
                listed = [
                    Listed(items[code], 1, chance.choice(list(grades)), on + timedelta(days=14), f"{word} {code}")
                    for code in failed
                ]
                report = Report(
                    external_id=f"{line.code}-{word}-{number}",
                    content=digest([line.code, word, number]),
                    unit=unit,
                    done_on=on,
                    family="routine",
                    kind="routine",
                    held=True,
                    failed=bool(failed),
                    result=f"result {word}",
                    items=listed,
                )
                reports.append(report)
        source = Source(line.code, line, grades, version, not_listed_means_met=True)
        take_in_inspections(by, source=source, reports=sorted(reports, key=lambda each: each.done_on))


def somebody(forest: Forest, name: str, posts: list[tuple[str, Line, Unit]]) -> Person:
    """A person with posts in the forest."""
    person = add_person(terminal(), username=name, name=name.title(), language="en")
    for role, line, unit in posts:
        give_post(terminal(), person=person, role=role, line=line, unit=unit)
    return person
