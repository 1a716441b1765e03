"""Who reads which entries of the ledger, and what of them, in the words of the cast."""

from datetime import date, timedelta

import pytest

from paicha.kernel import clock
from paicha.kernel.problems import Problem
from paicha.ledger.models import Entry
from paicha.orgs.actions.people import add_person, end_post, give_post
from paicha.orgs.actions.units import close_unit, merge_unit, move_unit, open_unit, rename_unit
from paicha.orgs.models import Person, Post
from paicha.orgs.user_administration import visible
from paicha.readership.access import filtered_entries, known_people, readable_entries, readable_entry
from paicha.readership.rendering import appended_rows, entry_details, render_entries
from paicha.testing.cast import Cast


def town_hall(people: Cast, role: str = "coordinator") -> Person:
    """Somebody who sees the ledger of the north."""
    person = add_person(people.terminal, username="registrar", name="Registrar", language="en")
    give_post(people.terminal, person=person, role=role, line=people.territory, unit=people.north)
    return person


def sentences(by: Person, **asked: object) -> list[str]:
    """What `by` reads, the newest first."""
    return [line.sentence for line in render_entries(by, list(filtered_entries(by, **asked).order_by("-position")))]  # type: ignore[arg-type]


def test_who_sees_the_ledger_everywhere_reads_all_of_it(people: Cast) -> None:
    assert readable_entries(people.terminal).count() == Entry.objects.count()
    assert all(line.whole for line in render_entries(people.terminal, list(Entry.objects.all())))


def test_who_has_no_post_for_it_reads_none(people: Cast) -> None:
    with pytest.raises(Problem) as refused:
        readable_entries(people.head)
    assert refused.value.code == "not_allowed"


def test_a_coordinator_reads_what_was_done_below_their_unit(people: Cast) -> None:
    read = sentences(town_hall(people))
    assert "Unit bakery was opened under north." in read
    assert "Unit north was opened under city." in read  # the name above is no secret
    assert "Line food was drawn." in read
    assert not any("south" in line or "noodles" in line for line in read)


def test_a_move_is_told_without_the_unit_that_is_out_of_reach(people: Cast) -> None:
    registrar = town_hall(people)
    move_unit(people.terminal, unit=people.canteen, line=people.territory, parent=people.south)
    assert not any("canteen" in line for line in sentences(registrar))
    move_unit(people.terminal, unit=people.canteen, line=people.territory, parent=people.north)
    read = sentences(registrar, subject="unit", number=people.canteen.pk)
    assert read[:2] == [
        "Unit canteen was moved to north in line territorial.",
        "Unit canteen was moved to a unit outside your reach in line territorial.",
    ]


def test_what_was_done_to_a_unit_above_is_read_where_it_moved_those_below(people: Cast) -> None:
    registrar = town_hall(people)
    quarter = open_unit(people.terminal, code="quarter", name="Quarter", line=people.territory, parent=people.city)
    move_unit(people.terminal, unit=people.north, line=people.territory, parent=quarter)
    assert "Unit north was moved to quarter in line territorial." in sentences(registrar)
    rename_unit(people.terminal, unit=quarter, name="Old quarter")
    assert not any("Old quarter" in line for line in sentences(registrar))


def test_posts_are_read_where_they_are_and_people_by_who_looks_after_them(people: Cast) -> None:
    registrar = town_hall(people)
    number = people.head.pk
    assert f"Person no. {number} was made head of north in line territorial." in sentences(registrar)
    assert f"Person no. {people.outsider.pk} was made head of south in line territorial." not in sentences(registrar)
    assert f"Person no. {number} was added." not in sentences(registrar)
    assert [each.username for each in known_people(registrar)] == ["registrar"]
    end_post(people.terminal, post=Post.objects.get(person=registrar))
    give_post(people.terminal, person=registrar, role="administrator", line=people.territory, unit=people.north)
    assert f"Person no. {number} was added." in sentences(registrar)
    assert f"Person no. {people.outsider.pk} was added." not in sentences(registrar)


def test_who_moved_on_to_a_post_elsewhere_is_known_there_only(people: Cast) -> None:
    """The same people are known by name as can be seen: paicha.orgs.user_administration says which."""
    registrar = town_hall(people, role="administrator")
    assert people.head in known_people(registrar)
    end_post(people.terminal, post=Post.objects.get(person=people.head))
    assert people.head in known_people(registrar)  # nobody is lost who holds no post any more
    give_post(people.terminal, person=people.head, role="head", line=people.territory, unit=people.south)
    assert people.head not in known_people(registrar)
    assert set(known_people(registrar)) == set(Person.objects.filter(visible(registrar)))


