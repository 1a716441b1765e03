"""The job that makes reports: one for each language asked for, all of the same question."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paicha.documents.writers import WRITERS
from paicha.jobs.kinds import Work, job_kind
from paicha.kernel.problems import Problem
from paicha.orgs.models import Person
from paicha.orgs.permissions import require, require_unit
from paicha.orgs.scopes import line_named, range_of
from paicha.reports.keeping import hashed, keep
from paicha.reports.models import Report
from paicha.reports.queries import same_report
from paicha.reports.registry import DEFAULT, LONGEST, ReportKind, kind_named, kinds, parameters
from paicha.reports.rendering import Wish, file_stem, languages, make_report


def wishes(by: Person, arguments: Mapping[str, Any], folder: Path) -> list[Wish]:
    """The reports that the arguments ask for: `unit`, `line`, `since`, `until`, `languages`, `formats` and, optionally,
    `kind` and the parameters of that kind. Problems: those of what cannot be."""
    unit = require_unit(by, "units.see", str(arguments.get("unit") or ""))
    require(by, "reports.make", unit)
    line = line_named(arguments.get("line") or None)
    range_of(line, unit)
    kind = kind_named(str(arguments.get("kind") or DEFAULT))
    since, until = (_day(arguments, name) for name in ("since", "until"))
    if since > until:
        raise Problem("figure_period_reversed", since=since, until=until)
    spoken = [languages(str(each)) for each in arguments.get("languages") or ()]
    if not spoken:
        raise Problem("value_missing", verb=_("The report"), name=_("a language"))
    # the page in the browser is made of the HTML file, so there always is one
    formats = tuple(dict.fromkeys([*(str(each) for each in arguments.get("formats", WRITERS)), "html"]))
    for name in formats:
        if name not in WRITERS:
            raise Problem("value_invalid", name=_("format"), value=name[:20], help=", ".join(WRITERS))
    own = _parameters(kind, arguments)
    return [Wish(kind.name, unit, line, since, until, each, formats, folder, own) for each in dict.fromkeys(spoken)]


def _day(arguments: Mapping[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(str(arguments.get(name) or ""))
    except ValueError:
        raise Problem("date_invalid", option=name, value=str(arguments.get(name))[:60]) from None


def _parameters(kind: ReportKind, arguments: Mapping[str, Any]) -> dict[str, str]:
    """What was given of the kind's parameters; one that only another kind has is refused."""
    own = {parameter.name for parameter in kind.parameters}
    every = (parameter.name for parameter in parameters(kinds().values()))
    given = {name: text for name in every if (text := _text(arguments, name))}
    for name in given.keys() - own:
        raise Problem("value_invalid", name=name, value=given[name][:60], help=", ".join(sorted(own)))
    return given


def _text(arguments: Mapping[str, Any], name: str) -> str:
    text = str(arguments.get(name) or "").strip()
    if len(text) > LONGEST or "\0" in text:
        raise Problem("value_invalid", name=name, value=text[:60], help=_("At most 200 characters."))
    return text


def run_report(work: Work) -> dict[str, Any]:
    """Make the reports, and keep their files."""
    wanted = wishes(work.by, work.arguments, work.folder)
    made = []
    for at, wish in enumerate(wanted):

        def watch(_what: str, part: float, wish: Wish = wish, at: int = at) -> None:
            words = {"language": {"zh": _("in Chinese"), "en": _("in English")}[wish.language]}
            work.watch(_("Writing the report %(language)s") % words, (at + part) / len(wanted))

        report, paths = made_before(wish) or make_report(work.by, wish, watch)
        keep(report, paths)
        made.append({"uid": str(report.uid), "language": report.language})
    return {"reports": made}


def made_before(wish: Wish) -> tuple[Report, list[Path]] | None:
    """The report that an attempt which was broken off had put on file already, known by its files."""
    stem = file_stem(wish, 0).rpartition("-0-")[0]
    found: dict[str, list[Path]] = {}
    for path in wish.folder.glob(f"*-{wish.language}.*"):
        if path.suffix[1:] in wish.formats and path.name.startswith(f"{stem}-"):
            found.setdefault(path.stem, []).append(path)
    for name, paths in found.items():
        position = name.removeprefix(f"{stem}-").removesuffix(f"-{wish.language}")
        if position.isdecimal():
            files = {path.suffix[1:]: hashed(path) for path in paths}
            report = same_report(_filed(wish, int(position), files))
            if report is not None:
                return report, paths
    return None


def _filed(wish: Wish, position: int, files: dict[str, str]) -> Report:
    return Report(
        kind=wish.kind,
        language=wish.language,
        unit=wish.unit,
        line=wish.line,
        since=wish.since,
        until=wish.until,
        at=position,
        files=files,
    )


def check_report(by: Person, arguments: Mapping[str, Any]) -> None:
    """Raise the Problem that would keep the report from being made."""
    wishes(by, arguments, Path())


def report_named(arguments: Mapping[str, Any]) -> str:
    """What a report is about."""
    return f"{arguments.get('unit')}, {arguments.get('since')} – {arguments.get('until')}"


REPORT = job_kind("report", gettext_lazy("Report"), run_report, check_report, report_named)
