"""The ledger: log, show."""

from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from paicha.cli.frame import out, say_json, typer_app
from paicha.cli.installation import opened
from paicha.ledger.appending import content
from paicha.ledger.queries import entry_at, newest, sentence

app = typer_app()
Json = Annotated[bool, typer.Option("--json", help=_("Answer as JSON."))]


@app.command()
def log(
    last: Annotated[int, typer.Option("--last", help=_("How many entries."), min=1, max=10_000)] = 20,
    before: Annotated[int | None, typer.Option("--before", help=_("Only below this position."))] = None,
    kind: Annotated[str | None, typer.Option("--kind", help=_("Only of this kind."))] = None,
    as_json: Json = False,
) -> None:
    """The newest entries, newest first."""
    opened()
    entries = list(newest(last, before=before, kind=kind))
    if as_json:
        say_json([_as_json(entry) for entry in entries])
        return
    for entry in entries:
        out.print(f"{entry.position:>8}  {entry.at:%Y-%m-%d %H:%M:%S}  {sentence(entry)}", markup=False)


@app.command()
def show(position: Annotated[int, typer.Argument(help=_("The entry's position."))], as_json: Json = False) -> None:
    """One entry, with what it covers."""
    opened()
    entry = entry_at(position)
    if as_json:
        say_json(_as_json(entry))
        return
    out.print(sentence(entry), style="bold", markup=False)
    for name, value in _as_json(entry).items():
        out.print(f"{name}: {value}", markup=False)


def _as_json(entry: Any) -> dict[str, Any]:

    return (
        {"position": entry.position, "sentence": sentence(entry)} | content(entry) | {"leaf": bytes(entry.leaf).hex()}
    )
