"""The commands, gathered. Imported when Django is up and the language is known, so that help speaks it too."""

from typing import Annotated, Literal

import typer
from django.utils.translation import gettext as _

from paicha.cli import check, demo, figure, imports, ledger, people, report, run, schedule, unit, worker

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=_(
        "paicha 排查: inspections of an organisation's units, from the records to a report that can be verified. "
        "PAICHA_HOME names the data folder, PAICHA_DATABASE a PostgreSQL database (else SQLite in that folder)."
    ),
)


@app.callback()
def begin(
    lang: Annotated[Literal["zh", "en"] | None, typer.Option(help=_("Language of words and labels: zh or en."))] = None,
) -> None:
    """The options before any command; `main` has read them already, before the words were made."""


app.command(help=_("Import two real data sets, write the reports in both languages, and show what to try next."))(
    demo.demo
)
app.add_typer(imports.app, name="import")
app.add_typer(figure.app, name="figure")
app.add_typer(report.app, name="report")
app.add_typer(unit.app, name="unit")
app.add_typer(people.user_app, name="user")
app.add_typer(people.post_app, name="post")
app.command(help=_("Hold configuration, database and ledger against each other; 1 when anything does not match."))(
    check.check
)
app.command(help=_("Make the database, or bring its structure up to this code."))(check.setup)
app.command(help=_("Whether somebody may do something to a thing, and which of their posts says so."))(people.why)
app.add_typer(ledger.app, name="ledger")
app.command(help=_("Serve pages and run jobs, until it is told to stop."))(run.run)
app.command(help=_("Run the jobs that people ask for, until it is told to stop."))(worker.worker)
app.add_typer(schedule.app, name="schedule")
