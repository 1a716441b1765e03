"""A small file to be imported in the browser, and the steps by which that is done."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from paicha.exchange.tests.reading import COUNTS, HEADER, ROW

MAPPING = COUNTS.replace('root = { code = "town", name = "Town" }', 'root = { code = "city", name = "City" }')
"""The mapping of the small source, for the organisation of the cast."""


def rows(count: int, **changes: str) -> list[str]:
    """Rows of inspections, one a day, of a few units."""
    return [
        ",".join((ROW | {"id": f"R{number}", "no": f"U{number % 7}", "name": f"Shop {number % 7}"} | changes).values())
        for number in range(count)
    ]


def table(lines: Iterable[str], name: str = "town.csv") -> SimpleUploadedFile:
    """A table as a browser sends it."""
    return SimpleUploadedFile(name, "\n".join([HEADER, *lines, ""]).encode())


def toml(text: str = MAPPING) -> SimpleUploadedFile:
    """A mapping as a browser sends it."""
    return SimpleUploadedFile("town.toml", text.encode())


def uploaded(client: Client, lines: Iterable[str], text: str = MAPPING, name: str = "town.csv") -> str:
    """Upload a table with a mapping; the address of the next page."""
    answer = client.post("/imports/new", {"file": table(lines, name), "toml": toml(text)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def asked(client: Client, where: str, **fields: str) -> Any:
    """Confirm the import at this address, without changing the mapping."""
    return client.post(where, {"step": "confirm", **fields})
