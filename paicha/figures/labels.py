"""Labels: what a group's key is called in the reader's language. Rooms register them; else the key is the label."""

from collections.abc import Callable, Collection, Mapping

Labeller = Callable[[Collection[str]], Mapping[str, str]]

_labellers: dict[str, Labeller] = {}


def register(dimension: str, labeller: Labeller) -> None:
    """Name the keys of `dimension`. The labeller is called at every answer, as the language is the reader's."""
    if _labellers.setdefault(dimension, labeller) is not labeller:
        raise ValueError(f"labels of {dimension} are registered twice")


def labels(dimension: str, keys: Collection[str]) -> dict[str, str]:
    """A label for each of `keys`."""
    labeller = _labellers.get(dimension)
    known = labeller(keys) if labeller and keys else {}
    return {key: known.get(key) or key for key in keys}
