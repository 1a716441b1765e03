"""The registry of report kinds. A kind is one module of `paicha/reports/kinds/` and one folder of sections.

The command line, the form, the API and the job read what they offer from here.
"""

import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from django.utils.translation import gettext_noop as _

from paicha.documents.document import Language
from paicha.kernel.problems import Problem
from paicha.reports import kinds as modules
from paicha.reports.tools import Tools

DEFAULT = "inspection-report"
"""The kind that is made where none is named."""

LONGEST = 200
"""Characters of a parameter's value."""

TAKEN = {"unit", "line", "since", "until", "kind", "language", "languages", "formats", "output"}
"""Names of what every report is asked with."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A line of text that a kind of report takes; it may always be left out.

    `name` is its name in the API, in sections and, behind two dashes, on the command line. The texts are marked with
    gettext_noop and translated where they are shown: `label` and `hint` in the form, `sentence` for the command line
    and the API.
    """

    name: str
    label: str
    sentence: str
    hint: str = ""


ISSUER = Parameter(
    "issuer",
    _("Issuing body"),
    _("The issuing body; the unit's name otherwise."),
    _("The unit's name where this is empty."),
)
NUMBER = Parameter("number", _("Document number"), _("The document's number."))
"""What stands at the head of every document (`paicha/reports/rendering.py` reads both)."""


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A kind of report. `label`, `sentence` and `heading` are marked with gettext_noop, translated where shown.

    name: in the API, on the command line, in file names and in the ledger.
    label: what it is called where kinds are chosen from.
    sentence: what it is, as the help of its command.
    heading: what one report is called on pages, with places for %(unit)s, %(since)s and %(until)s.
    titles: the title of its document in each language, with places for {unit} and {period}; a zero-width space is where
        a line may be broken.
    sections: the folder of its sections, named <NN-name>.<language>.md.
    tools: what its sections may use.
    parameters: what it takes besides unit, line, period, languages and formats.
    """

    name: str
    label: str
    sentence: str
    heading: str
    titles: Mapping[Language, str]
    sections: Path
    tools: Tools
    parameters: tuple[Parameter, ...] = (ISSUER, NUMBER)


_kinds: dict[str, ReportKind] = {}


def report_kind(kind: ReportKind) -> ReportKind:
    """Register a kind. ValueError where its name is taken, or that of a parameter: by what every report is asked with,
    or by a tool."""
    if kind.name in _kinds:
        raise ValueError(f"kind of report {kind.name} is registered twice")
    taken = {*TAKEN, *kind.tools.listed()}
    for parameter in kind.parameters:
        if not parameter.name.isidentifier() or parameter.name in taken:
            raise ValueError(f"a parameter of {kind.name} cannot be called {parameter.name}")
    _kinds[kind.name] = kind
    return kind


@cache
def load() -> None:
    """Import every module of `kinds`, each of which registers its kind."""
    for module in pkgutil.iter_modules(modules.__path__):
        import_module(f"{modules.__name__}.{module.name}")


def kinds() -> dict[str, ReportKind]:
    """Every kind by name, in the order of the names."""
    load()
    return dict(sorted(_kinds.items()))


def kind_named(name: str) -> ReportKind:
    """The kind of that name; Problem `report_unknown` where there is none."""
    known = kinds()
    if name not in known:
        raise Problem("report_unknown", kind=name[:60], known=", ".join(known))
    return known[name]


def parameters(among: Iterable[ReportKind]) -> list[Parameter]:
    """What these kinds take, each name once; where several take one of the same name, as the first of them says it."""
    found: dict[str, Parameter] = {}
    for kind in among:
        for parameter in kind.parameters:
            found.setdefault(parameter.name, parameter)
    return list(found.values())
