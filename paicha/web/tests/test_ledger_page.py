"""The pages of the ledger."""

import re
from datetime import timedelta

import pytest

from paicha.findings.actions.single import raise_finding
from paicha.kernel import clock
from paicha.ledger.kinds import all_kinds
from paicha.ledger.models import Entry
from paicha.ledger.tests.records import unguarded
from paicha.orgs.actions.people import add_person, give_post
from paicha.orgs.actions.units import rename_unit
from paicha.orgs.models import Person
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.visitor import counted, visitor


def page(by: Person, address: str, language: str = "en") -> str:
    """A page of the ledger as somebody reads it."""
    Person.objects.filter(pk=by.pk).update(language=language)
    answer = visitor(by).get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.fixture
def registrar(busy: Busy) -> Person:
    """Somebody who sees the ledger of the north."""
    person = add_person(busy.cast.terminal, username="registrar", name="Registrar", language="en")
    give_post(busy.cast.terminal, person=person, role="coordinator", line=busy.cast.territory, unit=busy.cast.north)
    return person


def last(kind: str) -> Entry:
    """The newest entry of a kind."""
    return Entry.objects.filter(kind=kind).order_by("-position")[0]


def test_entries_are_sentences_in_the_readers_language(busy: Busy) -> None:
    assert "Unit bakery was opened under north." in page(busy.cast.terminal, "/ledger")
    chinese = page(busy.cast.terminal, "/ledger", "zh-hans")
    assert "Unit bakery was opened" not in chinese
    assert "bakery" in chinese


def test_only_those_whose_post_sees_it_read_it(busy: Busy) -> None:
    for person in (busy.cast.head, busy.cast.owner, busy.cast.inspector):
        for address in ("/ledger", "/ledger/1", "/ledger/99999"):
            assert visitor(person).get(address).status_code == 403


def test_the_ledger_of_the_north_says_nothing_of_the_south(busy: Busy, registrar: Person) -> None:
    rename_unit(busy.cast.terminal, unit=busy.cast.noodles, name="Noodles and more")
    text = page(registrar, "/ledger")
    assert "Inspections were taken in from town." in text
    assert "stands here without its numbers" in text
    pages = [text, *(page(registrar, f"/ledger?cursor={cursor}") for cursor in cursors(text))]
    for entry in Entry.objects.all():
        answer = visitor(registrar).get(f"/ledger/{entry.position}")
        assert answer.status_code in (200, 404)
        pages.append(answer.content.decode())
    assert [word for word in OUTSIDE for each in pages if word in each] == []


def cursors(text: str) -> list[str]:
    """The pages that a page leads on to."""
    return re.findall(r'href="[^"]*cursor=([^"&]+)', text)


def test_entries_are_paged_both_ways(busy: Busy) -> None:
    for number in range(60):
        rename_unit(busy.cast.terminal, unit=busy.cast.bakery, name=f"Bakery {number}")
    first = page(busy.cast.terminal, "/ledger?what=orgs.unit_renamed")
    assert first.count("is now called Bakery") == 50
    (cursor,) = cursors(first)
    second = page(busy.cast.terminal, f"/ledger?what=orgs.unit_renamed&cursor={cursor}")
    assert second.count("is now called Bakery") == 10
    (back,) = cursors(second)
    assert page(busy.cast.terminal, f"/ledger?what=orgs.unit_renamed&cursor={back}").count("is now called Bakery") == 50


def test_entries_are_asked_by_who_what_and_when(busy: Busy, registrar: Person) -> None:
    rename_unit(registrar, unit=busy.cast.canteen, name="Old canteen")
    for address in ("/ledger?who=registrar", f"/ledger?who={registrar.pk}", "/ledger?what=orgs.unit_renamed"):
        text = page(registrar, address)
        assert text.count("is now called Old canteen") == 1
        assert text.count('href="/ledger/') == 1
    today = clock.today()
    assert "Old canteen" in page(registrar, f"/ledger?from={today}&to={today}")
    assert "No entries" in page(registrar, f"/ledger?to={today - timedelta(days=9000)}")
    assert "No entries" in page(registrar, "/ledger?who=nobody")


