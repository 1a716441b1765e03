"""Hold configuration, database and ledger against each other; 1 when anything does not match."""

from typing import Annotated

import typer
from django.utils.translation import gettext as _

from paicha.cli.frame import out, progress, say_json, typer_app
from paicha.cli.installation import opened
from paicha.figures.registry import check as check_figures
from paicha.ledger import checking
from paicha.ledger.appending import head

app = typer_app()


@app.command()
def check(as_json: Annotated[bool, typer.Option("--json", help=_("Answer as JSON."))] = False) -> None:
    """Compare each record with its last entry, the ledger with its checkpoints, and figures with their definitions.

    1 when anything does not match; the first 200 differences are shown.
    """
    opened()
    check_figures()
    found = []
    with progress() as shown:
        tasks: dict[str, int] = {}

        def on(what: str, done: int, total: int) -> None:
            task = tasks.setdefault(what, shown.add_task(what, total=total)) if what not in tasks else tasks[what]
            shown.update(task, completed=done)  # type: ignore[arg-type]  # rich's TaskID is an int

        found = list(checking.check(on))
    if as_json:
        rows = [{"what": each.what, "where": each.where, "detail": each.detail} for each in found]
        say_json({"ok": not found, "position": head(), "differences": rows})
    else:
        for each in found[:200]:
            out.print(f"{checking.SENTENCES[each.what]}: {each.where} {each.detail}".rstrip(), markup=False)
        if found:
            out.print(_("%(count)s differences.") % {"count": len(found)})
        else:
            out.print(_("All records match the ledger's %(count)s entries.") % {"count": head()})
    raise typer.Exit(1 if found else 0)
