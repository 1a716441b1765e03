"""A database that is away, a method that no page takes, a form that is sent without signing in."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from paicha.accounts.actions.tokens import make_token
from paicha.accounts.tokens import bearer
from paicha.testing.busy import Busy
from paicha.testing.cast import Cast
from paicha.testing.visitor import visitor
from paicha.web.tests.doors import DOORS
from paicha.web.tests.signed import said
from paicha.web.tests.test_matrix import subjects
from paicha.web.tests.test_served_by_the_book import position


@contextmanager
def away() -> Iterator[None]:
    """For the block, nothing answers where the database was."""
    connection.close()
    before = dict(connection.settings_dict)
    connection.settings_dict.update(HOST="127.0.0.1", PORT="1", NAME="/nowhere/paicha")
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@pytest.mark.parametrize("page", ["/account/", "/overview", "/findings", "/account/login/", "/health"])
def test_a_database_that_is_away_is_told(page: str, people: Cast) -> None:
    client, nobody = visitor(people.owner), visitor()
    assert client.get("/account/").status_code == 200
    with away():
        answers = [client.get(page), client.post(page, {"name": "x"})]
        answers += [nobody.get(page)] if page in ("/account/login/", "/health") else []
    for answer in answers:
        assert answer.status_code == 503
        assert "database_away" in answer.content.decode()
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert client.get("/account/").status_code == 200


def test_a_method_that_is_not_taken_is_a_page(people: Cast) -> None:
    answer = visitor(people.terminal).get(f"/people/{people.owner.pk}/link")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "page_method" in said(answer)
    answer = visitor(people.terminal).post("/people")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    answer = visitor(people.terminal).get("/account/reauthenticate/webauthn/nothing")
    assert answer.status_code == 404


def test_a_button_pressed_after_the_session_ended_waits(people: Cast) -> None:
    token, key = make_token(people.owner, name="x", read_only=True, days=1)
    address = f"/account/tokens/{token.pk}/revoke"
    answer = Client(SERVER_NAME="127.0.0.1").post(address)
    assert answer.status_code == 403
    assert f'action="{address}"' in answer.content.decode()
    assert bearer(key), "nothing was carried out"


def test_nothing_is_carried_out_without_signing_in(busy: Busy) -> None:
    client, wrong, before = visitor(), [], position()
    sent = {"name": "Taken over", "active": "0", "step": "confirm", "role": "head", "unit": "bakery", "line": "*"}
    for name, door in DOORS.items():
        for _sees, words in subjects(busy, door):
            for form in ({}, sent):
                answer = client.post(reverse(name, kwargs=words), form)
                ended = answer.status_code == 403 and "session_ended" in answer.content.decode()
                wrong += [] if ended else [f"{name} {words}: {answer.status_code}"]
            part = client.post(reverse(name, kwargs=words), sent, headers={"HX-Request": "true"})
            wrong += [] if part.status_code == 403 and part["HX-Refresh"] == "true" else [f"{name} in part"]
    assert wrong == []
    assert position() == before
