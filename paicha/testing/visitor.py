"""Somebody at the pages: a client that is signed in, and the queries that a page asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from paicha.orgs.models import Person


def visitor(person: Person | None = None) -> Client:
    """A client at 127.0.0.1, signed in as `person`; nobody signed in for None."""
    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@contextmanager
def counted() -> Iterator[list[dict[str, Any]]]:
    """The queries that the block asks of the database, in the list it yields, once the block has ended."""
    found: list[dict[str, Any]] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found.extend(captured.captured_queries)
