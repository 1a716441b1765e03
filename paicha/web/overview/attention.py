"""What needs attention at a place: each line a number with what it is out of, and where its records are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paicha.figures.words import name_of, printed
from paicha.findings.rules.lifecycle import UNSETTLED
from paicha.kernel.clock import today
from paicha.orgs.queries import unplaced_unit
from paicha.web.figures.groups import Row
from paicha.web.figures.links import ROWS, figure_address
from paicha.web.figures.periods import YEAR, months_back
from paicha.web.figures.questions import HITS, MISSES
from paicha.web.overview.board import Board, Table, overview_address

NAMED = 2  # units that stand apart: so many have a line of their own
LONG = (2, 3, 5)  # years without an inspection


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that needs attention."""

    icon: str
    text: str
    note: str
    address: str


def attention(board: Board, table: Table | None) -> list[Line]:
    """The lines that have something to say."""
    return [*_apart(board, table), *_findings(board), *_again(board), *_uninspected(board), *_unplaced(board)]


def _apart(board: Board, table: Table | None) -> Iterator[Line]:
    """Units below whose whole interval lies on the worse side of the whole's value."""
    rows = [row for row in table.groups.outlying if not row.shut] if table else []
    if table is None or not rows:
        return
    figure, whole = table.figure, table.whole
    number = table.groups.outlying_number
    if number <= NAMED:
        for row in rows:
            words = {"unit": row.choice.label, "figure": name_of(figure)}
            text = _("%(unit)s: %(figure)s above the whole") if row.above else _("%(unit)s: %(figure)s below the whole")
            yield Line(
                "trending-up",
                text % words,
                _apart_note(row),
                board.address(
                    figure.name,
                    part=ROWS,
                    child=row.choice.code,
                    by="none",
                ),
            )
        return
    words = {"count": f"{number:,}", "figure": name_of(figure)}
    text = _("%(count)s units below stand apart: %(figure)s") % words
    shown = _(", ").join(row.choice.label for row in rows)
    told = {"units": shown, "value": whole}
    if number > len(rows):
        told["more"] = f"{number - len(rows):,}"
        if rows[0].above:
            note = _("%(units)s and %(more)s more; their whole intervals lie above %(value)s") % told
        else:
            note = _("%(units)s and %(more)s more; their whole intervals lie below %(value)s") % told
    elif rows[0].above:
        note = _("%(units)s; their whole intervals lie above %(value)s") % told
    else:
        note = _("%(units)s; their whole intervals lie below %(value)s") % told
    yield Line("trending-up", text, note, table.address(order=f"{'-' if rows[0].above else ''}{figure.name}"))


def _apart_note(row: Row) -> str:
    words = {"value": row.value, "counts": row.counts, "interval": row.interval}
    return _("%(value)s, %(counts)s; interval %(interval)s") % words


def _findings(board: Board) -> Iterator[Line]:
    """Findings that are overdue today, and major ones that are open, whenever they were raised."""
    found = board.desk.ask("overdue_rate", on=today(), by="major")
    if found.numerator and found.denominator:
        text = ngettext("%(count)s finding overdue", "%(count)s findings overdue", found.numerator)
        rate = printed(found.value, "share") if found.value is not None else f"{found.numerator:,}"
        note = _("%(rate)s of %(whole)s open") % {"rate": rate, "whole": f"{found.denominator:,}"}
        yield Line("calendar-x", text % {"count": f"{found.numerator:,}"}, note, _list(board, "findings", overdue="1"))
    major = next((each for each in found.groups if each.key == "true"), None)
    if major and major.denominator and found.denominator:
        text = ngettext("%(count)s major finding open", "%(count)s major findings open", major.denominator)
        words = {"whole": f"{found.denominator:,}", "late": f"{major.numerator or 0:,}"}
        note = _("of %(whole)s open; %(late)s overdue") % words
        address = _list(board, "findings", major="1", state=UNSETTLED)
        yield Line("alert-triangle", text % {"count": f"{major.denominator:,}"}, note, address)


def _again(board: Board) -> Iterator[Line]:
    """Items that failed again after closure."""
    found = board.desk.ask("repeat_rate", board.span.pair)
    if found.numerator and found.denominator:
        text = ngettext("%(count)s item failed again", "%(count)s items failed again", found.numerator)
        note = _("of %(whole)s checked again within 12 months of closure") % {"whole": f"{found.denominator:,}"}
        yield Line(
            "repeat", text % {"count": f"{found.numerator:,}"}, note, board.address("repeat_rate", part=ROWS, rows=HITS)
        )


def _uninspected(board: Board) -> Iterator[Line]:
    """Units not inspected in the period, and for how many years those that wait longest had no inspection."""
    name = "inspection_coverage_rate"
    found = board.said(name)
    left = (found.denominator or 0) - (found.numerator or 0)
    if not left or not found.denominator:
        return
    text = ngettext("%(count)s unit not inspected", "%(count)s units not inspected", left)
    words = {
        "whole": f"{found.denominator:,}",
        "rate": printed(left / found.denominator, "share"),
        "period": board.span.name,
    }
    note = _("%(rate)s of %(whole)s, %(period)s") % words
    if found.value is None:
        note = _("of %(whole)s, %(period)s") % words
    yield Line("calendar-off", text % {"count": f"{left:,}"}, note, board.address(name, part=ROWS, rows=MISSES))
    yield from _waiting(board)


def _waiting(board: Board) -> Iterator[Line]:
    """For how many years the units that wait longest had no inspection."""
    name, longest = "inspection_coverage_rate", None
    for years in LONG:
        span = (months_back(board.span.until, years * YEAR - 1), board.span.until)
        if span[0] >= board.span.since:
            continue
        found = board.desk.ask(name, span)
        if found.numerator == found.denominator:
            break  # nor is there one that waits longer
        longest = years, span, found
    if longest is None:
        return
    years, span, found = longest
    waiting = (found.denominator or 0) - (found.numerator or 0)
    text = ngettext(
        "%(count)s unit without an inspection for %(years)s years",
        "%(count)s units without an inspection for %(years)s years",
        waiting,
    )
    note = _("longest waiting, of %(whole)s") % {"whole": f"{found.denominator or 0:,}"}
    address = figure_address(name, board.desk.place, part=ROWS, period=span, rows=MISSES)
    yield Line("clock", text % {"count": f"{waiting:,}", "years": years}, note, address)


def _unplaced(board: Board) -> Iterator[Line]:
    """Units whose parent is not known."""
    place = board.desk.place
    unit = unplaced_unit(place.unit) if place.unit else None
    if unit is None:
        return
    groups = {each.key: each for each in board.said("inspection_coverage_rate").groups}
    found = groups.get(str(unit.pk))
    if found is None or not found.denominator:
        return
    text = ngettext("%(count)s unit without a place", "%(count)s units without a place", found.denominator)
    note = _("held under “Unplaced”; counted here, but in none of the other units below")
    yield Line("home-question", text % {"count": f"{found.denominator:,}"}, note, overview_address(board, unit.code))


def _list(board: Board, name: str, **filters: Any) -> str:
    """A list with filters at the place."""
    return f"{reverse(name)}?{urlencode({**board.desk.place.parameters, **filters}, doseq=True)}"
