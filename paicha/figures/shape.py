"""The shape of a question: all that decides the query's text. What is asked for is bound as values."""

from dataclasses import dataclass
from typing import Literal

Want = Literal["value", "rows", "number"]


@dataclass(frozen=True, slots=True)
class Shape:
    """`want`: the value with its groups, the rows behind it, or only their number.

    `by`: the dimension that groups. `filters`: dimension and number of values, in order. `period`: whether the fact's
    day is bounded. `focus`: None without one, else whether it is `own`. `reach`: None without bound, else `own` for
    each of its ranges; `today` asks besides that what counts lies within that reach as it is now. `group` and `after`:
    rows of one group only, and from which key on. `hit`: of a share's rows those that count in its numerator, or only
    those that do not.
    """

    want: Want = "value"
    by: str | None = None
    filters: tuple[tuple[str, int], ...] = ()
    period: bool = False
    focus: bool | None = None
    reach: tuple[bool, ...] | None = None
    today: bool = False
    group: bool = False
    after: bool = False
    hit: bool | None = None
