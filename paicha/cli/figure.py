"""paicha figure: ask, list, show."""

from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from paicha.cli.frame import out, parsed_date, say_json
from paicha.cli.installation import opened
from paicha.figures.asking import ask as ask_figure
from paicha.figures.keys import codes
from paicha.figures.registry import figure_named, figures
from paicha.figures.words import counts, described, interval, name_of, printed, sentence_of
from paicha.kernel.problems import Problem
from paicha.orgs.figure_questions import CHILD, figure_question
from paicha.orgs.queries import person_named
from paicha.orgs.scopes import asked_scope

app = typer.Typer(no_args_is_help=True, help=_("Figures: ask, list, show."))
Json = Annotated[bool, typer.Option("--json", help=_("Answer as JSON."))]


@app.command(help=_("Ask a figure: value, numerator and denominator, 95 % interval, groups."))
def ask(
    name: Annotated[str, typer.Argument(help=_("The figure's name; paicha figure list shows them."))],
    line: Annotated[str | None, typer.Option("--line", help=_("The line in which the unit stands."))] = None,
    unit: Annotated[str | None, typer.Option("--unit", help=_("The unit below which is counted."))] = None,
    since: Annotated[str | None, typer.Option("--from", help=_("First day of the period."))] = None,
    until: Annotated[str | None, typer.Option("--to", help=_("Last day of the period."))] = None,
    on: Annotated[str | None, typer.Option("--on", help=_("The day the state refers to."))] = None,
    by: Annotated[str | None, typer.Option("--by", help=_("Group by: child, severity, item, month …"))] = None,
    filters: Annotated[list[str] | None, typer.Option("--filter", help=_("KEY=VALUE; may be given again."))] = None,
    at: Annotated[int | None, typer.Option("--at", help=_("What was known at this position of the ledger."))] = None,
    as_user: Annotated[str | None, typer.Option("--as", help=_("Ask as this user, within that user's reach."))] = None,
    as_json: Json = False,
) -> None:
    """Ask a figure: value, numerator and denominator, 95 % interval, groups."""
    person = opened()
    person = person_named(as_user) if as_user else person
    question = figure_question(
        person,
        name,
        scope=asked_scope(person, line, unit, by_child=by == CHILD),
        period=(parsed_date("--from", since), parsed_date("--to", until)),
        on=parsed_date("--on", on),
        at=at,
        grouped=by,
        filters=_filters(filters or []),
    )
    answer = ask_figure(name, **question.arguments)
    coded = codes(by, [group.key for group in answer.groups]) if by else {}
    if as_json:
        said = answer.as_json()
        for group in said["groups"]:
            group["key"] = coded[group["key"]]
        say_json(said)
        return
    _show(answer, coded)


def _filters(texts: list[str]) -> dict[str, list[str]]:
    """Codes by dimension; the same dimension again adds a code."""
    found: dict[str, list[str]] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise Problem("filter_invalid", value=text)
        found.setdefault(key, []).append(value)
    return found


def _show(answer: Any, coded: dict[str, str]) -> None:
    out.print(name_of(figure_named(answer.name)), style="bold", markup=False)
    shown = (printed(answer.value, answer.unit), counts(answer), interval(answer, answer.unit))
    out.print("  ".join(part for part in shown if part), markup=False)
    if answer.groups:
        table = Table(box=None, pad_edge=False, show_header=False)
        for justify in ("left", "left", "right", "right", "left"):
            table.add_column(justify=justify, overflow="fold")
        for group in answer.groups:
            value = printed(group.value, answer.unit)
            code = coded[group.key]
            table.add_row(
                code if code != group.label else "", group.label, value, counts(group), interval(group, answer.unit)
            )
        out.print(table)


@app.command("list", help=_("All figures by name."))
def list_figures(as_json: Json = False) -> None:
    """All figures by name; with their sentences as JSON."""
    opened()
    found = sorted(figures().values(), key=lambda each: each.name)
    if as_json:
        say_json(
            [
                {"name": each.name, "version": each.version, "title": name_of(each), "sentence": sentence_of(each)}
                for each in found
            ]
        )
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for each in found:
        table.add_row(each.name, name_of(each))
    out.print(table)


@app.command(help=_("A figure's definition: sentence, unit of measure, grain, dimensions, and its query."))
def show(name: Annotated[str, typer.Argument(help=_("The figure's name."))], as_json: Json = False) -> None:
    """A figure's definition: sentence, unit of measure, grain, dimensions, and its query."""
    opened()
    facts = described(figure_named(name))
    if as_json:
        say_json(facts)
        return
    query = facts.pop("query")
    names = {
        "name": _("name"),
        "title": _("title"),
        "sentence": _("sentence"),
        "version": _("version"),
        "number": _("number"),
        "measure": _("measure"),
        "unit": _("unit"),
        "grain": _("grain"),
        "dimensions": _("dimensions"),
    }
    for key, value in facts.items():
        text = ", ".join(value) if isinstance(value, list) else "–" if value is None else value
        out.print(_("%(name)s: %(value)s") % {"name": names[key], "value": text}, markup=False)
    out.print(f"\n{query}", markup=False)
