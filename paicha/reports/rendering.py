"""Making a report: one position, one question, its sections, and the annexes that prove it.

question > sections (Markdown with Jinja) > blocks > guard > seal > writers > files > entry
"""

import base64
import errno
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from django.conf import settings
from django.utils import translation
from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta

from paicha.documents import guard
from paicha.documents.document import Block, Document, Language, Meta, Text
from paicha.documents.markdown import Pieces, parse
from paicha.documents.sealing import Sealed, seal
from paicha.documents.writers import WRITERS
from paicha.kernel.clock import today
from paicha.kernel.ids import uuid7
from paicha.kernel.problems import Problem
from paicha.kernel.scope import Scope
from paicha.ledger.checkpoints import checkpoint, root_at
from paicha.ledger.signing import signer
from paicha.orgs.labels import unit_name
from paicha.orgs.models import Line, Person, Unit
from paicha.orgs.permissions import reach, require
from paicha.orgs.scopes import range_of
from paicha.reports.actions import file_report
from paicha.reports.annexes import annexes
from paicha.reports.dates import shortest
from paicha.reports.models import Report
from paicha.reports.questions import Desk, Question, reach_by_code
from paicha.reports.registry import ISSUER, NUMBER, ReportKind, kind_named
from paicha.reports.tools import Subject

Watch = Callable[[str, float], None]  # the section or format in hand, and the fraction that is done


@dataclass(frozen=True, slots=True)
class Wish:
    """The report that is wanted.

    `parameters` are those of its kind: issuer and number stand at its head, where an empty issuer is the unit's name;
    sections may print any of them. `address` is where the installation answers: its numbers link there.
    """

    kind: str
    unit: Unit
    line: Line
    since: date
    until: date
    language: Language
    formats: tuple[str, ...]
    folder: Path
    parameters: Mapping[str, str] = field(default_factory=dict)
    address: str = ""


def make_report(by: Person, wish: Wish, watch: Watch = lambda _what, _part: None) -> tuple[Report, list[Path]]:
    """Make the report, write its files, put it on file; returns it with the files' paths.

    Problem `report_guarded` where a section says what no figure gave, `report_unknown` for a kind there is not.
    """
    kind_named(wish.kind)  # refused before anything is asked
    for name in wish.formats:
        if name not in WRITERS:
            raise Problem("value_invalid", name="--format", value=name, help=", ".join(WRITERS))
    if wish.since > wish.until:
        raise Problem("figure_period_reversed", since=wish.since, until=wish.until)
    require(by, "reports.make", wish.unit)
    position = checkpoint().size
    with translation.override("zh-hans" if wish.language == "zh" else "en"):
        document, question = compose(by, wish, position, watch)
    uid = uuid7()
    page = f"{document.meta.address}/reports/{uid}"
    sealed = seal(document, report=str(uid), page=page, scope=question.as_json(), key=signer().private)
    files, paths = _write(sealed, wish, position, watch)
    report = file_report(
        by,
        uid=uid,
        kind=wish.kind,
        language=wish.language,
        unit=wish.unit,
        line=wish.line,
        since=wish.since,
        until=wish.until,
        at=position,
        manifest=sealed.manifest,
        files=files,
    )
    checkpoint()
    return report, paths


def compose(by: Person, wish: Wish, position: int, watch: Watch) -> tuple[Document, Question]:
    """The document, from all its sections and annexes; refused where the guard finds anything."""
    question = Question(
        scope=Scope(reach(by, "figures.ask"), range_of(wish.line, wish.unit)),
        place={"line": wish.line.code, "unit": wish.unit.code},
        reach=reach_by_code(by),
        since=wish.since,
        until=wish.until,
        position=position,
    )
    kind, desk = kind_named(wish.kind), Desk(question, wish.language, Pieces())
    root = base64.b64encode(root_at(position)).decode()
    blocks = [*_sections(kind, wish, desk, watch), *annexes(desk, root)]
    issuer = wish.parameters.get(ISSUER.name) or unit_name(wish.unit)
    number, address = wish.parameters.get(NUMBER.name, ""), wish.address or settings.ADDRESS
    head = Meta(wish.language, _title(kind, wish), issuer, today(), position, root, address, number)
    document = Document(head, tuple(blocks))
    offences = guard.check(document)
    if offences:
        raise Problem("report_guarded", count=len(offences), first=offences[0].sentence, passage=offences[0].passage)
    return document, question


def _sections(kind: ReportKind, wish: Wish, desk: Desk, watch: Watch) -> list[Block]:
    """The sections of the report's language, in the order of their names."""
    # sections are Markdown, not HTML, and what a tool puts in is a piece of its own: nothing needs escaping
    loader = FileSystemLoader(kind.sections)
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=False, trim_blocks=True)  # noqa: S701
    texts = {path.name: path.read_text("utf-8") for path in sorted(kind.sections.glob(f"*.{wish.language}.md"))}
    mentioned = set().union(*(meta.find_undeclared_variables(environment.parse(text)) for text in texts.values()))
    names = kind.tools.names(Subject(desk, wish.unit, wish.line), mentioned)
    # a parameter is somebody's own words, so the guard reads it as it reads a section's
    names |= {each.name: _typed(desk, wish.parameters.get(each.name, "")) for each in kind.parameters}
    blocks: list[Block] = []
    for done, name in enumerate(texts):
        watch(name, done / (len(texts) + len(wish.formats)))
        blocks += parse(environment.get_template(name).render(**names), desk.pieces, name)
    return blocks


def _typed(desk: Desk, words: str) -> str:
    return desk.pieces.inline(Text(words)) if words else ""


def _title(kind: ReportKind, wish: Wish) -> str:
    """The document's title."""
    name = unit_name(wish.unit)
    # in Chinese, a space between a Latin name and the year
    gap = " " if wish.language == "zh" and name[-1:].isascii() else ""
    period = shortest(wish.since, wish.until, wish.language)
    return kind.titles[wish.language].format(unit=name + gap, period=period)


def _write(sealed: Sealed, wish: Wish, position: int, watch: Watch) -> tuple[dict[str, str], list[Path]]:
    """Write each format to a file of its own, whole or not at all; their hashes and paths."""
    try:
        wish.folder.mkdir(parents=True, exist_ok=True)
        made: dict[str, bytes] = {}
        for done, name in enumerate(wish.formats):
            watch(name, 1 - (len(wish.formats) - done) / (len(wish.formats) + 8))
            made[name] = WRITERS[name](sealed)
        paths = [_put(wish.folder / f"{file_stem(wish, position)}.{name}", data) for name, data in made.items()]
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        raise Problem("file_unwritable", path=str(wish.folder), reason=error.strerror or str(error)) from error
    watch("", 1.0)
    return {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}, paths


def file_stem(wish: Wish, position: int) -> str:
    """The name of a report's files: what, whom, when, in which language, at which position."""
    place = "".join(letter if letter.isalnum() else "-" for letter in wish.unit.code)
    return f"{wish.kind}-{place}-{wish.since}-{wish.until}-{position}-{wish.language}"


def _put(path: Path, data: bytes) -> Path:
    fresh = path.with_name(f".{path.name}.part")
    fresh.write_bytes(data)
    fresh.replace(path)
    return path


def languages(text: str) -> Language:
    """A language of reports."""
    if text not in ("zh", "en"):
        raise Problem("value_invalid", name="--lang", value=text, help="zh, en")
    return cast(Language, text)


def split_formats(text: str) -> tuple[str, ...]:
    """Formats written as `docx,pdf,html`."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
