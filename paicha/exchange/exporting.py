"""Exports: a list or a figure as a file, unlimited and in constant memory, with what is needed to check it later.

`EXPORT` is the kind of job. Its arguments are `list` or `figure` (a name), `query` (what an address says after "?") and
`format` (xlsx or csv).
"""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, unquote

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from paicha.exchange.export_files import Canonical, Writer, writer
from paicha.exchange.export_tables import Source, Table, asked_of_figure, figure_source, list_source, place
from paicha.figures.registry import figures
from paicha.figures.words import name_of
from paicha.jobs.files import described
from paicha.jobs.kinds import Work
from paicha.kernel.clock import now, today, zone
from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.listing.declared import listing_named
from paicha.listing.questions import asked
from paicha.orgs.models import Person
from paicha.orgs.permissions import require_somewhere

FORMATS = ("xlsx", "csv")
LONGEST_QUERY = 8_000  # characters


def parameters_of(query: str) -> dict[str, list[str]]:
    """What an address asks for. Problem `value_invalid` for one that is far too long or cannot be read."""
    if len(query) > LONGEST_QUERY or "\0" in unquote(query):
        raise Problem("value_invalid", name="query", value=query[:60], help="state=open&sort=-raised")
    try:
        return parse_qs(query, keep_blank_values=True, max_num_fields=500)
    except ValueError as error:
        raise Problem("value_invalid", name="query", value=query[:60], help=str(error)) from error


def check_export(by: Person, arguments: Mapping[str, Any]) -> None:
    """Raise the Problem that would keep the export from being made."""
    if arguments.get("format") not in FORMATS:
        raise Problem("value_invalid", name="format", value=str(arguments.get("format"))[:20], help=", ".join(FORMATS))
    parameters = parameters_of(arguments.get("query", ""))
    if arguments.get("figure"):
        asked_of_figure(by, arguments["figure"], parameters)
        return
    listing = listing_named(arguments.get("list", ""))
    require_somewhere(by, listing.verb)
    asked(listing, by, parameters)
    place(by, parameters)


def run_export(work: Work) -> dict[str, Any]:
    """Write the files of an export into the job's folder."""
    check_export(work.by, work.arguments)
    for left in work.folder.iterdir():  # an attempt that was broken off
        left.unlink()
    began, position = now(), head()
    source = _source(work)
    name = work.arguments.get("figure") or work.arguments["list"]
    form = writer(work.arguments["format"], work.folder, f"{name}-{today().isoformat()}")
    counted = _Counter(work)
    try:
        tables = [_written(table, form, counted) for table in source.tables]
        work.watch(_("Packing the file"), 0.95)
        about = _about(work, source, tables, began.isoformat(), position, form.cut)
        paths = form.close(_("About"), about)
        work.watch(_("Packing the file"), 0.99)  # who cancelled meanwhile gets no file
    except BaseException:
        form.abandon()
        raise
    return {
        "files": [described(path) for path in paths],
        "tables": tables,
        "rows": tables[-1]["rows"],
        "sha256": tables[-1]["sha256"],
        "position": position,
        "about": about,
    }


def _source(work: Work) -> Source:
    parameters = parameters_of(work.arguments.get("query", ""))
    if work.arguments.get("figure"):
        return figure_source(work.by, work.arguments["figure"], parameters)
    return list_source(work.by, work.arguments["list"], parameters)


class _Counter:
    """Says how many rows are written. How many there will be nobody has counted, so there is no part that is done."""

    def __init__(self, work: Work) -> None:
        self._work, self._rows, self._said = work, 0, 0.0

    def one_more(self) -> None:
        """Another row."""
        self._rows += 1
        if self._rows % 100 == 0 or time.monotonic() - self._said > 1:
            self._said = time.monotonic()
            self._work.watch(_("%(count)s rows written") % {"count": f"{self._rows:,}"}, 0.0)


def _written(table: Table, form: Writer, counted: _Counter) -> dict[str, Any]:
    """Write a table; its rows and their hash."""
    canonical, number = Canonical([name for name, _label in table.columns]), 0
    form.table(table.name, table.title, [label for _name, label in table.columns])
    for cells in table.rows:
        form.row(cells)
        canonical.add(cells)
        number += 1
        counted.one_more()
    return {"name": table.name, "title": table.title, "rows": number, "sha256": canonical.digest()}


def _about(
    work: Work, source: Source, tables: list[dict[str, Any]], began: str, position: int, cut: int
) -> list[tuple[str, str]]:
    """What is to be known of the data."""
    after = head()
    about = [
        (_("Title"), source.title),
        *source.about,
        (_("Address"), f"?{work.arguments['query']}" if work.arguments.get("query") else "–"),
        (_("Ledger position when it began"), f"{position:,}"),
        (_("Ledger position when it ended"), f"{after:,}"),
        (_("Made at"), f"{localtime(now()).strftime('%Y-%m-%d %H:%M:%S')} ({zone().key})"),
        (_("Made by"), f"{work.by.name} ({work.by.username})"),
    ]
    for table in tables:
        words = {"table": table["title"]}
        about.append((_("Rows: %(table)s") % words, f"{table['rows']:,}"))
        about.append((_("SHA-256 of the rows: %(table)s") % words, table["sha256"]))
    about.append((_("What the hash is over"), _("The rows as canonical CSV; docs/exports.md says how it is written.")))
    if cut:
        words = {"count": f"{cut:,}"}
        about.append((_("Cells cut to what a spreadsheet holds"), _("%(count)s; the .csv has them whole") % words))
    return about


def export_named(arguments: Mapping[str, Any]) -> str:
    """What an export is of."""
    if arguments.get("figure"):
        figure = figures().get(arguments["figure"])
        return name_of(figure) if figure else str(arguments["figure"])
    try:
        return str(listing_named(arguments.get("list", "")).title)
    except Problem:
        return str(arguments.get("list", ""))
