"""Who sees which people, who may appoint whom, and in whose charge an account is."""

import pytest

from paicha.kernel.problems import Problem
from paicha.orgs.actions.people import add_person, change_person, end_post, give_post, set_active
from paicha.orgs.models import Line, Person, Placement, Post, Unit
from paicha.orgs.queries import people as everybody
from paicha.orgs.queries import person_numbered, posts_by_person, units_to_appoint_at
from paicha.orgs.tests.telling import newest, refused
from paicha.orgs.user_administration import is_in_charge, may_appoint
from paicha.testing.cast import Cast


def administrator(people: Cast, unit: Unit, line: Line | None = None, name: str = "keeper") -> Person:
    """An administrator of a part."""
    post = ("administrator", line or people.territory, unit)
    return add_person(people.terminal, username=name, name=name.title(), post=post)


def names(by: Person) -> set[str]:
    """The user names that somebody sees."""
    return {person.username for person in everybody(by)}


def test_an_administrator_of_a_part_sees_those_with_a_post_in_it(people: Cast) -> None:
    assert names(administrator(people, people.north)) == {"keeper", "liaison", "head", "owner", "verifier"}


def test_an_administrator_of_a_line_sees_its_people(people: Cast) -> None:
    assert names(administrator(people, people.food_office, people.food)) == {"keeper", "inspector"}


def test_a_post_elsewhere_hides_nobody_and_shows_nobody(people: Cast) -> None:
    keeper = administrator(people, people.north)
    give_post(people.terminal, person=people.owner, role="head", line=people.territory, unit=people.south)
    assert "owner" in names(keeper)
    assert [post.unit for post in posts_by_person(keeper, [people.owner])[people.owner.pk]] == [people.bakery]
    end_post(people.terminal, post=Post.objects.get(person=people.owner, unit=people.bakery))
    assert "owner" not in names(keeper)
    with refused("absent"):
        person_numbered(keeper, people.owner.pk)


def test_who_holds_no_post_any_more_is_seen_where_they_held_one(people: Cast) -> None:
    keeper, other = administrator(people, people.north), administrator(people, people.south, name="other")
    end_post(people.terminal, post=Post.objects.get(person=people.owner))
    assert "owner" in names(keeper)
    assert "owner" not in names(other)


def test_who_never_held_a_post_is_seen_by_whoever_added_them(people: Cast) -> None:
    keeper, other = administrator(people, people.north), administrator(people, people.south, name="other")
    added = add_person(keeper, username="new", name="New")
    assert "new" in names(keeper)
    assert "new" in names(people.terminal)
    assert "new" not in names(other)
    give_post(people.terminal, person=added, role="head", line=people.territory, unit=people.south)
    assert "new" not in names(keeper)
    assert "new" in names(other)


def test_nobody_is_seen_without_a_post_that_looks_after_people(people: Cast) -> None:
    for by in (people.coordinator, people.owner, people.outsider):
        with refused("not_allowed"):
            everybody(by)
        with refused("not_allowed"):
            add_person(by, username="x", name="X")


def test_somebody_and_their_first_post_come_together_or_not_at_all(people: Cast) -> None:
    keeper = administrator(people, people.north)
    with refused("absent"):
        add_person(keeper, username="new", name="New", post=("head", people.territory, people.south))
    person = add_person(keeper, username="new", name="New", post=("head", people.territory, people.canteen))
    assert newest().kind == "orgs.post_given"
    assert [post.unit for post in Post.objects.filter(person=person)] == [people.canteen]


def test_a_post_that_reaches_further_than_the_giver_is_not_given(people: Cast) -> None:
    """The bakery is a unit of the north; as the food line's head of it one would see more, were something below it."""
    keeper = administrator(people, people.north)
    place = Placement.objects.get(unit=people.bakery, line=people.food)
    assert may_appoint(keeper, "inspector", place)
    noodles = Placement.objects.get(unit=people.noodles, line=people.food)
    Placement.objects.filter(pk=noodles.pk).update(path=f"{place.path}{people.noodles.pk}/", parent=people.bakery)
    assert not may_appoint(keeper, "inspector", place)
    with pytest.raises(Problem) as caught:  # the unit was moved without an action: the ledger is not asked
        give_post(keeper, person=people.owner, role="inspector", line=people.food, unit=people.bakery)
    assert caught.value.code == "post_too_wide"


