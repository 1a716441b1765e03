"""Import two real data sets, write the reports in both languages, and show what to try next."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

import paicha
from paicha.cli.commands.import_ import imported, show_summary
from paicha.cli.commands.report import written
from paicha.cli.demo_people import demo_people
from paicha.cli.frame import out, typer_app
from paicha.cli.installation import opened, sealed
from paicha.figures.asking import ask
from paicha.figures.registry import figure_named
from paicha.figures.words import counts, interval, name_of, printed
from paicha.kernel.home import room
from paicha.kernel.problems import Problem
from paicha.orgs.scopes import asked_scope

app = typer_app()

EXAMPLES = Path(paicha.__file__).parents[1] / "examples"
SOURCES = (("chicago-food", "inspections.csv.gz"), ("chicago-food-text", "inspections.csv"))
CITY, SINCE, UNTIL = "chicago", date(2013, 9, 1), date(2014, 8, 31)
HEAD = (
    "inspections_total",
    "units_inspected",
    "inspection_coverage_rate",
    "failed_inspection_rate",
    "findings_total",
    "inspections_with_major_rate",
    "inferred_closure_share",
    "closure_rate_due",
)


@app.command()
def demo() -> None:
    """Import the data sets of the folder examples, write reports in both languages, and make people to sign in as.

    A second run finds all of it there.
    """
    by = opened()
    if not EXAMPLES.is_dir():
        raise Problem("file_missing", path=str(EXAMPLES))
    unchanged = True
    for folder, name in SOURCES:
        out.print(f"\n{folder}", style="bold")
        summary = imported(by, EXAMPLES / folder / name, EXAMPLES / folder / "mapping.toml")
        show_summary(summary)
        unchanged &= not summary.added and not summary.editions
    out.print()
    out.print(
        _("Figures of %(city)s, %(since)s to %(until)s") % {"city": CITY, "since": SINCE, "until": UNTIL}, style="bold"
    )
    _figures(by)
    out.print()
    out.print(_("Reports"), style="bold")
    _reports(by, unchanged)
    out.print()
    out.print(_("People"), style="bold")
    demo_people(by)
    sealed()
    out.print()
    out.print(_("To try next"), style="bold")
    for line in (
        "paicha run",
        f"paicha figure ask failed_inspection_rate --unit {CITY} --by child --from {SINCE} --to {UNTIL}",
        "paicha figure show closure_rate_due",
        f"paicha unit show {CITY}",
        "paicha ledger log",
        "paicha check",
        "paicha --help",
    ):
        out.print(f"  .venv/bin/{line}", markup=False)


def _figures(by: Any) -> None:

    scope = asked_scope(by, None, CITY)
    for name in HEAD:
        figure = figure_named(name)
        answer = ask(name, scope=scope, period=(SINCE, UNTIL))
        shown = "  ".join(part for part in (counts(answer), interval(answer, answer.unit)) if part)
        out.print(f"  {printed(answer.value, answer.unit):>9}  {name_of(figure)}  {shown}", markup=False)


def _reports(by: Any, unchanged: bool) -> None:
    """Write the reports; those of an earlier demo are shown as they are where nothing has changed since."""
    folder = room("reports")
    for language in ("zh", "en"):
        paths = sorted(folder.glob(f"inspection-report-{CITY}-{SINCE}-{UNTIL}-*-{language}.*")) if unchanged else []
        paths = paths or written(
            by,
            "inspection-report",
            unit=CITY,
            line=None,
            since=SINCE,
            until=UNTIL,
            language=language,
            formats=("docx", "pdf", "html"),
            folder=folder,
        )
        for path in paths:
            out.print(f"  {path}", markup=False)
