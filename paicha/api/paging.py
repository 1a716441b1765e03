"""Pages of the API: rows by key, with the addresses of the pages before and after them."""

import base64
import binascii
import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from paicha.api.declaring import headers_of
from paicha.kernel.problems import Problem
from paicha.listing.keyset import MOST, PAGE

ITEMS = _("The rows of this page.")
NEXT = _("The address of the next page; null on the last one.")
PREVIOUS = _("The address of the page before; null on the first one.")


class Paging(Schema):
    """Which page of a list."""

    cursor: str = Field("", max_length=2_000, description=_("Where a page begins, as `next` and `previous` give it."))
    limit: int = Field(PAGE, ge=1, le=MOST, description=_("How many rows a page has."))


class Paged(Schema):
    """What pages have besides their rows."""

    next: str | None = Field(None, description=NEXT)
    previous: str | None = Field(None, description=PREVIOUS)


def turned(request: HttpRequest, after: str | None, before: str | None = None) -> dict[str, str | None]:
    """The addresses of the pages around this one, put into the header Link, too (RFC 8288)."""
    found = {"next": _address(request, after), "previous": _address(request, before)}
    links = [f'<{found[name]}>; rel="{rel}"' for name, rel in (("previous", "prev"), ("next", "next")) if found[name]]
    if links:
        headers_of(request)["Link"] = ", ".join(links)
    return found


def _address(request: HttpRequest, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    query = request.GET.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def written(key: int | str) -> str:
    """A cursor of a list that goes on after a key."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def read(cursor: str, kind: type) -> Any:
    """The key that a cursor holds, of that kind; None for no cursor. Problem `cursor_invalid` for what is none."""
    if not cursor:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise Problem("cursor_invalid") from error
    if type(key) is not kind or (isinstance(key, int) and not -(2**63) <= key < 2**63) or "\0" in str(key):
        raise Problem("cursor_invalid")
    return key