def test_who_also_holds_a_post_everywhere_is_in_nobodys_charge_who_reaches_less(people: Cast) -> None:
    keeper = administrator(people, people.north)
    give_post(people.terminal, person=people.owner, role="head")
    assert "owner" in names(keeper)
    assert not is_in_charge(keeper, people.owner)
    assert is_in_charge(people.terminal, people.owner)
    end_post(people.terminal, post=Post.objects.get(person=people.owner, unit=people.bakery))
    assert "owner" not in names(keeper)


def test_no_part_may_appoint_for_everywhere(people: Cast) -> None:
    assert not may_appoint(administrator(people, people.city), "owner", None)
    assert may_appoint(people.terminal, "administrator", None)


def test_an_owner_is_named_by_who_does_not_correct_findings_themselves(people: Cast) -> None:
    keeper = administrator(people, people.north)
    assert may_appoint(keeper, "owner", Placement.objects.get(unit=people.bakery, line=people.territory))


def test_an_account_is_in_charge_of_who_could_have_given_all_its_posts(people: Cast) -> None:
    keeper = administrator(people, people.north)
    assert is_in_charge(keeper, people.owner)
    give_post(people.terminal, person=people.owner, role="head", line=people.territory, unit=people.south)
    assert not is_in_charge(keeper, people.owner)
    with refused("not_in_charge"):
        change_person(keeper, person=people.owner, name="Mine", email="mine@example.org")
    with refused("not_in_charge"):
        set_active(keeper, person=people.owner, active=False)
    with refused("absent"):
        change_person(keeper, person=people.outsider, name="Mine", email=None)
    with refused("absent"):
        set_active(keeper, person=people.coordinator, active=False)


def test_the_administrator_above_is_not_in_charge_of_the_one_below(people: Cast) -> None:
    above = administrator(people, people.city, name="above")
    below = administrator(people, people.north, name="below")
    give_post(people.terminal, person=above, role="head", line=people.territory, unit=people.bakery)
    assert above.username in names(below)
    assert not is_in_charge(below, above)
    assert is_in_charge(above, below)


def test_an_account_is_closed_and_opened_again(people: Cast) -> None:
    person = set_active(people.terminal, person=people.owner, active=False)
    assert (newest().kind, newest().words) == ("orgs.person_deactivated", {"number": person.pk})
    before = newest().position
    set_active(people.terminal, person=people.owner, active=False)
    assert newest().position == before
    assert set_active(people.terminal, person=people.owner, active=True).is_active


def test_one_does_not_close_ones_own_account_nor_that_of_the_machine(people: Cast) -> None:
    keeper = administrator(people, people.city)
    with refused("not_to_oneself"):
        set_active(keeper, person=keeper, active=False)
    with refused("not_allowed"):
        set_active(people.terminal, person=people.terminal, active=False)


@pytest.mark.parametrize("email", ["no", "a@", "@b.example", "two words@example.org", "x" * 250 + "@example.org"])
def test_an_address_is_one(email: str, people: Cast) -> None:
    with refused("value_invalid"):
        change_person(people.terminal, person=people.owner, name="Owner", email=email)


def test_nobody_signs_in_by_what_is_anothers(people: Cast) -> None:
    changed = change_person(people.terminal, person=people.owner, name=" Owner ", email=" Owner@Example.org ")
    assert (changed.name, changed.email) == ("Owner", "owner@example.org")
    assert "example" not in str(newest().__dict__)
    with refused("already_there"):
        change_person(people.terminal, person=people.head, name="Head", email="OWNER@example.org")
    with refused("already_there"):
        add_person(people.terminal, username="owner@example.org", name="Impostor")
    with refused("already_there"):
        add_person(people.terminal, username="OWNER", name="Impostor")
    add_person(people.terminal, username="name@example.com", name="Somebody")
    with refused("already_there"):
        change_person(people.terminal, person=people.head, name="Head", email="name@example.com")


def test_units_are_offered_where_posts_may_be_given(people: Cast) -> None:
    keeper = administrator(people, people.north)
    assert [unit.code for unit in units_to_appoint_at(keeper, "ba")] == ["bakery"]
    assert units_to_appoint_at(keeper, "noodles") == []
    assert units_to_appoint_at(keeper, "") == []
