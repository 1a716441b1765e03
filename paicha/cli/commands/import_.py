"""Records from files: inspections."""

from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from paicha.cli.frame import out, progress, say_json, typer_app
from paicha.cli.installation import opened
from paicha.exchange.importing import import_inspections

app = typer_app()


@app.callback()
def group() -> None:
    """Records from files."""


@app.command()
def inspections(
    file: Annotated[Path, typer.Argument(help=_("The file: .csv, .csv.gz or .xlsx."))],
    mapping: Annotated[Path, typer.Option("--mapping", help=_("The mapping: a TOML file, see docs/mapping.md."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Answer as JSON."))] = False,
) -> None:
    """Import inspections. Running it again changes nothing; a broken run goes on where it stopped."""
    by = opened()
    summary = imported(by, file, mapping)
    if as_json:
        say_json(summary.as_json())
    else:
        show_summary(summary)


def imported(by: Any, file: Path, mapping: Path) -> Any:
    """Import with progress shown."""
    with progress() as shown:
        names = {"reading": _("Reading"), "importing": _("Importing")}
        tasks = {what: shown.add_task(name, total=100, start=False) for what, name in names.items()}

        def watch(what: str, part: float) -> None:
            shown.start_task(tasks[what])
            shown.update(tasks[what], completed=round(part * 100))

        return import_inspections(by, file, mapping, watch)


def show_summary(summary: Any) -> None:
    """Say what an import did."""
    said = summary.as_json()
    lines = [
        (_("rows read"), f"{said['rows']:,}"),
        (_("inspections added"), f"{said['inspections']['added']:,}"),
        (_("unchanged"), f"{said['inspections']['unchanged']:,}"),
        (_("later editions"), f"{said['inspections']['editions']:,}"),
        (_("attempts not held"), f"{said['inspections']['not_held']:,}"),
        (_("units added"), f"{said['units']['added']:,}"),
        (_("units changed"), f"{said['units']['changed']:,}"),
        (_("findings raised"), f"{said['findings']['added']:,}"),
        (_("merged"), f"{said['findings']['merged']:,}"),
        (_("closed, verified"), f"{said['findings']['closed_verified']:,}"),
        (_("closed, inferred"), f"{said['findings']['closed_inferred']:,}"),
        (_("reopened"), f"{said['findings']['reopened']:,}"),
        (_("units without a parent"), f"{said['unplaced_units']:,}"),
        (_("rows rejected"), f"{said['rejected']:,}"),
        (_("position"), f"{said['position']:,}"),
    ]
    width = max(len(name.encode("gb18030")) for name, _value in lines)
    for name, value in lines:
        out.print(f"{name}{' ' * (width - len(name.encode('gb18030')))}  {value:>9}", markup=False)
    if summary.rejects:
        out.print(_("Rejected rows, with reasons: %(path)s") % {"path": summary.rejects}, markup=False)
