"""How often what could be tried without end is tried: examples of properties, kills, cuts, simulated months.

`make test` tries few and always the same. `make soak` sets PAICHA_TEST_SCALE, by which every count is multiplied.
"""

import os
from typing import Any

from hypothesis import settings

SCALE = int(os.environ.get("PAICHA_TEST_SCALE", "1"))
FEW = 20
"""Examples of a property that says no number itself."""


def examples(number: int, **more: Any) -> settings:
    """Settings for a property that `make test` tries with so many examples; `more` as hypothesis knows them."""
    return settings(max_examples=number * SCALE, **more)
