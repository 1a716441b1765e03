"""The page of a unit."""

from datetime import date

import pytest

from paicha.kernel import clock
from paicha.orgs.actions.intake import UnitWish, take_in_units
from paicha.orgs.actions.units import close_unit, merge_unit, move_unit, open_unit, rename_unit
from paicha.orgs.models import Person, Unit
from paicha.testing.busy import ELSEWHERE, OUTSIDE, Busy
from paicha.testing.visitor import counted, visitor


def page(by: Person, unit: Unit | int) -> str:
    """The page of a unit as somebody reads it."""
    Person.objects.filter(pk=by.pk).update(language="en")
    by.refresh_from_db()
    answer = visitor(by).get(f"/units/{unit if isinstance(unit, int) else unit.pk}")
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def test_it_tells_where_a_unit_stands_and_what_was_found_there(busy: Busy) -> None:
    cast = busy.cast
    text = page(cast.coordinator, cast.bakery)
    assert '<h1 class="pc-mt">Bakery</h1>' in text
    for number in busy.inspections(cast.bakery):
        assert f'href="/inspections/{number}"' in text
    assert "1.1 Floors are clean and dry" in text
    assert f'href="/units/{cast.north.pk}">North</a>' in text
    assert "<span>Food-Office</span>" in text  # a name above in another line, which the coordinator cannot open
    assert f"/ledger?subject=unit&amp;number={cast.bakery.pk}" in text
    assert 'class="pc-tile"' in text


def test_a_unit_out_of_reach_is_absent(busy: Busy) -> None:
    cast = busy.cast
    numbers = [cast.bakery.pk, cast.north.pk, cast.city.pk, 0, 10**6, 2**63, 10**30]
    answers = [visitor(cast.outsider).get(f"/units/{number}") for number in numbers]
    assert {answer.status_code for answer in answers} == {404}
    assert not any("Bakery" in answer.content.decode() for answer in answers)
    assert visitor(cast.head).get("/units/-1").status_code == 404


def test_nothing_of_the_south_stands_on_pages_of_the_north(busy: Busy) -> None:
    for by in (busy.cast.head, busy.cast.owner):
        text = page(by, busy.cast.bakery)
        assert [word for word in OUTSIDE if word in text] == []
    assert f'href="/units/{busy.cast.city.pk}"' not in page(busy.cast.head, busy.cast.bakery)


def test_an_inspector_of_a_line_sees_its_own_records_only(busy: Busy) -> None:
    text = page(busy.cast.inspector, busy.cast.bakery)
    town, trade = busy.inspections(busy.cast.bakery)[0], busy.inspections(busy.cast.bakery)[1]
    assert f'href="/inspections/{trade}"' in text
    assert f'href="/inspections/{town}"' not in text
    assert "2.1 Hands are washed before work" in text
    assert "1.1 Floors" not in text
    assert ELSEWHERE not in text


def test_who_may_change_it_is_offered_how(busy: Busy) -> None:
    cast = busy.cast
    bakery = cast.bakery.pk
    offered = [f'href="/units/{bakery}/{verb}"' for verb in ("rename", "move", "merge", "close")]
    text = page(cast.coordinator, cast.bakery)
    assert all(each in text for each in offered)
    assert f"/units/{bakery}/reopen" not in text
    assert not any(each in page(cast.head, cast.bakery) for each in offered)
    close_unit(cast.coordinator, unit=cast.canteen, on=clock.today())
    text = page(cast.coordinator, cast.canteen)
    assert f'href="/units/{cast.canteen.pk}/reopen"' in text
    assert f"/units/{cast.canteen.pk}/close" not in text


def test_it_tells_what_became_of_the_unit(busy: Busy) -> None:
    cast = busy.cast
    rename_unit(cast.coordinator, unit=cast.canteen, name="Old canteen")
    move_unit(cast.terminal, unit=cast.canteen, line=cast.territory, parent=cast.south)
    move_unit(cast.terminal, unit=cast.canteen, line=cast.territory, parent=cast.north)
    text = page(cast.coordinator, cast.canteen)
    assert "It is now called Old canteen." in text
    assert "Moved to South in line Territory." in text
    assert "Moved to North in line Territory." in text
    text = page(cast.head, cast.canteen)
    assert "Moved to a unit outside your reach in line Territory." in text
    assert "South" not in text
    assert "/ledger/" not in text


def test_a_merged_unit_leads_to_the_one_that_stayed(busy: Busy) -> None:
    cast = busy.cast
    merge_unit(cast.terminal, unit=cast.noodles, survivor=cast.canteen, on=date(2026, 5, 1))
    text = page(cast.coordinator, cast.noodles)
    assert f'<a href="/units/{cast.canteen.pk}">Canteen</a>' in text
    assert "Merged into Canteen on 1 May 2026." in text
    assert "<span>Canteen</span>" in page(cast.inspector, cast.noodles)
    assert f'href="/units/{cast.noodles.pk}"' in page(cast.head, cast.canteen)


def test_a_unit_that_oversees_shows_those_below_it(busy: Busy) -> None:
    text = page(busy.cast.coordinator, busy.cast.north)
    assert '/overview?line=territorial&amp;unit=north"' in text
    assert f'href="/units/{busy.cast.bakery.pk}"' in text
    assert "2 open" in text
    assert "<h2>Open findings</h2>" not in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_map_shows_the_unit_and_those_near_it(busy: Busy, language: str) -> None:
    cast = busy.cast
    spots = {
        "bakery": (41_823_636, -87_640_821),
        "canteen": (41_824_000, -87_640_000),
        "noodles": (41_823_600, -87_640_900),
    }
    wishes = [UnitWish(code, latitude_e6=north, longitude_e6=east) for code, (north, east) in spots.items()]
    take_in_units(cast.terminal, source="map", wishes=wishes)
    Person.objects.filter(pk=cast.head.pk).update(language=language)
    text = visitor(cast.head).get(f"/units/{cast.bakery.pk}").content.decode()
    assert 'class="pc-map"' in text
    assert 'href="geo:41.82364,-87.64082"' in text
    assert text.count('r="2.2"') == 1  # of the two near it, the one in reach
    assert "Canteen" in text
    assert "Noodles" not in text


def test_it_asks_as_much_of_the_database_however_much_there_is(busy: Busy) -> None:
    cast = busy.cast
    client, visits = visitor(cast.coordinator), []
    for size in (25, 60):
        for each in range(size):
            rename_unit(cast.coordinator, unit=cast.bakery, name=f"Bakery {each}")
            open_unit(cast.terminal, code=f"oven-{size}-{each}", name="Oven", line=cast.territory, parent=cast.bakery)
        client.get(f"/units/{cast.bakery.pk}")
        with counted() as queries:
            assert client.get(f"/units/{cast.bakery.pk}").status_code == 200
        visits.append(len(queries))
    assert visits[0] == visits[1]
    assert visits[0] <= 33


def test_posts_are_read_once_for_a_page(busy: Busy) -> None:
    """Whether somebody may do this or see that is asked many times; what their posts are, does not change meanwhile."""
    client = visitor(busy.cast.coordinator)
    with counted() as queries:
        client.get(f"/units/{busy.cast.bakery.pk}")
    assert sum('"orgs_post"."role" AS "role"' in query["sql"] for query in queries) == 1
