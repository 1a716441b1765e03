"""Signing in through another service by OpenID Connect: one that answers on this machine, as a real one would."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, override_settings

from paicha.accounts.queries import ways_in
from paicha.ledger.checking import check
from paicha.orgs.actions.people import change_person
from paicha.orgs.models import Person
from paicha.testing.cast import Cast
from paicha.testing.visitor import visitor
from paicha.web.settings import providers
from paicha.web.tests.signed import is_in, said, signed_in, with_password

LOGIN, CALLBACK = "/account/oidc/office/login/", "/account/oidc/office/login/callback/"


class Service(ThreadingHTTPServer):
    """The other service: what it says of itself, a token for each code, and who the token is of."""

    who = "someone"
    asked: dict[str, list[str]]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    """One request to the service."""

    server: Service

    def do_GET(self) -> None:
        at = self.server.address
        names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        ends = {name: f"{at}/{name}" for name in names}
        person = {"sub": self.server.who, "preferred_username": self.server.who, "email": "someone@example.org"}
        self._say({"issuer": at, **ends} if "well-known" in self.path else person)

    def do_POST(self) -> None:
        self.server.asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if self.server.asked["code"] == ["broken"]:
            self.send_error(500)
            return
        self._say({"access_token": "x", "token_type": "Bearer"})

    def _say(self, what: dict[str, Any]) -> None:
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """The service, which this installation knows as `office`."""
    with Service(("127.0.0.1", 0), Answers) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        file = tmp_path / "oidc.toml"
        lines = {"id": "office", "name": "Office", "client_id": "paicha", "secret": "s", "server_url": running.address}
        file.write_text("[[provider]]\n" + "".join(f'{name} = "{value}"\n' for name, value in lines.items()))
        with override_settings(SOCIALACCOUNT_PROVIDERS=providers(str(file))):
            yield running
        running.shutdown()


def through(client: Client, service: Service, *, process: str = "login", code: str = "good") -> Any:
    """Go to the service and come back, and what the page after that says."""
    assert "Office" in said(client.get(LOGIN, {"process": process}))
    sent = client.post(f"{LOGIN}?process={process}")
    away = urlsplit(sent["Location"])
    assert f"{away.scheme}://{away.netloc}" == service.address
    asked = parse_qs(away.query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"http://127.0.0.1{CALLBACK}"]
    return client.get(CALLBACK, {"state": asked["state"][0], "code": code}, follow=True)


def linked(people: Cast, service: Service) -> Person:
    """The owner, whose account the service's is linked to."""
    client = signed_in(with_password(people.owner))
    through(client, service, process="connect")
    return people.owner


def test_a_service_is_linked_and_then_signs_one_in(people: Cast, service: Service) -> None:
    assert ways_in(linked(people, service)).services == 1
    client = visitor()
    assert "Sign in through Office" in said(client.get("/account/login/"))
    through(client, service)
    assert is_in(client)
    assert "code_verifier" in service.asked
    assert list(check()) == []


def test_whoever_is_not_linked_gets_no_account(people: Cast, service: Service) -> None:
    linked(people, service)
    service.who = "stranger"
    before = Person.objects.count()
    client = visitor()
    assert "People are invited" in said(through(client, service))
    assert not is_in(client)
    assert Person.objects.count() == before


def test_an_address_that_fits_is_no_link(people: Cast, service: Service) -> None:
    change_person(people.terminal, person=people.owner, name="Owner", email="someone@example.org")
    client = visitor()
    through(client, service)
    assert not is_in(client)


def test_a_service_that_breaks_signs_nobody_in(people: Cast, service: Service) -> None:
    linked(people, service)
    client = visitor()
    assert "did not sign you in" in said(through(client, service, code="broken"))
    assert not is_in(client)


def test_an_answer_that_was_not_asked_for_is_refused(people: Cast, service: Service) -> None:
    client = visitor()
    assert "did not sign you in" in said(client.get(CALLBACK, {"state": "made up", "code": "good"}))
    assert not is_in(client)


def test_a_link_is_taken_away_again(people: Cast, service: Service) -> None:
    client = signed_in(linked(people, service))
    page = client.get("/account/3rdparty/").content.decode()
    number = page.partition('name="account" value="')[2].partition('"')[0]
    assert client.post("/account/3rdparty/", {"account": number}).status_code == 302
    assert ways_in(people.owner).services == 0


def test_a_service_that_is_not_known_is_absent(people: Cast) -> None:
    assert visitor().get("/account/oidc/unknown/login/").status_code == 404
    assert "Sign in through" not in said(visitor().get("/account/login/"))
