"""What a reader finds in a file."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PAGE_NUMBER = re.compile(r"[-–—]?\d*[-–—]?")
"""A normalised line at the edge of a page that says nothing but its number."""

NUMBER = re.compile(r"n\d+")
"""The id of a number, in a bookmark, a link's fragment or an element."""

PICTURE = "picture:"
"""Begins the token of a picture among the passages; its digest follows."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a file says.

    `report` is the document's id and `envelope` the copy of its manifest, as the file claims. `numbers` gives the
    printed text of each number id; a number that stands twice has both texts joined, so it agrees with nothing.
    `passages` are the normalised passages and picture tokens in reading order; a PDF knows no passages and gives
    its text as one `stream`. `running` is what stands outside the text (heads and feet of pages, notes, stamps),
    `proofs` the proof shown with a number and `values` its exact value for programs, where the format has them.
    """

    format: str
    report: str = ""
    envelope: Mapping[str, Any] | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)
    passages: tuple[str, ...] | None = None
    stream: str = ""
    running: tuple[str, ...] = ()
    proofs: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)


def opened(data: bytes | str) -> tuple[str, Mapping[str, Any] | None]:
    """The document's id and the envelope from the JSON that travels in a file; ("", None) where it is no such thing."""
    try:
        envelope = json.loads(data)
        return str(envelope["manifest"]["report"]), envelope
    except (ValueError, KeyError, TypeError, RecursionError):
        return "", None
