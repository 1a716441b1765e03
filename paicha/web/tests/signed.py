"""How tests of sign-in sign in: as a person would, by the forms."""

import base64
import hmac
import re
import struct
import time
from html import unescape
from typing import Any

from django.test import Client

from paicha.accounts.actions.passwords import choose_password
from paicha.accounts.actions.preferences import set_preferences
from paicha.orgs.models import Person
from paicha.testing.visitor import visitor

PASSWORD = "four plain words here"
LOGIN, CODE = "/account/login/", "/account/2fa/authenticate/"


def with_password(person: Person) -> Person:
    """The person, who has chosen the password of these tests, and English."""
    choose_password(person, person=person, password=PASSWORD)
    return set_preferences(person, language="en", theme="auto")


def signed_in(person: Person) -> Client:
    """A client that went through the form."""
    client = visitor()
    answer = enter(client, person.username)
    assert answer.status_code == 302, answer.content.decode()
    return client


def enter(client: Client, login: str, password: str = PASSWORD, **more: str) -> Any:
    """What the form answers."""
    return client.post(LOGIN, {"login": login, "password": password, **more})


def is_in(client: Client) -> bool:
    """Whether somebody is signed in."""
    return client.get("/account/").status_code == 200


def said(answer: Any) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def one_time_code(secret: str) -> str:
    """The code that an app shows now, by RFC 6238."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def post_code(client: Client, address: str, secret: str) -> Any:
    """Send the app's code; once more where it turned over on the way."""
    for _attempt in range(3):
        answer = client.post(address, {"code": one_time_code(secret)})
        if answer.status_code == 302:
            break
    return answer


def reauthenticated(client: Client) -> None:
    """Show once more who one is."""
    assert client.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302
