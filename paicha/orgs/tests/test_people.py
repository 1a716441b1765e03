"""People and their posts."""

import pytest

from paicha.kernel.problems import Problem
from paicha.ledger.checking import check
from paicha.ledger.models import Entry
from paicha.orgs.actions.people import add_person, end_post, found_installation, give_post, terminal
from paicha.orgs.models import Person, Post
from paicha.orgs.permissions import reach
from paicha.orgs.queries import people as everybody
from paicha.orgs.queries import person_named, posts
from paicha.orgs.tests.telling import newest, refused
from paicha.testing.cast import Cast
from paicha.testing.house import House


def test_the_terminal_founds_the_installation_once(house: House) -> None:
    first = terminal()
    assert terminal() == first
    assert [entry.kind for entry in Entry.objects.all()] == ["orgs.founded"]
    with refused("already_there"):
        found_installation(Person(username="second", name="Second"))


def test_a_person_is_added_and_named_in_the_ledger_by_number_alone(house: House) -> None:
    by = terminal()
    person = add_person(by, username="wang", name="王芳", language="zh-hans")
    assert person_named("wang") == person
    assert newest().words == {"number": person.pk}
    assert "王芳" not in str(newest().__dict__)
    assert not person.has_usable_password()


def test_a_user_name_is_used_once(people: Cast) -> None:
    with refused("already_there"):
        add_person(people.terminal, username="owner", name="Another")


@pytest.mark.parametrize(
    ("username", "name"),
    [("", "X"), ("two words", "X"), ("tab\tbed", "X"), (" lead", "X"), ("x" * 101, "X"), ("x", " "), ("x", "y" * 201)],
)
def test_a_person_needs_a_word_and_a_name(username: str, name: str, house: House) -> None:
    by = terminal()
    with refused("value_invalid"):
        add_person(by, username=username, name=name)


def test_people_are_added_and_listed_by_who_may_everywhere(people: Cast) -> None:
    with refused("not_allowed"):
        add_person(people.coordinator, username="x", name="X")
    with refused("not_allowed"):
        everybody(people.coordinator)
    assert {person.username for person in everybody(people.terminal)} >= {"terminal", "owner", "outsider"}


def test_nobody_of_that_name_is_absent(house: House) -> None:
    with pytest.raises(Problem) as caught:
        person_named("nobody")
    assert caught.value.code == "absent"


def test_a_post_is_given_and_ended_and_stays_in_the_record(people: Cast) -> None:
    post = give_post(people.terminal, person=people.owner, role="head", line=people.territory, unit=people.canteen)
    words = {"number": people.owner.pk, "role": "head", "unit": "canteen", "line": "territorial"}
    assert newest().words == words
    end_post(people.terminal, post=post)
    assert newest().words == words
    assert [each.ended for each in posts(people.terminal, people.owner)] == [False, True]
    with refused("wrong_state"):
        end_post(people.terminal, post=post)


def test_a_post_is_given_once_and_again_when_it_has_ended(people: Cast) -> None:
    same = {"person": people.owner, "role": "owner", "line": people.territory, "unit": people.bakery}
    with refused("already_there"):
        give_post(people.terminal, **same)  # type: ignore[arg-type]
    end_post(people.terminal, post=Post.objects.get(person=people.owner))
    give_post(people.terminal, **same)  # type: ignore[arg-type]


def test_a_post_is_of_a_known_role_where_the_unit_stands(people: Cast) -> None:
    with refused("value_invalid"):
        give_post(people.terminal, person=people.owner, role="king", line=people.territory, unit=people.bakery)
    with refused("value_invalid"):
        give_post(people.terminal, person=people.owner, role="head", line=people.food, unit=people.canteen)


@pytest.mark.parametrize(("who", "problem"), [("head", "not_allowed"), ("outsider", "absent")])
def test_posts_are_not_given_or_ended_by_others(who: str, problem: str, people: Cast) -> None:
    by = getattr(people, who)
    with refused(problem):
        give_post(by, person=by, role="administrator", line=people.territory, unit=people.bakery)
    with refused(problem):
        end_post(by, post=Post.objects.get(person=people.owner))


def test_an_administrator_of_a_part_gives_posts_in_that_part(people: Cast) -> None:
    give_post(people.terminal, person=people.head, role="administrator", line=people.territory, unit=people.north)
    give_post(people.head, person=people.owner, role="head", line=people.territory, unit=people.canteen)
    with refused("absent"):
        give_post(people.head, person=people.owner, role="head", line=people.territory, unit=people.noodles)


def test_an_administrator_of_one_line_gives_no_posts_in_others(people: Cast) -> None:
    """The food office could otherwise let its people read everything about a bakery."""
    give_post(people.terminal, person=people.inspector, role="administrator", line=people.food, unit=people.food_office)
    with refused("not_allowed"):
        give_post(people.inspector, person=people.inspector, role="head", line=people.territory, unit=people.bakery)
    with refused("absent"):
        end_post(people.inspector, post=Post.objects.get(person=people.owner))
    give_post(people.inspector, person=people.owner, role="owner", line=people.food, unit=people.bakery)


def test_a_post_everywhere_reaches_everything_until_it_is_ended(people: Cast) -> None:
    post = give_post(people.terminal, person=people.owner, role="administrator")
    assert newest().words == {"number": people.owner.pk, "role": "administrator", "unit": "*", "line": "*"}
    assert reach(people.owner, "units.change") is None
    with refused("already_there"):
        give_post(people.terminal, person=people.owner, role="administrator")
    give_post(people.owner, person=people.head, role="head")
    end_post(people.terminal, post=post)
    assert reach(people.owner, "units.change") == ()
    assert list(check()) == []


def test_a_post_everywhere_is_given_and_ended_only_by_who_reaches_everywhere(people: Cast) -> None:
    everywhere = give_post(people.terminal, person=people.owner, role="head")
    give_post(people.terminal, person=people.head, role="administrator", line=people.territory, unit=people.city)
    with refused("not_allowed"):
        give_post(people.head, person=people.owner, role="inspector")
    with refused("absent"):
        end_post(people.head, post=everywhere)
    assert [post.unit for post in posts(people.head, people.owner)] == [people.bakery]
    assert [post.unit for post in posts(people.terminal, people.owner)] == [people.bakery, None]


def test_a_post_has_a_unit_and_a_line_or_neither(people: Cast) -> None:
    """A unit without a line, or a line without a unit, is not taken for everywhere."""
    for half in ({"unit": people.bakery}, {"line": people.food}):
        with refused("value_invalid"):
            give_post(people.terminal, person=people.owner, role="head", **half)


def test_the_machine_keeps_its_one_post(people: Cast) -> None:
    give_post(people.terminal, person=people.owner, role="administrator")
    for by in (people.owner, people.terminal):
        with refused("not_allowed"):
            end_post(by, post=Post.objects.get(person=people.terminal))
        with refused("not_allowed"):
            give_post(by, person=people.terminal, role="head", line=people.territory, unit=people.north)
