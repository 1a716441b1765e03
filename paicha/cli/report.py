"""paicha report: a command for each kind of report, and verify."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from paicha.cli.frame import out, parsed_date, progress, say_json
from paicha.cli.installation import opened
from paicha.kernel.home import room
from paicha.orgs.permissions import require_unit
from paicha.orgs.scopes import line_named
from paicha.reports.registry import Parameter, ReportKind, kinds
from paicha.reports.rendering import Wish, languages, make_report, split_formats
from paicha.reports.verifying import verify as verify_file

app = typer.Typer(no_args_is_help=True, help=_("Reports: make one, verify one."))


def command(kind: ReportKind) -> Callable[..., None]:
    """The command that makes reports of a kind: the options that all take, then one for each of its parameters."""

    def make(
        unit: Annotated[str, typer.Option("--unit", help=_("The unit the report is about."))],
        since: Annotated[str, typer.Option("--from", help=_("First day of the period."))],
        until: Annotated[str, typer.Option("--to", help=_("Last day of the period."))],
        line: Annotated[str | None, typer.Option("--line", help=_("The line; the territorial one otherwise."))] = None,
        language: Annotated[str, typer.Option("--lang", help=_("zh or en."))] = "zh",
        formats: Annotated[
            str, typer.Option("--format", help=_("Of docx, pdf and html, joined by commas."))
        ] = "docx,pdf,html",
        output: Annotated[
            Path | None, typer.Option("--output", help=_("Folder; reports in the data folder otherwise."))
        ] = None,
        **parameters: str,
    ) -> None:
        by = opened()
        first, last = parsed_date("--from", since), parsed_date("--to", until)
        assert first and last  # noqa: S101  both options are required
        for path in written(
            by,
            kind.name,
            unit=unit,
            line=line,
            since=first,
            until=last,
            language=language,
            formats=split_formats(formats),
            folder=output or room("reports"),
            parameters=parameters,
        ):
            out.print(str(path), markup=False)

    # typer reads the options from the signature
    known = inspect.signature(make)
    shared = [each for each in known.parameters.values() if each.kind is not each.VAR_KEYWORD]
    own = [_option(each) for each in kind.parameters]
    make.__signature__ = known.replace(parameters=[*shared, *own])  # type: ignore[attr-defined]
    return make


def _option(parameter: Parameter) -> inspect.Parameter:
    option = typer.Option(f"--{parameter.name.replace('_', '-')}", help=_(parameter.sentence))
    by_name = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(parameter.name, by_name, default="", annotation=Annotated[str, option])


for each in kinds().values():
    app.command(each.name, help=_(each.sentence))(command(each))


def written(
    by: Any,
    kind: str,
    *,
    unit: str,
    line: str | None,
    since: date,
    until: date,
    language: str,
    formats: Sequence[str],
    folder: Path,
    parameters: Mapping[str, str] | None = None,
) -> list[Path]:
    """Make a report with progress shown; the files' paths."""
    found = require_unit(by, "units.see", unit)
    place, spoken = line_named(line), languages(language)
    wish = Wish(kind, found, place, since, until, spoken, tuple(formats), folder, parameters or {})
    with progress() as shown:
        task = shown.add_task(_("Writing the report"), total=100)
        return make_report(by, wish, lambda _name, part: shown.update(task, completed=round(part * 100)))[1]


@app.command(help=_("Hold a report's file against this installation; 1 when anything in it is not true."))
def verify(
    file: Annotated[Path, typer.Argument(help=_("A report: .docx, .pdf or .html."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Answer as JSON."))] = False,
) -> None:
    """Hold a report's file against this installation; 1 when anything in it is not true."""
    found = verify_file(opened(), file)
    if as_json:
        say_json(found.as_json())
    else:
        _show(found)
    raise typer.Exit(0 if found.ok else 1)


def _show(found: Any) -> None:

    said = found.as_json()
    numbers, paragraphs = said["numbers"], said["paragraphs"]
    names = {
        "true": _("true"),
        "false": _("false"),
        "definition_changed": _("definition changed"),
        "unbound": _("unbound"),
        "missing": _("missing"),
    }
    out.print(_("Numbers: ") + _(", ").join(f"{names[key]} {count:,}" for key, count in numbers.items()), markup=False)
    kinds = {"changed": _("changed"), "added": _("added"), "missing": _("missing")}
    out.print(
        _("Paragraphs: ") + _(", ").join(f"{kinds[key]} {count:,}" for key, count in paragraphs.items()), markup=False
    )
    for each in said["details"]["numbers"][:50]:
        out.print(_number(each, names[each["is"]]), markup=False)
    for each in said["details"]["paragraphs"][:50]:
        out.print(
            f"  {each['id'] or '–'} {kinds[each['is']]}: {(each['found'] or each['written'] or '')[:80]}", markup=False
        )
    out.print(_("The report is true.") if found.ok else _("The report is not true."), style="bold")


def _number(each: dict[str, Any], judged: str) -> str:
    """What is wrong with a number, in a line."""
    words = {"id": each["id"] or "–", "is": judged} | {key: each[key] or "–" for key in ("found", "written", "now")}
    if each["found"] != each["written"]:
        return _("  %(id)s %(is)s: found %(found)s, written %(written)s") % words
    if each["now"] and each["now"] != each["written"]:
        return _("  %(id)s %(is)s: written %(written)s, computed now %(now)s") % words
    return _("  %(id)s %(is)s: %(found)s stands, but the proof shown with it was changed") % words
