"""The pages on which administrators look after people."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paicha.accounts.actions.preferences import set_preferences
from paicha.accounts.queries import ways_in
from paicha.orgs.actions.people import add_person, change_person, end_post, give_post, set_active
from paicha.orgs.models import Person, Post
from paicha.orgs.tests.telling import newest
from paicha.testing.cast import Cast
from paicha.testing.scale import examples
from paicha.testing.visitor import counted, visitor
from paicha.web.tests.signed import is_in, said

OTHERS = ("coordinator", "liaison", "head", "owner", "inspector", "verifier", "outsider")


def keeper(people: Cast) -> Person:
    """The administrator of the north."""
    post = ("administrator", people.territory, people.north)
    return add_person(people.terminal, username="keeper", name="Keeper", language="en", post=post)


def fresh(person: Person) -> Person:
    """The person as they now are."""
    return Person.objects.get(pk=person.pk)


def addresses(person: Person) -> list[str]:
    """The addresses of the pages about somebody that change something."""
    start = f"/people/{person.pk}"
    return [start, f"{start}/posts", f"{start}/link", f"{start}/active", f"{start}/sign-out", f"{start}/posts/1/end"]


def test_an_administrator_sees_the_people_of_the_part_and_only_those(people: Cast) -> None:
    page = said(visitor(keeper(people)).get("/people"))
    for name in ("Keeper", "Liaison", "Head", "Owner", "Verifier"):
        assert name in page
    for name in ("Outsider", "Coordinator", "Inspector", "noodles", "food-office", "city"):
        assert name not in page


@pytest.mark.parametrize("who", OTHERS)
def test_who_looks_after_nobody_has_no_people_pages(who: str, people: Cast) -> None:
    client = visitor(getattr(people, who))
    for page in ("/people", "/people/new", f"/people/{people.owner.pk}", "/people/units?unit=b"):
        assert client.get(page).status_code == 403, page
    for page in addresses(people.owner):
        assert client.post(page, {"name": "Mine", "role": "head", "unit": "bakery"}).status_code == 403, page
    assert client.post("/people/new", {"name": "x", "username": "x"}).status_code == 403


def test_people_outside_and_people_who_are_not_there_look_alike(people: Cast) -> None:
    client = visitor(keeper(people))
    for person in (people.outsider, people.coordinator, people.inspector, people.terminal, Person(pk=10**6)):
        assert client.get(f"/people/{person.pk}").status_code == 404
        for page in addresses(person):
            answer = client.post(page, {"name": "Mine", "role": "head", "unit": "bakery", "line": "territorial"})
            assert answer.status_code == 404, page
    numbers = (people.outsider.pk, 10**6)
    texts = {re.sub(r"person \d+", "", said(client.get(f"/people/{number}"))) for number in numbers}
    assert len(texts) == 1


def test_people_are_found_by_name_role_and_account(people: Cast) -> None:
    client = visitor(keeper(people))
    set_active(people.terminal, person=people.verifier, active=False)
    for query, found in (
        ("q=own", {"owner"}),
        ("q=OWN", {"owner"}),
        ("q=outsider", set()),
        ("role=head", {"head"}),
        ("active=0", {"verifier"}),
        ("active=1&q=e", {"head", "owner", "keeper"}),
    ):
        text = client.get(f"/people?{query}").content.decode()
        assert set(re.findall(r'sub pc-code">(\w+)<', text)) == found, query
    assert client.get("/people?role=king").status_code == 400
    assert client.get("/people?cursor=x").status_code == 400


def test_the_list_is_paged_and_asks_no_more_for_more(people: Cast) -> None:
    by = keeper(people)
    client = visitor(by)
    client.get("/people")
    with counted() as few:
        client.get("/people")
    for number in range(60):
        post = ("owner", people.territory, people.canteen)
        add_person(people.terminal, username=f"u{number:02}", name=f"U {number}", post=post)
    with counted() as many:
        first = client.get("/people").content.decode()
    assert len(many) <= len(few) <= 25
    assert len(re.findall(r'sub pc-code">', first)) == 50
    following = re.search(r'href="(/people\?cursor=[^"]+)"', first)
    assert following
    second = client.get(following[1]).content.decode()
    names = re.findall(r'sub pc-code">(\w+)<', first + second)
    assert len(names) == len(set(names)) == 65


def test_a_person_is_added_with_a_post_and_a_link(people: Cast) -> None:
    client = visitor(keeper(people))
    sent = {
        "name": "王芳",
        "username": "wang",
        "email": "Wang@Example.org",
        "language": "zh-hans",
        "role": "head",
        "unit": "canteen",
        "line": "territorial",
    }
    answer = client.post("/people/new", sent)
    assert answer.status_code == 201
    person = Person.objects.get(username="wang")
    assert (person.name, person.email, person.language) == ("王芳", "wang@example.org", "zh-hans")
    assert [post.unit for post in Post.objects.filter(person=person)] == [people.canteen]
    link = re.search(r"http://127\.0\.0\.1:8000(/account/password/reset/key/[^\"]+)", answer.content.decode())
    assert link
    assert "Choose a password" in said(visitor().get(link[1], follow=True))
    assert link[1] not in client.get(f"/people/{person.pk}").content.decode()


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"unit": "noodles"}, 404),
        ({"unit": "nowhere"}, 404),
        ({"unit": ""}, 422),
        ({"role": "king"}, 422),
        ({"username": "two words"}, 422),
        ({"username": "owner"}, 409),
        ({"username": "OUTSIDER"}, 409),
        ({"name": ""}, 422),
        ({"email": "no"}, 422),
        ({"language": "fr"}, 422),
        ({"line": "food"}, 422),
        ({"line": "none"}, 422),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(changed: dict[str, str], status: int, people: Cast) -> None:
    client = visitor(keeper(people))
    before = newest().position
    sent = {
        "name": "Wang",
        "username": "wang",
        "email": "",
        "language": "en",
        "role": "head",
        "unit": "canteen",
        "line": "territorial",
        **changed,
    }
    answer = client.post("/people/new", sent)
    assert answer.status_code == status, said(answer)
    assert "pc-err" in answer.content.decode()
    assert newest().position == before
    for name in ("name", "username", "unit"):
        if sent[name]:
            assert f'value="{sent[name]}"' in answer.content.decode()


def test_who_reaches_everywhere_adds_somebody_without_a_post(people: Cast) -> None:
    sent = {"name": "Wang", "username": "wang", "language": "en", "role": "head", "line": "territorial"}
    assert visitor(people.terminal).post("/people/new", sent).status_code == 201
    assert not Post.objects.filter(person__username="wang").exists()


def test_posts_are_given_and_ended(people: Cast) -> None:
    client = visitor(keeper(people))
    sent = {"role": "verifier", "unit": "canteen", "line": "territorial"}
    assert client.post(f"/people/{people.owner.pk}/posts", sent)["Location"] == f"/people/{people.owner.pk}"
    assert client.post(f"/people/{people.owner.pk}/posts", sent).status_code == 409
    post = Post.objects.get(person=people.owner, role="verifier")
    page = said(client.get(f"/people/{people.owner.pk}"))
    assert "verifier · Canteen" in page
    assert client.post(f"/people/{people.owner.pk}/posts/{post.pk}/end").status_code == 302
    assert "1 post has ended" in said(client.get(f"/people/{people.owner.pk}"))
    assert client.post(f"/people/{people.owner.pk}/posts/{post.pk}/end").status_code == 409


def test_posts_elsewhere_are_neither_shown_nor_ended_nor_given(people: Cast) -> None:
    other = give_post(people.terminal, person=people.owner, role="inspector", line=people.territory, unit=people.south)
    client = visitor(keeper(people))
    page = client.get(f"/people/{people.owner.pk}").content.decode()
    assert "South" not in page
    assert "inspector" not in page.partition("Give a post")[0]
    assert client.post(f"/people/{people.owner.pk}/posts/{other.pk}/end").status_code == 404
    sent = {"role": "head", "unit": "south", "line": "territorial"}
    assert client.post(f"/people/{people.owner.pk}/posts", sent).status_code == 404


def test_an_account_that_reaches_further_is_not_touched(people: Cast) -> None:
    give_post(people.terminal, person=people.owner, role="inspector", line=people.territory, unit=people.south)
    client = visitor(keeper(people))
    for page in ("", "/link", "/active", "/sign-out"):
        sent = {"name": "Mine", "email": "mine@example.org", "active": "0"}
        assert client.post(f"/people/{people.owner.pk}{page}", sent).status_code == 403, page
    assert fresh(people.owner).is_active
    page = said(client.get(f"/people/{people.owner.pk}"))
    assert "Link for a new password" not in page
    assert "somebody who reaches further" in page


def test_name_and_address_are_changed(people: Cast) -> None:
    client = visitor(keeper(people))
    sent = {"name": "Owner Two", "email": "two@example.org"}
    assert client.post(f"/people/{people.owner.pk}", sent).status_code == 302
    assert (fresh(people.owner).name, fresh(people.owner).email) == ("Owner Two", "two@example.org")
    change_person(people.terminal, person=people.outsider, name="Outsider", email="taken@example.org")
    answer = client.post(f"/people/{people.owner.pk}", {"name": "Owner", "email": "taken@example.org"})
    assert answer.status_code == 409
    assert "Outsider" not in answer.content.decode()
    assert client.post(f"/people/{people.owner.pk}", {"name": "", "email": ""}).status_code == 422


def test_an_account_is_closed_opened_and_signed_out(people: Cast) -> None:
    client, owner = visitor(keeper(people)), visitor(people.owner)
    assert is_in(owner)
    assert client.post(f"/people/{people.owner.pk}/active", {"active": "0"}).status_code == 302
    assert not is_in(owner)
    assert "closed" in said(client.get(f"/people/{people.owner.pk}"))
    assert client.post(f"/people/{people.owner.pk}/link").status_code == 409
    assert client.post(f"/people/{people.owner.pk}/active", {"active": "1"}).status_code == 302
    assert not is_in(owner), "a session that was ended does not come back"
    again = visitor(people.owner)
    assert is_in(again)
    client.post(f"/people/{people.owner.pk}/sign-out")
    assert not is_in(again)


def test_one_ends_ones_own_last_post_and_is_out(people: Cast) -> None:
    by = keeper(people)
    client = visitor(by)
    post = Post.objects.get(person=by)
    assert client.post(f"/people/{by.pk}/posts/{post.pk}/end").status_code == 302
    assert client.get("/people").status_code == 403
    assert client.post(f"/people/{by.pk}/active", {"active": "0"}).status_code == 403


def test_the_machine_is_seen_and_left_alone(people: Cast) -> None:
    everywhere = visitor(set_preferences(people.terminal, language="en", theme="auto"))
    shown = said(everywhere.get(f"/people/{people.terminal.pk}"))
    assert "It never signs in here." in shown
    assert "Give a post" not in shown
    own = f"/posts/{Post.objects.get(person=people.terminal).pk}/end"
    for page in ("", "/link", "/active", "/sign-out", "/posts", own):
        sent = {"name": "x", "role": "head", "unit": "bakery", "line": "territorial"}
        assert everywhere.post(f"/people/{people.terminal.pk}{page}", sent).status_code == 403, page
    assert not ways_in(people.terminal).password


def test_codes_are_offered_as_one_types(people: Cast) -> None:
    client = visitor(keeper(people))
    assert 'value="bakery"' in client.get("/people/units?unit=bak").content.decode()
    for text in ("noo", "", "%", "\0", "south"):
        assert b"<option" not in client.get("/people/units", {"unit": text}).content


def test_a_person_page_asks_a_bounded_number_of_queries(people: Cast) -> None:
    client = visitor(keeper(people))
    client.get(f"/people/{people.owner.pk}")
    with counted() as few:
        client.get(f"/people/{people.owner.pk}")
    for unit in (people.canteen, people.north):
        for role in ("head", "liaison", "verifier"):
            post = give_post(people.terminal, person=people.owner, role=role, line=people.territory, unit=unit)
        end_post(people.terminal, post=post)
    with counted() as many:
        client.get(f"/people/{people.owner.pk}")
    assert len(few) <= 30
    assert len(many) == len(few)


words = st.text(max_size=60)


@examples(6)
@given(first=words, second=words, third=words, fourth=words)
def test_whatever_is_sent_is_answered(first: str, second: str, third: str, fourth: str, people: Cast) -> None:
    client = visitor(people.terminal)
    start = f"/people/{people.owner.pk}"
    sent = {"name": first, "username": second, "email": third, "unit": fourth, "role": "head", "line": "territorial"}
    fine = {200, 201, 302, 400, 404, 409, 422}
    for page in ("/people/new", start, f"{start}/posts"):
        assert client.post(page, {**sent, "language": "en"}).status_code in fine
    for query in ({"q": first}, {"active": second}, {"role": third}, {"cursor": fourth}, {"sort": first}):
        assert client.get("/people", query).status_code in fine
    why = {"person": first, "verb": second, "kind": third, "key": fourth}
    for question in (
        why,
        {**why, "person": "owner", "verb": "units.see"},
        {**why, "kind": "finding", "verb": "units.see"},
    ):
        assert client.get("/people/why", question).status_code in fine
