"""Units: show, move, merge, close, reopen, rename."""

from typing import Annotated

import typer
from django.utils.translation import gettext as _
from rich.table import Table

from paicha.cli.frame import out, parsed_date, say_json, typer_app
from paicha.cli.installation import opened, sealed
from paicha.kernel.clock import today
from paicha.orgs.actions.units import close_unit, merge_unit, move_unit, rename_unit, reopen_unit
from paicha.orgs.labels import unit_name
from paicha.orgs.permissions import require_unit
from paicha.orgs.queries import children, person_named, unit_places
from paicha.orgs.scopes import line_named

app = typer_app()

Code = Annotated[str, typer.Argument(help=_("The unit's code."))]
On = Annotated[str | None, typer.Option("--on", help=_("Date, 2026-01-31; today otherwise."))]
Line = Annotated[str | None, typer.Option("--line", help=_("Line; the territorial one otherwise."))]
Json = Annotated[bool, typer.Option("--json", help=_("Answer as JSON."))]
As = Annotated[str | None, typer.Option("--as", help=_("Ask as this user."))]


@app.command()
def show(
    code: Annotated[str | None, typer.Argument(help=_("Its code; the line's roots otherwise."))] = None,
    line: Line = None,
    as_user: As = None,
    as_json: Json = False,
) -> None:
    """A unit, its places and the units below it."""
    by = opened()
    by = person_named(as_user) if as_user else by
    unit, places = unit_places(by, code) if code else (None, [])
    below = list(children(by, line_named(line), unit)[:1001])
    if as_json:
        facts = {}
        if unit:
            facts = {
                "code": unit.code,
                "name": unit_name(unit),
                "kind": unit.kind,
                "address": unit.address,
                "attributes": unit.attributes,
                "opened_on": unit.opened_on and unit.opened_on.isoformat(),
                "closed_on": unit.closed_on and unit.closed_on.isoformat(),
                "places": {place.line.code: [above.code for above in place.above] for place in places},
            }
        say_json(facts | {"children": [{"code": each.code, "name": unit_name(each)} for each in below]})
        return
    if unit:
        out.print(f"{unit_name(unit)}  {unit.code}  {unit.kind}", style="bold", markup=False)
        for place in places:
            way = " › ".join(unit_name(above) for above in place.above)
            out.print(f"{place.line.code}: {way or '–'}  ({place.below})", markup=False)
        for name, value in {
            _("address"): unit.address,
            _("opened"): unit.opened_on,
            _("closed"): unit.closed_on,
        }.items():
            if value:
                out.print(_("%(name)s: %(value)s") % {"name": name, "value": value}, markup=False)
    if below:
        table = Table(box=None, pad_edge=False)
        for heading in (_("code"), _("name"), _("kind")):
            table.add_column(heading, overflow="fold")
        for each in below[:1000]:
            table.add_row(each.code, unit_name(each), each.kind)
        out.print(table)
        if len(below) > 1000:
            out.print(_("and more; name a unit to see those below it"))


@app.command()
def move(
    code: Code, to: Annotated[str, typer.Option("--to", help=_("The new parent's code."))], line: Line = None
) -> None:
    """Place a unit, with all below it, under another parent in one line."""
    by = opened()
    unit, parent = require_unit(by, "units.see", code), require_unit(by, "units.see", to)
    move_unit(by, unit=unit, line=line_named(line), parent=parent)
    _done()


@app.command()
def merge(
    code: Code, into: Annotated[str, typer.Option("--into", help=_("The unit that goes on."))], on: On = None
) -> None:
    """Close a unit and place it under the one that goes on."""
    by = opened()
    unit, survivor = require_unit(by, "units.see", code), require_unit(by, "units.see", into)
    merge_unit(by, unit=unit, survivor=survivor, on=parsed_date("--on", on) or today())
    _done()


@app.command()
def close(code: Code, on: On = None) -> None:
    """Close a unit."""
    by = opened()
    close_unit(by, unit=require_unit(by, "units.see", code), on=parsed_date("--on", on) or today())
    _done()


@app.command()
def reopen(code: Code) -> None:
    """Open a closed unit again."""
    by = opened()
    reopen_unit(by, unit=require_unit(by, "units.see", code))
    _done()


@app.command()
def rename(code: Code, name: Annotated[str, typer.Argument(help=_("The new name."))]) -> None:
    """Give a unit another name."""
    by = opened()
    rename_unit(by, unit=require_unit(by, "units.see", code), name=name)
    _done()


def _done() -> None:
    """Say at which position it stands in the ledger."""
    out.print(_("Done; position %(position)s.") % {"position": sealed()})
