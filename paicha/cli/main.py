"""`paicha`: the commands, gathered."""

import sys
from typing import Annotated

import typer

from paicha.cli import check, demo, figure, imports, ledger, people, report, unit
from paicha.cli.frame import run, start

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback()
def begin(lang: Annotated[str | None, typer.Option(help="Language of words and labels: zh or en.")] = None) -> None:
    """paicha 排查: inspections of an organisation's units, from the records to a report that can be verified.

    PAICHA_HOME names the data folder, PAICHA_DATABASE a PostgreSQL database (SQLite in the data folder otherwise).
    """
    start(lang)


app.command()(demo.demo)
app.add_typer(imports.app, name="import")
app.add_typer(figure.app, name="figure")
app.add_typer(report.app, name="report")
app.add_typer(unit.app, name="unit")
app.add_typer(people.user_app, name="user")
app.add_typer(people.post_app, name="post")
app.command()(check.check)
app.command()(check.setup)
app.command()(people.why)
app.add_typer(ledger.app, name="ledger")


def main() -> None:
    """The console script."""
    sys.exit(run(app))
