"""The account page: posts, preferences, tokens."""

import re

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from paicha.accounts.actions.preferences import set_preferences
from paicha.accounts.actions.tokens import make_token
from paicha.accounts.queries import live_tokens
from paicha.accounts.tokens import bearer
from paicha.orgs.actions.people import add_person, give_post
from paicha.orgs.models import Person
from paicha.testing.cast import Cast
from paicha.testing.scale import examples
from paicha.testing.visitor import counted, visitor
from paicha.web.tests.signed import said

PAGES = ("/account/", "/account/tokens")


def fresh(person: Person) -> Person:
    """The person as they now are."""
    return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize("page", PAGES)
def test_only_who_is_signed_in_sees_an_account(page: str, people: Cast) -> None:
    assert visitor().get(page).status_code == 302
    assert visitor(people.owner).get(page).status_code == 200
    assert visitor(people.outsider).get(page).status_code == 200


def test_the_page_names_each_post_and_what_it_lets_one_do(people: Cast) -> None:
    page = said(visitor(set_preferences(people.inspector, language="en", theme="auto")).get("/account/"))
    assert "inspector · Food-Office food-office Food · the records of this line only" in page
    assert "raise findings" in page
    assert "change units" not in page


def test_without_a_post_the_page_says_who_gives_them(people: Cast) -> None:
    person = add_person(people.terminal, username="new", name="New", language="en")
    assert "You hold no post yet" in said(visitor(person).get("/account/"))


def test_preferences_are_kept_and_seen_at_once(people: Cast) -> None:
    client = visitor(people.owner)
    answer = client.post("/account/preferences", {"language": "en", "theme": "dark"}, follow=True)
    text = answer.content.decode()
    assert '<html lang="en" data-bs-theme="dark"' in text
    assert "Kept." in said(answer)
    assert (fresh(people.owner).language, fresh(people.owner).theme) == ("en", "dark")


def test_the_language_is_chosen_on_any_page(people: Cast) -> None:
    client = visitor(people.owner)
    answer = client.post("/preferences/language", {"language": "en", "next": "/findings?state=open"})
    assert answer["Location"] == "/findings?state=open"
    assert fresh(people.owner).language == "en"
    assert client.post("/preferences/language", {"language": "en", "next": "//elsewhere.example"})["Location"] == "/"
    assert client.post("/preferences/language", {"language": "tlh"}).status_code == 422
    assert client.get("/preferences/language").status_code == 405


def test_a_token_is_made_and_its_key_shown_once(people: Cast) -> None:
    client = visitor(people.owner)
    answer = client.post("/account/tokens", {"name": "Weekly table", "read_only": "read", "days": "30"})
    assert answer.status_code == 201
    key = re.search(r"paicha_[\w-]{43}", answer.content.decode())
    assert key
    token = bearer(key[0])
    assert token is not None
    assert (token.person, token.read_only) == (people.owner, True)
    assert key[0] not in client.get("/account/tokens").content.decode()
    assert "Weekly table" in said(client.get("/account/tokens"))


def test_a_token_may_be_for_all_that_one_may(people: Cast) -> None:
    visitor(people.owner).post("/account/tokens", {"name": "x", "read_only": "full", "days": "1"})
    assert [token.read_only for token in live_tokens(people.owner)] == [False]


def test_a_token_is_revoked_by_its_person_alone(people: Cast) -> None:
    token, key = make_token(people.owner, name="x", read_only=True, days=1)
    address = f"/account/tokens/{token.pk}/revoke"
    assert visitor(people.head).post(address).status_code == 404
    assert visitor(people.terminal).post(address).status_code == 404
    assert bearer(key)
    assert visitor(people.owner).get(address).status_code == 405
    assert visitor(people.owner).post(address).status_code == 302
    assert bearer(key) is None
    assert visitor(people.owner).post("/account/tokens/999/revoke").status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": "x"},
        {"name": "x", "days": "1"},
        {"name": "x", "read_only": "all", "days": "1"},
        {"name": "", "read_only": "read", "days": "1"},
        {"name": "x", "read_only": "read", "days": "366"},
        {"name": "x", "read_only": "read", "days": "0"},
        {"name": "a\0b", "read_only": "read", "days": "1"},
    ],
)
def test_a_token_that_is_not_right_is_told_and_nothing_typed_is_lost(sent: dict[str, str], people: Cast) -> None:
    answer = visitor(people.owner).post("/account/tokens", sent)
    assert answer.status_code == 422
    assert live_tokens(people.owner) == []
    assert "pc-err" in answer.content.decode()
    if sent.get("name") == "x":
        assert 'value="x"' in answer.content.decode()


def test_too_many_tokens_are_told_on_the_page(people: Cast) -> None:
    for number in range(20):
        make_token(people.owner, name=str(number), read_only=True, days=1)
    answer = visitor(people.owner).post("/account/tokens", {"name": "y", "read_only": "read", "days": "1"})
    assert answer.status_code == 409
    assert 'value="y"' in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_more_posts_and_tokens_ask_no_more_of_the_database(page: str, people: Cast) -> None:
    client = visitor(people.owner)
    client.get(page)
    with counted() as few:
        client.get(page)
    for unit in (people.canteen, people.north, people.city, people.noodles):
        give_post(people.terminal, person=people.owner, role="owner", line=people.territory, unit=unit)
        make_token(people.owner, name=unit.code, read_only=True, days=1)
    with counted() as many:
        client.get(page)
    assert len(many) == len(few) <= 20


words = st.text(max_size=120)


@examples(8)
@given(first=words, second=words, third=words)
def test_whatever_is_sent_is_answered(first: str, second: str, third: str, people: Cast) -> None:
    client = visitor(people.owner)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        for page, sent in (
            ("/account/preferences", {"language": first, "theme": second}),
            ("/preferences/language", {"language": first, "next": second}),
            ("/account/tokens", {"name": first, "read_only": second, "days": third}),
            ("/account/password/change/", {"oldpassword": first, "password1": second, "password2": third}),
        ):
            assert client.post(page, sent).status_code in (200, 201, 302, 409, 422, 429)
    assert client.get(f"/account/tokens/{first}/revoke").status_code in (200, 400, 404, 405)
