"""Figure tiles: a value with numerator and denominator, its interval, and the change since a year before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from paicha.figures.answers import Counted
from paicha.figures.definitions import Figure
from paicha.figures.registry import figure_named
from paicha.figures.words import name_of, sentence_of
from paicha.orgs.models import Person
from paicha.web.figures import marks
from paicha.web.figures import words as figure_words
from paicha.web.figures.desk import Desk
from paicha.web.figures.links import figure_address
from paicha.web.figures.marks import Mark
from paicha.web.figures.periods import Span
from paicha.web.figures.words import Change
from paicha.web.place import Place


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure as a tile shows it; all of it is a link to the figure's page with the same question."""

    name: str
    title: str
    sentence: str
    value: str
    after: str  # the sign or word after the value, `%` or `days`
    counts: str
    interval: str
    reason: str
    mark: Mark | None
    change: Change
    address: str

    @property
    def whole_value(self) -> str:
        """The value with its sign; a word after it has a space before it."""
        return f"{self.value}{'' if self.after in ('', '%') else ' '}{self.after}"


def tiles(
    by: Person, place: Place, names: Sequence[str], period: tuple[date, date], at: int | None = None
) -> list[Tile]:
    """The tiles of some figures at a place, as far as `by` reaches, in a period, compared with a year before."""
    desk = Desk(replace(place, by=by), at)
    span = Span(*period)
    return [
        tile_of(figure, desk.ask(name, span.pair), _before(desk, name, span), _address(figure, place, span, at))
        for name in names
        for figure in [figure_named(name)]
    ]


def _before(desk: Desk, name: str, span: Span) -> Counted | None:
    return desk.ask(name, span.before.pair) if span.before else None


def _address(figure: Figure, place: Place, span: Span, at: int | None) -> str:
    return figure_address(figure.name, place, period=span.pair, at=at)


def tile_of(figure: Figure, now: Counted, before: Counted | None, address: str) -> Tile:
    """The tile of what a figure said, now and for the year before."""
    value, after = figure_words.parted(figure, now)
    scale = marks.window([each for each in (now, before) if each is not None])
    return Tile(
        name=figure.name,
        title=name_of(figure),
        sentence=sentence_of(figure),
        value=value,
        after=after,
        counts=figure_words.counts(figure, now),
        interval=figure_words.bounds(now),
        reason=figure_words.reason(figure, now),
        mark=marks.mark(scale, now, before) if now.low is not None else None,
        change=figure_words.change(figure, now, before) if before is not None else Change("", ""),
        address=address,
    )
