"""Dimensions in words: what a dimension is called, and the labels and codes of its keys. Rooms register theirs.

A key is the text by which figures group, often a record's number; a label is what people read in their language; a code
is how people and programs name the key in addresses, files and commands.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problems import Problem

Translated = Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension's name in figures, and how people read and write it. `label` is a lazy translation.

    `labels` and `codes` give those of keys, called at every answer, as the language is the reader's; a key that they do
    not know, or of a dimension without them, is its own label and code. `key` gives the key of a code, None for a code
    that no key has; a dimension without it takes every code for a key.
    """

    name: str
    label: Any
    labels: Translated | None = None
    codes: Translated | None = None
    key: Callable[[str], str | None] | None = None


_dimensions: dict[str, Dimension] = {}


def register(dimension: Dimension) -> None:
    """Name a dimension; ValueError for a second one of its name."""
    if _dimensions.setdefault(dimension.name, dimension) is not dimension:
        raise ValueError(f"dimension {dimension.name} is registered twice")


def name_of(dimension: str) -> str:
    """What a dimension is called in the reader's language; its name in figures where nobody registered it."""
    known = _dimensions.get(dimension)
    return str(known.label) if known else dimension


def labels(dimension: str, keys: Collection[str]) -> dict[str, str]:
    """A label for each of `keys`."""
    known = _dimensions.get(dimension)
    return _translated(known.labels if known else None, keys)


def codes(dimension: str, keys: Collection[str]) -> dict[str, str]:
    """A code for each of `keys`."""
    known = _dimensions.get(dimension)
    return _translated(known.codes if known else None, keys)


def _translated(translate: Translated | None, keys: Collection[str]) -> dict[str, str]:
    found = translate(keys) if translate and keys else {}
    return {key: found.get(key) or key for key in keys}


def key_of(dimension: str, code: str) -> str:
    """The key of a code; Problem `figure_filter_value` where there is none. "" stands for records that have no key."""
    known = _dimensions.get(dimension)
    if known is None or known.key is None or code == "":
        return code
    key = known.key(code)
    if key is None:
        raise Problem("figure_filter_value", dimension=dimension, value=code)
    return key


register(Dimension("month", _("Month")))
