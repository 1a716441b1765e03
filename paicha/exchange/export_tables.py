"""What can be exported: a list as it is filtered, or a figure with its groups and the records behind it.

Everything is asked as the person, with the posts they hold when it is asked: nothing out of their reach is in a table.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from paicha.exchange.export_files import Cell
from paicha.figures.answers import Counted
from paicha.figures.asking import PAGE_MOST, Answer, ask, rows
from paicha.figures.dimensions import dimensions
from paicha.figures.facts import facts
from paicha.figures.keys import codes
from paicha.figures.registry import figure_named
from paicha.figures.words import name_of, sentence_of
from paicha.kernel.problems import Problem
from paicha.kernel.scope import Range, Scope
from paicha.listing.declared import Listing, listing_named
from paicha.listing.questions import Question, asked
from paicha.listing.walking import walk
from paicha.orgs.figure_questions import FigureQuestion, figure_question
from paicha.orgs.labels import line_name, unit_name
from paicha.orgs.models import Person
from paicha.orgs.permissions import reach, require_somewhere, require_unit
from paicha.orgs.queries import first_place
from paicha.orgs.scopes import line_named, range_of
from paicha.orgs.unit_lookups import units_seen

Parameters = Mapping[str, Sequence[str]]
PLACE = ("line", "unit")
ASKED = ("from", "to", "on", "at", "by", "group")
NO_GROUPS = "none"  # as `by`, in the address of a figure's page
NUMBERS = ("value", "numerator", "denominator", "low", "high")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name and title, its columns as name and label, and its rows, read as they are asked for."""

    name: str
    title: str
    columns: Sequence[tuple[str, str]]
    rows: Iterator[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Source:
    """What is exported: its title, its tables, and what is to be known of it, as labels and values."""

    title: str
    tables: Sequence[Table]
    about: Sequence[tuple[str, str]]


def place(by: Person, parameters: Parameters) -> tuple[Range | None, list[tuple[str, str]]]:
    """The subtree that `line` and `unit` name, or where the person's first post is; and the same in words."""
    line_code, unit_code = (_last(parameters, name) for name in PLACE)
    if unit_code:
        line, unit = line_named(line_code or None), require_unit(by, "units.see", unit_code)
    else:
        first = first_place(by, line_code or None)
        if first is None:
            return None, []
        line, unit = first
    words = f"{unit_name(unit)} ({unit.code})"
    return range_of(line, unit), [(_("Unit"), words), (_("Line"), f"{line_name(line)} ({line.code})")]


def list_source(by: Person, name: str, parameters: Parameters) -> Source:
    """A list as an address asks for it, all its pages."""
    listing = listing_named(name)
    require_somewhere(by, listing.verb)
    question = asked(listing, by, parameters).without_page()
    focus, words = place(by, parameters)
    columns = [(column.name, str(column.label)) for column in question.shown()]
    table = Table(name, str(listing.title), columns, _listed(question, by, focus))
    order = str(question.sort.label) + (_(", descending") if question.descending else "")
    return Source(str(listing.title), [table], [*words, *_filters(listing, by, question), (_("Order"), order)])


def _listed(question: Question, by: Person, focus: Range | None) -> Iterator[Sequence[Cell]]:
    """The cells of all rows, in the question's order."""
    values = [column.value for column in question.shown()]
    for rows_ in walk(question, by, focus):
        for row in rows_:
            yield [value(row) for value in values]


def _filters(listing: Listing, by: Person, question: Question) -> list[tuple[str, str]]:
    """The conditions in words."""
    found = []
    for each in listing.filters:
        if each.name in question.filters:
            names = dict(each.choices(by)) if each.choices else {}
            values = [str(names.get(value, value)) for value in question.filters[each.name]]
            found.append((str(each.label), _("yes") if each.kind == "flag" else "; ".join(values)))
    return found or [(_("Filters"), _("none"))]


def asked_of_figure(by: Person, name: str, parameters: Parameters) -> tuple[FigureQuestion, list[tuple[str, str]]]:
    """The question that an address asks a figure, with its place in words."""
    require_somewhere(by, "figures.ask")
    known = dimensions(figure_named(name), facts())
    focus, words = place(by, parameters)
    grouped = _last(parameters, "by")
    question = figure_question(
        by,
        name,
        scope=Scope(reach(by, "figures.ask"), focus),
        period=(_day(parameters, "from"), _day(parameters, "to")),
        on=_day(parameters, "on"),
        at=_position(parameters),
        grouped="" if grouped == NO_GROUPS else grouped,
        filters={key: parameters[key] for key in known if key in parameters and key not in PLACE},
        group=_last(parameters, "group") if "group" in parameters else None,
    )
    return question, words


def figure_source(by: Person, name: str, parameters: Parameters) -> Source:
    """A figure: what it says, what it says of its groups, and the records behind, all at one position."""
    question, words = asked_of_figure(by, name, parameters)
    answer = ask(name, **question.arguments)
    question = replace(question, at=answer.at)
    figure = figure_named(name)
    first = rows(name, **question.arguments, group=question.group, limit=1)
    columns = list(first.rows[0].values) if first.rows else []
    about = [
        (_("Figure"), f"{name} v{figure.version}"),
        (_("Definition"), sentence_of(figure)),
        *words,
        *((key, "; ".join(parameters[key])) for key in (*ASKED, *question.filters) if key in parameters),
        (_("As of position"), f"{answer.at:,}"),
        (_("State on"), answer.on.isoformat()),
    ]
    if first.outside:
        about.append((_("Records now outside your reach, not shown"), f"{first.outside:,}"))
    groups = Table("groups", name_of(figure), _group_columns(), _groups(by, question, answer))
    behind = [(key, key) for key in (figure.grain, *columns)]
    records = Table("rows", _("Records behind"), behind, _behind(question, columns))
    return Source(name_of(figure), [groups, records], about)


def _group_columns() -> list[tuple[str, str]]:
    labels = {
        "code": _("code"),
        "label": _("name"),
        "value": _("value"),
        "numerator": _("numerator"),
        "denominator": _("denominator"),
        "low": _("low end of the 95 % interval"),
        "high": _("high end of the 95 % interval"),
    }
    return list(labels.items())


def _groups(by: Person, question: FigureQuestion, answer: Answer) -> Iterator[Sequence[Cell]]:
    """The whole, then each group. A unit that left the person's reach since the position has neither code nor name."""
    yield ["", _("All"), *_numbers(answer)]
    keys = [group.key for group in answer.groups]
    coded = codes(question.by, keys) if question.by else {}
    seen = units_seen(by, [int(key) for key in keys if key]) if question.by == "child" else None
    for group in answer.groups:
        if seen is not None and group.key and int(group.key) not in seen:
            yield ["", _("outside your reach"), *_numbers(group)]
        else:
            yield [coded.get(group.key, group.key), group.label, *_numbers(group)]


def _numbers(counted: Counted) -> list[Cell]:
    return [getattr(counted, name) for name in NUMBERS]


def _behind(question: FigureQuestion, columns: Sequence[str]) -> Iterator[Sequence[Cell]]:
    after: int | str | None = None
    while True:
        found = rows(question.name, **question.arguments, group=question.group, after=after, limit=PAGE_MOST)
        for row in found.rows:
            yield [row.key, *(_plain(row.values.get(name)) for name in columns)]
        after = found.after
        if after is None:
            return


def _plain(value: Any) -> Cell:
    """A value as cells hold it."""
    if isinstance(value, bool):
        return int(value)
    return value if value is None or isinstance(value, str | int | float | date) else str(value)


def _last(parameters: Parameters, name: str) -> str:
    return next(iter(reversed(parameters.get(name, ()))), "")


def _day(parameters: Parameters, name: str) -> date | None:
    text = _last(parameters, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem("date_invalid", option=name, value=text[:60]) from None


def _position(parameters: Parameters) -> int | None:
    text = _last(parameters, "at")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Problem("value_invalid", name="at", value=text[:60], help="1234")
    return int(text)
