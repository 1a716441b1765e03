"""The order in which people count."""

import re

_DIGITS = re.compile("([0-9]+)")


def natural(text: str) -> bytes:
    """A key that orders ids as people count: `A9` before `A10`; runs of digits compare as numbers, bytes as bytes."""
    parts = _DIGITS.split(text)
    for place in range(1, len(parts), 2):
        number = parts[place].lstrip("0")
        parts[place] = f"0{len(number):04d}{number}"
    return "".join(parts).encode()
