"""Signing in and out by name, address, link and letter; what is closed; what is too often."""

import re

import pytest
from django.core import mail
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from paicha.accounts.actions.passwords import invite
from paicha.ledger.checking import check
from paicha.orgs.actions.people import change_person, set_active
from paicha.testing.cast import Cast
from paicha.testing.scale import examples
from paicha.testing.visitor import counted, visitor
from paicha.web.tests.signed import LOGIN, PASSWORD, enter, is_in, said, signed_in, with_password

TO_MEMORY = override_settings(MAILED=True, EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
OPEN = ("/account/login/", "/account/signup/", "/account/password/reset/", "/account/inactive/", "/health")


@pytest.mark.parametrize("login", ["owner", "OWNER", "owner@example.org", "Owner@Example.org", " owner "])
def test_one_signs_in_by_name_or_address(login: str, people: Cast) -> None:
    with_password(change_person(people.terminal, person=people.owner, name="Owner", email="owner@example.org"))
    client = visitor()
    answer = enter(client, login)
    assert (answer.status_code, answer["Location"]) == (302, "/overview")
    assert is_in(client)
    assert list(check()) == []


def test_a_wrong_password_is_told_like_an_unknown_name(people: Cast) -> None:
    with_password(people.owner)
    client = visitor()
    wrong, unknown = enter(client, "owner", "not this one"), enter(client, "nobody", "not this one")
    assert wrong.status_code == unknown.status_code == 200
    assert said(wrong) == said(unknown)
    assert "not this one" not in wrong.content.decode()
    assert not is_in(client)


def test_who_has_no_password_yet_does_not_sign_in(people: Cast) -> None:
    for login in ("owner", "terminal"):
        assert enter(visitor(), login, "").status_code == 200
        assert enter(visitor(), login, "!").status_code == 200


def test_a_closed_account_says_so_and_ends_what_is_open(people: Cast) -> None:
    with_password(people.owner)
    client = signed_in(people.owner)
    set_active(people.terminal, person=people.owner, active=False)
    assert not is_in(client)
    answer = visitor().post(LOGIN, {"login": "owner", "password": PASSWORD}, follow=True)
    assert "This account is closed." in said(answer)


@pytest.mark.parametrize(
    "away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/\\x.example"]
)
def test_one_is_not_led_away(away: str, people: Cast) -> None:
    with_password(people.owner)
    answer = enter(visitor(), "owner", next=away)
    assert answer["Location"] == "/overview"


def test_one_comes_to_the_page_that_one_wanted(people: Cast) -> None:
    with_password(people.owner)
    client = visitor()
    wanted = client.get("/findings?state=open")
    assert wanted["Location"] == "/account/login/?next=/findings%3Fstate%3Dopen"
    assert enter(client, "owner", next="/findings?state=open")["Location"] == "/findings?state=open"


def test_one_signs_out_by_sending_a_form(people: Cast) -> None:
    client = visitor(people.owner)
    assert client.get("/account/logout/").status_code == 200
    assert is_in(client)
    assert client.post("/account/logout/").status_code == 302
    assert not is_in(client)


def test_nobody_signs_up(people: Cast) -> None:
    client = visitor()
    assert "People are invited" in said(client.get("/account/signup/"))
    sent = {"username": "new", "password1": PASSWORD, "password2": PASSWORD}
    assert "People are invited" in said(client.post("/account/signup/", sent))
    assert enter(client, "new").status_code == 200


def test_addresses_are_not_changed_by_oneself(people: Cast) -> None:
    client = visitor(people.owner)
    answer = client.post("/account/email/", {"email": "mine@example.org", "action_add": ""})
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert visitor().get("/account/confirm-email/abc/").status_code == 404
    assert list(check()) == []


def test_an_invitation_is_good_once(people: Cast) -> None:
    path = invite(people.terminal, person=people.owner).partition("//")[2].partition("/")[2]
    client = visitor()
    form = client.get(f"/{path}", follow=True)
    assert "Choose a password" in said(form)
    sent = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(form.redirect_chain[-1][0], sent).status_code == 302
    assert is_in(client)
    assert "This link is no longer good" in said(visitor().get(f"/{path}", follow=True))
    signed_in(people.owner)
    assert list(check()) == []


@pytest.mark.parametrize("password", ["short", "1234567890123", "password1234", "qwertyuiop"])
def test_a_weak_password_is_refused_where_it_is_typed(password: str, people: Cast) -> None:
    path = invite(people.terminal, person=people.owner).partition("//")[2].partition("/")[2]
    client = visitor()
    form = client.get(f"/{path}", follow=True)
    answer = client.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})
    assert answer.status_code == 200
    assert "pc-err" in answer.content.decode()