def test_who_did_it_is_a_name_only_for_who_may_know_it(people: Cast) -> None:
    registrar = town_hall(people)
    rename_unit(people.coordinator, unit=people.bakery, name="Old bakery")
    rename_unit(registrar, unit=people.bakery, name="New bakery")
    mine, theirs = render_entries(registrar, list(readable_entries(registrar).order_by("-position")[:2]))
    assert (mine.author.name, theirs.author.name) == ("Registrar", f"person no. {people.coordinator.pk}")
    names = [
        line.author.name for line in render_entries(people.terminal, list(Entry.objects.order_by("-position")[:2]))
    ]
    assert names == ["Registrar", "Coordinator"]


def test_entries_are_asked_by_who_what_and_when(people: Cast) -> None:
    registrar = town_hall(people)
    rename_unit(registrar, unit=people.bakery, name="New bakery")
    assert sentences(registrar, who="registrar") == ["Unit bakery is now called New bakery."]
    assert sentences(registrar, who=str(registrar.pk)) == ["Unit bakery is now called New bakery."]
    assert sentences(registrar, who="coordinator") == sentences(registrar, who="nobody") == []
    assert sentences(registrar, kind="orgs.unit_renamed") == ["Unit bakery is now called New bakery."]
    today = clock.today()
    assert sentences(registrar, since=today, until=today) == sentences(registrar)
    assert sentences(registrar, since=today + timedelta(days=1)) == sentences(registrar, until=date.min) == []
    assert sentences(registrar, since=date.min, until=date.max) == sentences(registrar)
    with pytest.raises(Problem):
        sentences(registrar, kind="orgs.unit_sold")


def test_records_and_entries_out_of_reach_are_absent(people: Cast) -> None:
    registrar = town_hall(people)
    far = Entry.objects.get(kind="orgs.unit_opened", subject_id=people.noodles.pk)
    asked = [("unit", people.noodles.pk), ("unit", 999), ("unit", None), ("unit", 2**70), ("cat", 1), ("person", 1)]
    for subject, number in asked:
        with pytest.raises(Problem) as refused:
            filtered_entries(registrar, subject=subject, number=number)
        assert refused.value.code == "absent"
    for position in (far.position, 10_000, 2**70):
        with pytest.raises(Problem) as refused:
            readable_entry(registrar, position)
        assert refused.value.code == "absent"
    assert readable_entry(people.terminal, far.position) == far


def test_a_person_reads_what_was_done_to_their_own_account(people: Cast) -> None:
    registrar = town_hall(people)
    read = sentences(registrar, subject="person", number=registrar.pk)
    number = registrar.pk
    assert read == [
        f"Person no. {number} was made coordinator of north in line territorial.",
        f"Person no. {number} was added.",
    ]


def test_an_entry_whole_says_what_it_vouches_for(people: Cast) -> None:
    merge_unit(people.terminal, unit=people.canteen, survivor=people.bakery, on=date(2025, 6, 1))
    entry = Entry.objects.order_by("-position")[0]
    found = entry_details(people.terminal, entry)
    assert [(each.name, each.count) for each in found.covers] == [("orgs_unit/1", 1), ("orgs_placement/1", 1)]
    assert found.fits
    assert found.rendered.words["survivor"] == "bakery"
    rows, following = appended_rows(people.terminal, entry, "orgs_unit")
    assert [row.unit for row in rows] == [people.canteen.pk]  # type: ignore[attr-defined]
    assert following is None
    assert appended_rows(people.terminal, entry, "orgs_person") == ([], None)


def test_an_entry_is_counted_anew_within_the_reach(people: Cast) -> None:
    """North and all below it moved: its coordinator sees three places, the head of the bakery's street but one."""
    move_unit(people.terminal, unit=people.north, line=people.territory, parent=people.south)
    entry = Entry.objects.order_by("-position")[0]
    assert {each.name: each.count for each in entry_details(people.terminal, entry).covers} == {"orgs_placement/1": 3}
    person = add_person(people.terminal, username="warden", name="Warden", language="en")
    give_post(people.terminal, person=person, role="coordinator", line=people.territory, unit=people.bakery)
    seen = entry_details(person, entry)
    assert {each.name: each.count for each in seen.covers} == {"orgs_placement/1": 1}
    assert seen.rendered.sentence == "Unit north was moved to south in line territorial."
    assert "count" not in seen.rendered.words
    assert not seen.rendered.whole


def test_closing_is_read_by_a_sectoral_post_too(people: Cast) -> None:
    """An office of a line reads what became of its units, and nothing of what is below the same towns."""
    person = add_person(people.terminal, username="food", name="Food", language="en")
    give_post(people.terminal, person=person, role="coordinator", line=people.food, unit=people.food_office)
    close_unit(people.terminal, unit=people.canteen, on=clock.today())
    close_unit(people.terminal, unit=people.bakery, on=clock.today())
    read = sentences(person)
    assert read[0] == f"Unit bakery was closed on {clock.today().isoformat()}."
    assert not any("canteen" in line for line in read)
    assert "Unit bakery was opened under north." in read
