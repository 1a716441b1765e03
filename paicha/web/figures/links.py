"""Addresses of figures: every number on every page leads to its figure with the same question."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from paicha.web.place import Place

ROWS = "rows"
"""The part of a figure's page with the records behind the value."""


def figure_address(name: str, place: Place | None, *, part: str = "", **parameters: Any) -> str:
    """The page of a figure at a place.

    Parameters are those of the page: `period` (first and last day), `at`, `on`, `by`, and any dimension of the figure
    with one code or several, `severity="major"`. One that is None is left out; an empty text asks for the records that
    say none. `from_` and `to` stand for the two days of a period. `part` is a place on the page, such as ROWS.
    """
    period = parameters.pop("period", None)
    if period is not None:
        parameters = {"from_": period[0], "to": period[1], **parameters}
    values = {key.removesuffix("_"): value for key, value in parameters.items() if value is not None}
    query = asked(place.parameters if place else {}, values)
    return f"{reverse('figures-one', args=[name])}{'?' if query else ''}{query}{'#' if part else ''}{part}"


def asked(*parts: Mapping[str, Any]) -> str:
    """Parameters as an address writes them, in order."""
    pairs = [(name, _text(each)) for part in parts for name, value in part.items() for each in _several(value)]
    return urlencode(pairs)


def _several(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple | set | frozenset) else [value]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