def test_a_link_that_was_changed_is_no_link(people: Cast) -> None:
    path = invite(people.terminal, person=people.owner).partition("//")[2].partition("/")[2]
    other = re.sub(r"key/\w+-", f"key/{people.head.pk:x}-", path)
    for wrong in (path[:-3] + "x/", other, "account/password/reset/key/zzzzzzzz-set-password/"):
        assert "This link is no longer good" in said(visitor().get(f"/{wrong}", follow=True))


def test_where_no_letters_go_out_the_page_says_whom_to_ask(people: Cast) -> None:
    client = visitor()
    assert "sends no letters" in said(client.get("/account/password/reset/"))
    assert "sends no letters" in said(client.post("/account/password/reset/", {"email": "owner@example.org"}))


def test_a_forgotten_password_is_mended_by_letter(people: Cast) -> None:
    change_person(people.terminal, person=people.owner, name="Owner", email="owner@example.org")
    with TO_MEMORY:
        mail.outbox = []
        answers = [
            visitor().post("/account/password/reset/", {"email": email}, follow=True)
            for email in ("owner@example.org", "nobody@example.org")
        ]
        letters = list(mail.outbox)
    assert said(answers[0]) == said(answers[1])
    assert [letter.to for letter in letters] == [["owner@example.org"]]
    link = re.search(r"http://127\.0\.0\.1:8000(/\S+)", str(letters[0].body))
    assert link
    assert "owner" in letters[0].body
    form = visitor().get(link[1], follow=True)
    assert "Choose a password" in said(form)


def test_a_mail_server_that_is_away_is_told(people: Cast) -> None:
    change_person(people.terminal, person=people.owner, name="Owner", email="owner@example.org")
    smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 1}
    with override_settings(MAILED=True, **smtp):
        answer = visitor().post("/account/password/reset/", {"email": "owner@example.org"})
    assert answer.status_code == 503
    assert "The letter could not be sent." in said(answer)


def test_guessing_is_stopped(people: Cast) -> None:
    with_password(people.owner)
    client = visitor()
    for _guess in range(8):
        enter(client, "owner", "a guess")
    answer = enter(client, "owner")
    assert answer.status_code == 200
    assert not is_in(client)
    with_password(people.head)
    signed_in(people.head)


def test_asking_too_often_is_a_page_that_says_so(people: Cast) -> None:
    client = visitor()
    statuses = [client.post(LOGIN, {"login": "", "password": ""}).status_code for _attempt in range(60)]
    assert set(statuses) == {200}
    answer = client.post(LOGIN, {"login": "", "password": ""})
    assert answer.status_code == 429
    assert "too_often" in answer.content.decode()
    assert "too often" in said(answer)


def test_pages_before_sign_in_speak_the_language_that_one_chose(people: Cast) -> None:
    client = visitor()
    for language, tag in (("zh-hans", "zh-Hans"), ("en", "en")):
        client.post("/language", {"language": language, "next": LOGIN})
        assert f'<html lang="{tag}"' in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("page", OPEN)
def test_pages_before_sign_in_hold_nothing_that_the_policy_forbids(page: str, people: Cast) -> None:
    text = visitor().get(page).content.decode()
    assert not re.search(r'\sstyle="|\son\w+="|<style|<script(?![^>]*(src=|type="application/json"))', text)


def test_the_form_asks_little_of_the_database(people: Cast) -> None:
    client = visitor()
    with counted() as queries:
        client.get(LOGIN)
    assert len(queries) <= 2


words = st.text(max_size=40)


@examples(6)
@given(login=words, password=words, other=words)
def test_whatever_is_typed_is_answered(login: str, password: str, other: str, people: Cast) -> None:
    with override_settings(
        ACCOUNT_RATE_LIMITS=False, PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]
    ):
        for page, sent in (
            (LOGIN, {"login": login, "password": password, "next": other}),
            ("/account/signup/", {"username": login, "password1": password}),
            ("/account/2fa/webauthn/login/", {"credential": other}),
            ("/account/2fa/authenticate/", {"code": other}),
            ("/language", {"language": login, "next": other}),
        ):
            assert visitor().post(page, sent).status_code in (200, 302, 403, 429)
        with TO_MEMORY:
            assert visitor().post("/account/password/reset/", {"email": login}).status_code == 200
