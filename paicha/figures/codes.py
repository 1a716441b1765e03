"""Codes: how people and programs name a key of a dimension, where the key itself is a number of the database's."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from paicha.kernel.problems import Problem


@dataclass(frozen=True, slots=True)
class Coding:
    """How the keys of a dimension are coded: codes by key, and the key of a code (None where there is none)."""

    codes: Callable[[Collection[str]], Mapping[str, str]]
    key: Callable[[str], str | None]


_codings: dict[str, Coding] = {}


def register(dimension: str, coding: Coding) -> None:
    """Code the keys of `dimension`."""
    if _codings.setdefault(dimension, coding) is not coding:
        raise ValueError(f"codes of {dimension} are registered twice")


def codes(dimension: str, keys: Collection[str]) -> dict[str, str]:
    """A code for each of `keys`; a key that is not coded is its own code."""
    coding = _codings.get(dimension)
    known = coding.codes(keys) if coding and keys else {}
    return {key: known.get(key) or key for key in keys}


def key_of(dimension: str, code: str) -> str:
    """The key of a code; Problem `figure_filter_value` where there is none. "" stands for those that say none."""
    coding = _codings.get(dimension)
    if coding is None or code == "":
        return code
    key = coding.key(code)
    if key is None:
        raise Problem("figure_filter_value", dimension=dimension, value=code)
    return key
