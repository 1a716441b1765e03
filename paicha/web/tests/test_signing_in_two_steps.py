"""The second step: an app for codes, recovery codes, showing once more who one is, and where one is signed in."""

import re

from django.test import Client

from paicha.accounts.actions.passwords import invite
from paicha.accounts.actions.sessions import sign_out_everywhere
from paicha.accounts.queries import ways_in
from paicha.testing.cast import Cast
from paicha.testing.visitor import counted, visitor
from paicha.web.tests.signed import (
    CODE,
    PASSWORD,
    enter,
    is_in,
    one_time_code,
    post_code,
    reauthenticated,
    said,
    signed_in,
    with_password,
)

ACTIVATE, DEACTIVATE = "/account/2fa/totp/activate/", "/account/2fa/totp/deactivate/"


def connected(people: Cast) -> tuple[Client, str]:
    """A client of the owner, and the secret of the owner's app, which is now connected."""
    client = signed_in(with_password(people.owner))
    reauthenticated(client)
    page = client.get(ACTIVATE).content.decode()
    secret = re.search(r'pc-break">([A-Z2-7]+)<', page)
    assert secret, page
    assert post_code(client, ACTIVATE, secret[1]).status_code == 302
    return client, secret[1]


def test_an_app_is_connected_and_then_asked_for(people: Cast) -> None:
    _client, secret = connected(people)
    assert ways_in(people.owner).app
    client = visitor()
    answer = enter(client, "owner")
    assert (answer.status_code, answer["Location"]) == (302, CODE)
    assert not is_in(client)
    assert "Second step" in said(client.get(CODE))
    wrong = client.post(CODE, {"code": "000000"})
    assert wrong.status_code == 200
    assert not is_in(client)
    assert post_code(client, CODE, secret).status_code == 302
    assert is_in(client)


def test_the_square_is_a_picture_of_our_own(people: Cast) -> None:
    client = signed_in(with_password(people.owner))
    reauthenticated(client)
    page = client.get(ACTIVATE).content.decode()
    assert '<img class="pc-qr" src="data:image/svg+xml;' in page
    assert "style=" not in page.partition("<main")[2]


def test_a_code_is_good_once(people: Cast) -> None:
    _client, secret = connected(people)
    first, second = visitor(), visitor()
    for client in (first, second):
        enter(client, "owner")
    for _attempt in range(3):
        code = one_time_code(secret)
        if first.post(CODE, {"code": code}).status_code == 302:
            break
    assert is_in(first)
    assert second.post(CODE, {"code": code}).status_code == 200
    assert not is_in(second)


def test_a_recovery_code_signs_in_once(people: Cast) -> None:
    code = recovery_codes(connected(people)[0])[0]
    client, other = visitor(), visitor()
    enter(client, "owner")
    assert client.post(CODE, {"code": code}).status_code == 302
    assert is_in(client)
    enter(other, "owner")
    assert other.post(CODE, {"code": code}).status_code == 200
    assert not is_in(other)


def recovery_codes(client: Client) -> list[str]:
    """The codes that the page shows."""
    found = re.findall(r'<li class="pc-code">([\w-]+)<', client.get("/account/2fa/recovery-codes/").content.decode())
    assert len(found) == 10
    return found


def test_codes_are_guessed_a_few_times_only(people: Cast) -> None:
    connected(people)
    client = visitor()
    enter(client, "owner")
    answers = [client.post(CODE, {"code": f"{number:06}"}) for number in range(12)]
    assert not is_in(client)
    assert said(answers[0]) != said(answers[-1])


def test_recovery_codes_are_shown_and_made_anew(people: Cast) -> None:
    client, _secret = connected(people)
    before = recovery_codes(client)
    assert client.post("/account/2fa/recovery-codes/generate/").status_code == 302
    assert not set(before) & set(recovery_codes(client))
    assert client.get("/account/2fa/recovery-codes/download/")["Content-Disposition"].startswith("attachment")


def test_the_app_is_disconnected_only_after_showing_who_one_is(people: Cast) -> None:
    codes = recovery_codes(connected(people)[0])
    client = visitor()
    enter(client, "owner")
    client.post(CODE, {"code": codes[0]})
    answer = client.post(DEACTIVATE)
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert client.post("/account/reauthenticate/", {"password": "wrong"}).status_code == 200
    assert ways_in(people.owner).app
    reauthenticated(client)
    assert client.post(DEACTIVATE).status_code == 302
    assert not ways_in(people.owner).app


def test_pages_of_the_second_step_are_there(people: Cast) -> None:
    client = signed_in(with_password(people.owner))
    reauthenticated(client)
    for page in (
        "/account/2fa/",
        ACTIVATE,
        "/account/2fa/webauthn/",
        "/account/2fa/webauthn/add/",
        "/account/sessions/",
        "/account/password/change/",
        "/account/3rdparty/",
        "/account/reauthenticate/",
        "/account/logout/",
    ):
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert not re.search(r'\sstyle="|\son\w+="|<style', answer.content.decode()), page
    for page in ("/account/2fa/webauthn/keys/1/edit/", "/account/2fa/webauthn/keys/1/remove/"):
        assert client.get(page).status_code == 404


def test_a_password_is_changed_by_who_knows_the_one_until_now(people: Cast) -> None:
    client = signed_in(with_password(people.owner))
    new = "five other plain words here"
    wrong = client.post("/account/password/change/", {"oldpassword": "x", "password1": new, "password2": new})
    assert wrong.status_code == 200
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/account/password/change/", sent)["Location"] == "/account/"
    assert is_in(client)
    assert enter(visitor(), "owner", new).status_code == 302


def test_where_one_is_signed_in_is_listed_and_the_others_are_signed_out(people: Cast) -> None:
    with_password(people.owner)
    here, there = signed_in(people.owner), signed_in(people.owner)
    there.get("/account/", headers={"user-agent": "Mozilla/5.0 (iPhone) Mobile Safari"})
    page = said(here.get("/account/sessions/"))
    assert page.count("last seen") == 2
    assert "this one" in page
    assert here.post("/account/sessions/").status_code == 302
    assert is_in(here)
    assert not is_in(there)


def test_a_session_is_noted_with_the_first_page_and_not_with_each(people: Cast) -> None:
    client = visitor(people.owner)
    client.get("/account/")
    with counted() as queries:
        client.get("/account/")
    assert not [query for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert "127.0.0.1" in said(client.get("/account/sessions/"))


def test_a_password_set_by_an_administrators_link_ends_no_second_step(people: Cast) -> None:
    connected(people)
    path = "/" + invite(people.terminal, person=people.owner).partition("//")[2].partition("/")[2]
    client = visitor()
    form = client.get(path, follow=True)
    answer = client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, CODE)
    assert not is_in(client)


def test_signing_out_everywhere_ends_every_session(people: Cast) -> None:
    clients = [visitor(people.owner), visitor(people.owner)]
    assert all(is_in(client) for client in clients)
    assert sign_out_everywhere(people.terminal, person=people.owner) == 2
    assert not any(is_in(client) for client in clients)
