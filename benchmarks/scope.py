"""How fast is a page of findings within somebody's reach, against fetching the numbers of the units they reach?

The newest 50 of 1,000,000 findings that a person may see, by the predicate of orgs.permissions.within: with one post
(at a district of 5,000 units, a street of 250, a shop, a trade whose own records alone count) and with four (of a
district, two streets and a trade; of three shops and a street); the first page, and one that begins behind nine tenths
of what they see. Looking up the posts is part of it. The baseline asks for the numbers of all units in reach first.
"""

from collections.abc import Sequence

from django.db.models import Q
from installations import site
from measuring import Timing, options, show, timing
from synthetic import DISTRICT, KEEP, SHOP, STREET, TRADE, large

from paicha.findings.models import Finding
from paicha.orgs.actions.people import add_person, give_post, terminal
from paicha.orgs.models import Line, Person, Placement, Unit
from paicha.orgs.permissions import reach, within

PAGE = 50
TERRITORY, TRADES = "territorial", "trade"
Posts = Sequence[tuple[str, int]]  # line and unit
PEOPLE: dict[str, Posts] = {
    "1 post, a district": [(TERRITORY, DISTRICT)],
    "1 post, a street": [(TERRITORY, STREET)],
    "1 post, a shop": [(TERRITORY, SHOP)],
    "1 post, a trade's own": [(TRADES, TRADE)],
    "4 posts, large": [(TERRITORY, DISTRICT), (TERRITORY, STREET + 1), (TERRITORY, STREET + 2), (TRADES, TRADE)],
    "4 posts, small": [(TERRITORY, SHOP), (TERRITORY, SHOP + 1), (TERRITORY, STREET), (TRADES, SHOP + 2)],
}


def posted(name: str, posts: Posts) -> Person:
    """Somebody who holds these posts."""
    by = terminal()
    person = add_person(by, username=name.replace(" ", "-"), name=name)
    for line, unit in posts:
        give_post(by, person=person, role="head", line=Line.objects.get(code=line), unit=Unit.objects.get(pk=unit))
    return person


def page(by: Person, before: int) -> list[Finding]:
    """The newest findings below a number that somebody may see."""
    return list(within(by, "findings.see", Finding.objects.filter(pk__lt=before)).order_by("-pk")[:PAGE])


def page_by_numbers(by: Person, before: int) -> list[Finding]:
    """The same by lists of units."""
    where = Q(pk__in=[])
    for part in reach(by, "findings.see") or ():
        placed = Placement.objects.filter(line=part.line, path__gte=part.path, path__lt=part.end)
        units = list(placed.values_list("unit", flat=True))
        where |= Q(unit__in=units, line=part.line) if part.own else Q(unit__in=units)
    return list(Finding.objects.filter(where, pk__lt=before).order_by("-pk")[:PAGE])


def measured(name: str, by: Person, before: int, runs: int) -> tuple[Timing, Timing]:
    """The timings of a page by the predicate and by lists."""
    assert page(by, before) == page_by_numbers(by, before)
    ours = timing(name, lambda: page(by, before), runs, warm=1)
    theirs = timing("    by numbers of units", lambda: page_by_numbers(by, before), runs, warm=1)
    return ours, theirs


def main() -> None:
    """Measure on each database."""
    chosen = options(__doc__, runs=9, keep=KEEP)
    with site(chosen.database) as ground:
        for database in chosen.database:
            rows = []
            with large(ground, database, chosen.keep):
                newest = Finding.objects.order_by("-pk")[0].pk + 1
                for name, posts in PEOPLE.items():
                    by = posted(name, posts)
                    seen = within(by, "findings.see", Finding.objects.all())
                    count = seen.count()
                    deep = seen.order_by("-pk").values_list("pk", flat=True)[count * 9 // 10]
                    for which, before in (("first", newest), ("deep", deep)):
                        ours, theirs = measured(f"{name}, {which} page of {count:,}", by, before, chosen.runs)
                        rows += [ours.row(theirs), theirs.row(theirs)]
            show(f"The newest {PAGE} findings in reach, of 1,000,000, {database}", rows)


if __name__ == "__main__":
    main()