def test_a_record_leads_to_its_entries(busy: Busy, registrar: Person) -> None:
    cast = busy.cast
    finding = raise_finding(cast.terminal, unit=cast.bakery, line=cast.territory, on=clock.today(), source="onsite")
    text = page(registrar, f"/ledger?subject=finding&number={finding.pk}")
    assert text.count('href="/ledger/') == 1
    assert f'href="/findings/{finding.pk}"' in text
    town = busy.inspections(cast.bakery)[0]
    assert "Inspections were taken in from town." in page(registrar, f"/ledger?subject=inspection&number={town}")
    assert page(registrar, f"/ledger?subject=unit&number={cast.bakery.pk}").count('href="/ledger/') == 2
    for subject, number in (("unit", cast.noodles.pk), ("finding", busy.findings(cast.noodles)[0]), ("dog", 1)):
        assert visitor(registrar).get(f"/ledger?subject={subject}&number={number}").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("what=nothing", 400),
        ("from=2025-02-30", 422),
        ("to=soon", 422),
        ("cursor=x", 400),
        ("cursor=", 200),
        ("from=0001-01-01&to=9999-12-31", 200),
        ("who=%00", 400),
        ("subject=unit", 404),
        ("subject=unit&number=x", 404),
        ("subject=unit&number=99999999999999999999", 404),
        ("number=5", 200),
        ("who=" + "9" * 40, 200),
    ],
)
def test_what_cannot_be_asked_is_told(busy: Busy, query: str, status: int) -> None:
    answer = visitor(busy.cast.coordinator).get(f"/ledger?{query}")
    assert answer.status_code == status, answer.content.decode()[:3000]


def test_an_entry_is_shown_whole(busy: Busy) -> None:
    taken = last("inspections.taken_in")
    text = page(busy.cast.terminal, f"/ledger/{taken.position}")
    for covered in taken.covers.values():
        assert covered["root"] in text
    assert bytes(taken.leaf).hex() in text
    assert "fits what it says" in text
    assert "Signed note" in text
    followed = last("findings.followed")
    assert followed.cause == taken.id
    assert f'href="/ledger/{followed.position}"' in text
    assert f'href="/ledger/{taken.position}"' in page(busy.cast.terminal, f"/ledger/{followed.position}")
    steps = page(busy.cast.terminal, f"/ledger/{followed.position}?table=findings_finding")
    assert "raise · 13 Mar 2025" in steps
    for odd in ("?table=orgs_person", "?table=x", "?after=x", "?after=999999", "?after=" + "9" * 30):
        assert visitor(busy.cast.terminal).get(f"/ledger/{followed.position}{odd}").status_code == 200


def test_an_entry_that_was_altered_does_not_fit(busy: Busy) -> None:
    position = last("orgs.post_given").position
    assert "does not fit what it says" not in page(busy.cast.terminal, f"/ledger/{position}")
    with unguarded():
        Entry.objects.filter(position=position).update(by=busy.cast.head.pk)
        text = page(busy.cast.terminal, f"/ledger/{position}")
    assert "does not fit what it says" in text
    assert "</svg> fits what it says" not in text


def test_positions_without_an_entry_are_absent(busy: Busy) -> None:
    for position in (0, 10**9, 2**63, 10**30):
        assert visitor(busy.cast.terminal).get(f"/ledger/{position}").status_code == 404


def test_the_page_of_a_person_is_offered_to_who_may_open_it(busy: Busy, registrar: Person) -> None:
    """One's own account is read by everybody who reads the ledger; the pages of people are another matter."""
    about = f"/ledger?subject=person&number={registrar.pk}"
    assert f'href="/people/{registrar.pk}"' not in page(registrar, about)
    assert f'href="/people/{registrar.pk}"' in page(busy.cast.terminal, about)
    give_post(
        busy.cast.terminal, person=registrar, role="administrator", line=busy.cast.territory, unit=busy.cast.north
    )
    assert f'href="/people/{registrar.pk}"' in page(registrar, about)
    assert visitor(registrar).get(f"/people/{registrar.pk}").status_code == 200


def test_every_kind_can_be_chosen_by_its_sentence(busy: Busy) -> None:
    text = page(busy.cast.terminal, "/ledger")
    assert [kind.name for kind in all_kinds() if f'<option value="{kind.name}">' not in text] == []


def test_it_asks_as_much_of_the_database_however_many_entries_there_are(busy: Busy, registrar: Person) -> None:
    client, visits = visitor(registrar), []
    for size in (1, 40):
        for number in range(size):
            rename_unit(busy.cast.coordinator, unit=busy.cast.bakery, name=f"Bakery {number}")
        client.get("/ledger")
        with counted() as queries:
            assert client.get("/ledger").status_code == 200
        visits.append(len(queries))
    assert visits[1] <= visits[0] <= 30  # which records they are about makes a difference, how many does not
