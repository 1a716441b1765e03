"""How many units make a reach large? What is selected within it, from the units and row by row.

Pages of findings, of the ledger and of people, for administrators of a shop, of 1 to 40 streets of 250 units each, and
of a district of 5,000. FEW_UNITS of orgs.reach stands where the two ways cost the same. 20,000 people hold posts.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any
from unittest.mock import patch

from django.db import connection
from installations import site
from measuring import options, show, timing
from synthetic import DISTRICT, KEEP, SHOP, STREET, large

from paicha.findings.models import Finding
from paicha.listing.declared import listing_named
from paicha.listing.questions import asked
from paicha.orgs import reach
from paicha.orgs.actions.people import add_person, give_post, terminal
from paicha.orgs.models import Line, Person, Post, Unit
from paicha.orgs.permissions import within
from paicha.orgs.queries import people
from paicha.readership.access import readable_entries

STREETS = 400
PLACES: dict[str, Sequence[int]] = {
    "a shop": [SHOP],
    **{f"{250 * count:,} units": range(STREET, STREET + STREETS, STREETS // count)[:count] for count in (1, 4, 8, 20)},
    "5,000 units, one post": [DISTRICT],
}
WAYS = {"from units": 10**9, "row by row": -1}


def settled(number: int) -> None:
    """Give the organisation people who hold posts all over it."""
    chance, line = random.Random(7), Line.objects.get(code="territorial")
    made = [Person(username=f"p{each}", name=f"P {each}", salt=b"") for each in range(number)]
    held = Person.objects.bulk_create(made, batch_size=2_000)
    posts = [Post(person=each, role="head", line=line, unit_id=chance.randrange(1, 100_001)) for each in held]
    Post.objects.bulk_create(posts, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def administrator(name: str, units: Sequence[int]) -> Person:
    """Somebody who looks after these units."""
    person = add_person(terminal(), username=name.replace(" ", "-"), name=name)
    line = Line.objects.get(code="territorial")
    for unit in units:
        give_post(terminal(), person=person, role="administrator", line=line, unit=Unit.objects.get(pk=unit))
    return person


def sites(by: Person) -> dict[str, Callable[[], Any]]:
    """What is selected within a reach."""
    list_ = listing_named("findings")
    plain, filtered = (asked(list_, by, given) for given in ({}, {"overdue": ["1"], "severity": ["major"]}))
    return {
        "newest findings": lambda: list(within(by, "findings.see", Finding.objects.all()).order_by("-pk")[:50]),
        "list of findings": lambda: plain.page(by, None),
        "list, overdue and major": lambda: filtered.page(by, None),
        "ledger": lambda: list(readable_entries(by).order_by("-position")[:51]),
        "people": lambda: list(people(by)[:51]),
    }


def main() -> None:
    """Measure on each database."""
    chosen = options(__doc__, runs=3, keep=KEEP)
    with site(chosen.database) as ground:
        for database in chosen.database:
            rows = []
            with large(ground, database, chosen.keep):
                settled(20_000)
                for place, units in PLACES.items():
                    by = administrator(place, units)
                    for name, call in sites(by).items():
                        ways = {}
                        for way, few in WAYS.items():
                            with patch.object(reach, "FEW_UNITS", few):
                                ways[way] = timing(f"{name}, {place}, {way}", call, chosen.runs, warm=1)
                        rows += [each.row(ways["from units"]) for each in ways.values()]
                        print(*rows[-1], sep=" | ", flush=True)
            show(f"Within a reach, {database}", rows)


if __name__ == "__main__":
    main()
