"""The page of an inspection."""

from paicha.inspections.models import Inspection
from paicha.inspections.tests.reporting import counting, listing
from paicha.orgs.models import Person
from paicha.testing.busy import ELSEWHERE, OUTSIDE, Busy
from paicha.testing.visitor import counted, visitor


def page(by: Person, number: int, query: str = "") -> str:
    """The page of an inspection as somebody reads it."""
    Person.objects.filter(pk=by.pk).update(language="en")
    answer = visitor(by).get(f"/inspections/{number}{query}")
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def named(key: str) -> int:
    """The number of the inspection that a source calls so."""
    return Inspection.objects.get(external_id=key).pk


def test_it_shows_every_item_with_its_answer(busy: Busy) -> None:
    text = page(busy.cast.head, named("T1"))
    assert "T1 floors are clean and dry" in text
    assert "2 failed, 1 not listed and so met" in text
    assert "Hands are washed before work" not in text
    whole = page(busy.cast.head, named("T1"), "?items=all")
    assert whole.count('class="pc-answer') - whole.count('class="pc-answer-r"') - whole.count('class="pc-answers"') == 3
    assert "Hands are washed before work" in whole
    first = busy.findings(busy.cast.bakery)[0]
    assert f'href="/findings/{first}"' in text
    assert "found it" in text


def test_what_it_closed_without_listing_it_stands_there_too(busy: Busy) -> None:
    text = page(busy.cast.head, named("T4"))
    assert "listed it again while it was open" in text
    assert "findings that it touched without listing their items" in text
    assert "verified and closed it" in text


def test_a_source_that_only_counts_shows_its_counts(busy: Busy) -> None:
    source = counting(busy.cast)
    source.take_in(source.report("c1", 30, busy.cast.canteen, counts={"major": 2, "general": 0}))
    text = page(busy.cast.head, named("c1"))
    assert "this source gives numbers by severity, no items" in text
    assert "2 cases, counted without a description" in text
    assert "pc-answers" not in text


def test_an_attempt_says_that_it_could_not_be_held(busy: Busy) -> None:
    text = page(busy.cast.head, named("T7"))
    assert "It could not be held" in text
    assert "pc-answers" not in text


def test_the_ones_before_and_after_are_a_step_away(busy: Busy) -> None:
    numbers = busy.inspections(busy.cast.bakery)
    text = page(busy.cast.head, numbers[1])
    assert text.count(f'href="/inspections/{numbers[0]}"') == 2  # the button, and the list
    assert text.count(f'href="/inspections/{numbers[2]}"') == 2


def test_each_edition_can_be_read_and_what_changed(busy: Busy) -> None:
    source = listing(busy.cast, "again")
    source.take_in(source.report("e1", 30, busy.cast.canteen, items=["1", "2"]))
    source.take_in(source.report("e1", 31, busy.cast.canteen, items=["2", "3"]))
    number = named("e1")
    newest, first = page(busy.cast.head, number), page(busy.cast.head, number, "?edition=1")
    assert "edition 2 of 2" in newest
    assert "Day: 3 Apr 2025, was 2 Apr 2025." in newest
    assert "Listed now: 3 hands." in newest
    assert "No longer listed: 1 floor." in newest
    assert "e1: floor" in first
    assert "e1: floor" not in newest
    assert "This is edition 1. A later one holds." in first
    for wrong in ("3", "0", "x", "-1", "9" * 40):
        assert visitor(busy.cast.head).get(f"/inspections/{number}?edition={wrong}").status_code == 404


def test_an_edition_at_a_unit_out_of_reach_does_not_name_it(busy: Busy) -> None:
    source = listing(busy.cast, "moved")
    source.take_in(source.report("m1", 30, busy.cast.noodles, items=["1"]))
    source.take_in(source.report("m1", 30, busy.cast.canteen, items=["1"]))
    for query in ("", "?edition=1"):
        text = page(busy.cast.head, named("m1"), query)
        assert [word for word in OUTSIDE if word in text] == []
    assert "Unit: Canteen, was a unit outside your reach." in page(busy.cast.head, named("m1"))


def test_inspections_out_of_reach_are_absent(busy: Busy) -> None:
    cast = busy.cast
    far = [*busy.inspections(cast.bakery), 0, 10**6, 2**63, 10**30]
    answers = [visitor(cast.outsider).get(f"/inspections/{number}") for number in far]
    assert {answer.status_code for answer in answers} == {404}
    assert not any("Bakery" in answer.content.decode() for answer in answers)
    assert ELSEWHERE not in page(cast.head, named("T1"), "?items=all")


def test_an_inspector_of_a_line_sees_its_own_line_only(busy: Busy) -> None:
    cast = busy.cast
    text = page(cast.inspector, named("F1"))
    assert "Hands are washed before work" in text
    assert f'/inspections/{named("T1")}"' not in text
    assert visitor(cast.inspector).get(f"/inspections/{named('T1')}").status_code == 404


def test_it_asks_as_much_of_the_database_however_much_there_is(busy: Busy) -> None:
    source, client, visits = listing(busy.cast, "many"), visitor(busy.cast.head), []
    for size in (2, 9):
        source.take_in(
            *(
                source.report(f"m{size}-{each}", 40 + each, busy.cast.canteen, items=["1", "2", "3"][: 1 + each % 3])
                for each in range(size)
            )
        )
        number = named(f"m{size}-1")
        client.get(f"/inspections/{number}")
        with counted() as queries:
            assert client.get(f"/inspections/{number}").status_code == 200
        visits.append(len(queries))
    assert visits[0] == visits[1]
    assert visits[0] <= 30
