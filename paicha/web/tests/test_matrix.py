"""Every address x everybody of the cast x something inside, outside and absent."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from paicha.orgs.actions.people import add_person, terminal
from paicha.orgs.models import Person
from paicha.orgs.queries import person_named
from paicha.testing.busy import Busy
from paicha.testing.visitor import visitor
from paicha.web.tests.doors import DOORS, EVERYBODY, OPEN, RECORD, SIGNED_IN, UNIT, Door, addresses

LIBRARY = ("account_", "mfa_", "socialaccount_", "openid_connect_", "usersessions_", "account/social/")
ABSENT = 999_999


def ours() -> list[str]:
    """The names of our own pages, those of sign-in and of the API left out."""
    return [name for name, _route in addresses() if not name.startswith((*LIBRARY, "api:"))]


def test_every_address_has_a_row() -> None:
    names = set(ours())
    assert sorted(names - DOORS.keys() - set(OPEN)) == [], "say in doors.py who may open it"
    assert sorted(DOORS.keys() - names) == []


def subjects(busy: Busy, door: Door) -> Iterator[tuple[frozenset[str], dict[str, Any]]]:
    """Who sees what the address may name, and how the address then goes on."""
    if not door.subject:
        yield (frozenset() if door.own else EVERYBODY), dict(door.words)
        return
    sees = UNIT if door.subject == "unit" else RECORD
    for where, unit in (("inside", busy.cast.bakery), ("outside", busy.cast.noodles)):
        numbers = {"unit": [unit.pk], "finding": busy.findings(unit), "inspection": busy.inspections(unit)}
        yield sees[where], {"number": numbers[door.subject][0]}
    yield frozenset(), {"number": ABSENT}


def expected(door: Door, role: str, sees: frozenset[str]) -> set[int]:
    """What GET must answer: 404 for what one does not see, and 403 for what one may not."""
    if role not in sees:
        # whoever has no business here at all may be told so before it is looked for
        return {404} if role in door.may else {403, 404}
    return {200, 302} if role in door.may else {403}


@pytest.mark.parametrize("role", SIGNED_IN)
def test_everybody_opens_their_own_doors(busy: Busy, role: str) -> None:
    client, wrong = visitor(person_named(role)), []
    for name, door in DOORS.items():
        for sees, words in subjects(busy, door):
            answer = client.get(reverse(name, kwargs=words) + door.query)
            wanted = expected(door, role, sees) if door.get else {405, 302, 403, 404}
            wrong += [] if answer.status_code in wanted else [f"{name} {words}: {answer.status_code}, not {wanted}"]
    assert wrong == []


@pytest.mark.parametrize("role", SIGNED_IN)
def test_an_empty_form_breaks_nothing_and_widens_nothing(busy: Busy, role: str) -> None:
    client, wrong = visitor(person_named(role)), []
    for name, door in DOORS.items():
        for sees, words in subjects(busy, door):
            answer = client.post(reverse(name, kwargs=words), {})
            refused = {403, 404, 405}
            fine = answer.status_code < 500 if role in door.may and role in sees else answer.status_code in refused
            wrong += [] if fine else [f"{name} {words}: {answer.status_code}"]
    assert wrong == []


def test_nobody_is_let_in_without_signing_in(busy: Busy) -> None:
    client, wrong = visitor(), []
    for name, door in DOORS.items():
        for _sees, words in subjects(busy, door):
            answer = client.get(reverse(name, kwargs=words))
            to_sign_in = answer.status_code == 302 and "/account/login/" in answer["Location"]
            wrong += [] if to_sign_in or answer.status_code == 405 else [f"{name}: {answer.status_code}"]
    assert wrong == []


def test_pages_of_sign_in_break_for_nobody(busy: Busy) -> None:
    wrong, opened = [], 0
    for client in (visitor(), visitor(person_named("head"))):
        for name, words in sign_in_addresses():
            answer = client.get(reverse(name, kwargs=words))
            opened += 1
            wrong += [] if answer.status_code < 500 else [f"{name}: {answer.status_code}"]
    assert opened > 40
    assert wrong == []


def sign_in_addresses() -> Iterator[tuple[str, dict[str, Any]]]:
    """The pages of sign-in, with something in the places that their addresses have."""
    values = {"uidb36": "1", "key": "x-y", "pk": 1, "provider_id": "office"}
    for name, route in addresses():
        if name.startswith(LIBRARY) and not name.startswith("account/social/"):
            places = re.findall(r"<(?:\w+:)?(\w+)>", route)
            yield name, {place: values[place] for place in places}


def test_somebody_without_posts_sees_nothing(busy: Busy) -> None:

    nobody: Person = add_person(terminal(), username="nobody", name="Nobody")
    client, wrong = visitor(nobody), []
    for name, door in DOORS.items():
        for _sees, words in subjects(busy, door):
            answer = client.get(reverse(name, kwargs=words))
            text = answer.content.decode(errors="replace")
            shown = [word for word in ("Bakery", "Noodles", "North", "South", "Zanzibar") if word in text]
            wrong += [f"{name} {words}: {answer.status_code} {shown}"] if answer.status_code >= 500 or shown else []
    assert wrong == []
