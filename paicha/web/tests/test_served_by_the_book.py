"""Headers, cookies and settings as they should be."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from paicha.ledger.queries import newest
from paicha.testing.busy import Busy
from paicha.testing.house import House
from paicha.testing.visitor import visitor
from paicha.web.tests.doors import DOORS
from paicha.web.tests.test_matrix import subjects

PAGES = (
    "/overview",
    "/findings",
    "/figures/findings_total",
    "/reports/verify",
    "/jobs",
    "/account/",
    "/account/2fa/",
    "/nothing",
    "/api/v1/me",
    "/api/v1/docs",
)


@pytest.mark.parametrize("address", ["https://inspections.example.org", "http://127.0.0.1:8000"])
def test_nothing_is_said_against_the_settings(sqlite_house: House, address: str) -> None:
    program = str(Path(sys.executable).with_name("django-admin"))
    env = {**sqlite_house.env, "PAICHA_ADDRESS": address, "DJANGO_SETTINGS_MODULE": "paicha.settings"}
    words = [program, "check", "--deploy", "--fail-level", "WARNING"]
    said = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr


def test_every_page_says_what_it_may_load(busy: Busy) -> None:
    client, wrong = visitor(busy.cast.coordinator), []
    for name in (*PAGES, f"/units/{busy.cast.bakery.pk}"):
        headers = client.get(name).headers
        policy = headers.get("Content-Security-Policy", "")
        fits = "default-src 'self'" in policy and not any(each in policy for each in ("unsafe", "*", "http"))
        fits &= headers.get("X-Content-Type-Options") == "nosniff" and headers.get("X-Frame-Options") == "DENY"
        fits &= headers.get("Referrer-Policy") == "same-origin" and "no-store" in headers.get("Cache-Control", "")
        wrong += [] if fits else [f"{name}: {dict(headers)}"]
    assert wrong == []


def test_cookies_are_kept_from_scripts(busy: Busy) -> None:
    client = visitor(busy.cast.head)
    client.get("/findings")
    cookies = client.cookies
    assert {"paicha_session", "paicha_csrf"} <= set(cookies)
    assert all(each["httponly"] and each["samesite"] in ("Lax", "Strict") for each in cookies.values())


def test_a_form_from_elsewhere_is_refused(busy: Busy) -> None:
    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    client.force_login(busy.cast.coordinator, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(f"/units/{busy.cast.bakery.pk}/rename", {"name": "Taken over", "step": "confirm"})
    assert answer.status_code == 403
    assert "Taken over" in answer.content.decode()  # given back, to be sent again
    busy.cast.bakery.refresh_from_db()
    assert busy.cast.bakery.name == "Bakery"


def test_no_door_writes_by_get(busy: Busy) -> None:
    client = visitor(busy.cast.terminal)
    before = position()
    for name, door in DOORS.items():
        for _sees, words in subjects(busy, door):
            client.get(reverse(name, kwargs=words) + door.query)
    assert position() == before


def position() -> int:
    """Where the ledger is."""
    head = newest(1).first()
    return head.position if head else 0
