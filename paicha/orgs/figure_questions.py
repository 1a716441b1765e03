"""Questions to figures as people and programs write them: by codes, within the asker's reach.

Pages, the API, exports and the terminal each read their own parameters and make a FigureQuestion of them here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from paicha.figures.dimensions import require
from paicha.figures.facts import facts
from paicha.figures.keys import key_of
from paicha.figures.registry import figure_named
from paicha.kernel.scope import Scope
from paicha.orgs.models import Person
from paicha.orgs.permissions import require_unit

CHILD = "child"


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """A figure by name and what it is asked; values of filters, and the one `group`, are keys.

    `period` has its first and last day, both counted; `on` is the day of the state, `at` a position of the ledger. None
    leaves each of them to the figure (see paicha.figures.asking).
    """

    name: str
    scope: Scope
    period: tuple[date | None, date | None]
    on: date | None
    at: int | None
    by: str | None
    filters: Mapping[str, Sequence[str]]
    group: str | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments that `ask` and `rows` both take besides the name."""
        return {
            "scope": self.scope,
            "period": self.period,
            "on": self.on,
            "at": self.at,
            "by": self.by,
            "filters": self.filters,
        }


def figure_question(
    by: Person,
    name: str,
    *,
    scope: Scope,
    period: tuple[date | None, date | None],
    on: date | None,
    at: int | None,
    grouped: str | None,
    filters: Mapping[str, Sequence[str]],
    group: str | None = None,
) -> FigureQuestion:
    """The question of these codes. `group` is a code of the dimension `grouped`, and left out without one.

    Problems: `figure_unknown`, `figure_dimension_unknown`, `figure_filter_value`; `absent` for a unit out of reach.
    """
    figure = figure_named(name)
    for dimension in filters:
        require(figure, dimension, facts())
    return FigureQuestion(
        name=name,
        scope=scope,
        period=period,
        on=on,
        at=at,
        by=grouped or None,
        filters={
            dimension: [key_within(by, dimension, code) for code in codes] for dimension, codes in filters.items()
        },
        group=key_within(by, grouped, group) if grouped and group is not None else None,
    )


def key_within(by: Person, dimension: str, code: str) -> str:
    """The key of a dimension's code; "" for records that have none.

    Problems: `absent` for a unit out of reach, as for one that does not exist; `figure_filter_value` for no code.
    """
    if dimension == CHILD and code:
        return str(require_unit(by, "units.see", code).pk)
    return key_of(dimension, code)
