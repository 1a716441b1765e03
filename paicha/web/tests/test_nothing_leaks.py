"""No page, list, search, chart, problem or export that somebody opens holds a word of a unit outside their reach.

The tree and the posts are random; what somebody may see is worked out here from the posts alone, without paths.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st

from paicha.orgs.models import Person
from paicha.testing.forest import Forest, grow, somebody
from paicha.testing.house import House
from paicha.testing.scale import examples
from paicha.testing.visitor import visitor

ROLES = ("administrator", "coordinator", "liaison", "head", "owner", "inspector", "verifier")
PAGES = (
    "/overview",
    "/overview?from=2025-01-01&to=2026-06-30",
    "/overview?line=land",
    "/overview?line=trade",
    "/findings",
    "/findings?sort=deadline",
    "/findings?sort=-raised&state=open",
    "/inspections",
    "/inspections?sort=done",
    "/units",
    "/units?inspected=1",
    "/figures",
    "/figures/findings_total?by=child",
    "/figures/findings_total?by=item",
    "/figures/failed_inspection_rate?by=source",
    "/figures/units_total?by=child",
    "/figures/closure_rate_due?by=month",
    "/reports",
    "/reports/new",
    "/ledger",
    "/people",
    "/people/why",
    "/jobs",
    "/account/",
    "/more",
    "/scales",
    "/imports",
    "/units/open",
)


@pytest.fixture
def forest(sqlite_house: House) -> Iterator[Forest]:
    """One forest; each example is another person in it."""
    return grow(7)  # type: ignore[return-value]


posts = st.lists(
    st.tuples(st.sampled_from(ROLES), st.booleans(), st.integers(0, 200)), min_size=0, max_size=3, unique=True
)
_numbers = iter(range(10**6))


def posted(forest: Forest, wanted: list[tuple[str, bool, int]]) -> tuple[Person, set[int], set[int]]:
    """A person with these posts; the units they see, and those above their posts, whose names are no secret."""
    held, seen, above = [], set(), set()
    for role, territorial, number in wanted:
        line = forest.territory if territorial else forest.trade
        placed = [unit for unit in forest.units if (line.pk, unit.pk) in forest.above]
        unit = placed[number % len(placed)]
        if (role, line, unit) in held:
            continue
        held.append((role, line, unit))
        seen |= forest.subtree(line, unit)
    for unit in (each for each in forest.units if each.pk in seen):
        above |= forest.ancestors(forest.territory, unit) | forest.ancestors(forest.trade, unit)
    return somebody(forest, f"person-{next(_numbers)}", held), seen, above


def told(content: bytes, forest: Forest, numbers: set[int]) -> list[str]:
    """Those of the units whose word stands in an answer."""
    text = content.decode(errors="replace")
    return [forest.words[number] for number in numbers if forest.words[number] in text]


@examples(3, phases=[Phase.generate])
@given(wanted=posts)
def test_pages_tell_nothing_from_outside(forest: Forest, wanted: list[tuple[str, bool, int]]) -> None:
    person, seen, above = posted(forest, wanted)
    outside = {unit.pk for unit in forest.units} - seen - above
    client = visitor(person)
    for page in PAGES:
        answer = client.get(page)
        assert answer.status_code in (200, 302, 403, 404), (page, answer.status_code)
        assert told(answer.content, forest, outside) == [], page
        for more in _fragments(answer.content.decode(errors="replace")):
            assert told(client.get(more).content, forest, outside) == [], (page, more)


def _fragments(text: str) -> list[str]:
    """What the page fetches after it is there, and the next page of a list."""
    found = re.findall(r'hx-get="([^"]+)"', text) + re.findall(r'href="(/[^"]*cursor=[^"]+)"', text)
    return [each.replace("&amp;", "&") for each in found]


@examples(2, phases=[Phase.generate])
@given(wanted=posts)
def test_what_is_outside_looks_absent(forest: Forest, wanted: list[tuple[str, bool, int]]) -> None:
    person, seen, above = posted(forest, wanted)
    client = visitor(person)
    for unit in forest.units:
        word = forest.words[unit.pk]
        page, found = client.get(f"/units/{unit.pk}"), client.get(f"/search?q={word}")
        if unit.pk in seen:
            assert page.status_code == 200
            assert f"/units/{unit.pk}" in found.content.decode()
            continue
        assert page.status_code == client.get(f"/units?unit={quote(unit.code)}").status_code == 404
        assert f"/units/{unit.pk}" not in found.content.decode()
        answers = [page, found]
        for kind in ("finding", "inspection"):
            numbers = list(getattr(unit, f"{kind}s").order_by("pk").values_list("pk", flat=True)[:2])
            answers += [client.get(f"/{kind}s/{number}") for number in numbers]
        assert [each.status_code for each in answers if each is not found and each.status_code != 404] == []
        if unit.pk not in above:  # the names above one's place are no secret
            assert [each for each in answers if f"Unit {word}" in each.content.decode()] == []
