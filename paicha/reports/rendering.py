"""Making a report: one position, one question, its sections, and the annexes that prove it.

question > sections (Markdown with Jinja) > blocks > guard > seal > writers > files > entry
"""

import base64
import errno
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from django.conf import settings
from django.utils import translation
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from paicha.documents import guard
from paicha.documents.document import Block, Document, Language, Meta
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
from paicha.reports.models import Report
from paicha.reports.questions import Desk, Question, reach_by_code
from paicha.reports.section_tools import tools

TEMPLATES = Path(__file__).parent / "templates"
Watch = Callable[[str, float], None]  # the section or format in hand, and the fraction that is done


@dataclass(frozen=True, slots=True)
class Wish:
    """The report that is wanted. `issuer`, `number` and `address` stand on it; an empty issuer is the unit's name.

    `address` is where the installation answers: its numbers link there.
    """

    kind: str
    unit: Unit
    line: Line
    since: date
    until: date
    language: Language
    formats: tuple[str, ...]
    folder: Path
    issuer: str = ""
    number: str = ""
    address: str = ""


def kinds() -> list[str]:
    """The reports that can be made."""
    return sorted(folder.name for folder in TEMPLATES.iterdir() if folder.is_dir())


def make_report(by: Person, wish: Wish, watch: Watch = lambda _what, _part: None) -> tuple[Report, list[Path]]:
    """Make the report, write its files, put it on file; returns it with the files' paths.

    Problem `report_guarded` where a section says what no figure gave, `report_unknown` for a kind there is not.
    """
    if wish.kind not in kinds():
        raise Problem("report_unknown", kind=wish.kind, known=", ".join(kinds()))
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
    pieces = Pieces()
    desk = Desk(question, wish.language, pieces)
    root = base64.b64encode(root_at(position)).decode()
    environment = _environment(wish.kind)
    names = tools(desk, wish.unit, wish.line)
    sections = sorted((TEMPLATES / wish.kind).glob(f"*.{wish.language}.md"))
    blocks: list[Block] = []
    for done, section in enumerate(sections):
        watch(section.name, done / (len(sections) + len(wish.formats)))
        blocks += parse(environment.get_template(section.name).render(**names), pieces, section.name)
    blocks += annexes(desk, root)
    title = names["title"]
    issuer, address = wish.issuer or unit_name(wish.unit), wish.address or settings.ADDRESS
    meta = Meta(wish.language, title, issuer, today(), position, root, address, wish.number)
    document = Document(meta, tuple(blocks))
    offences = guard.check(document)
    if offences:
        raise Problem("report_guarded", count=len(offences), first=offences[0].sentence, passage=offences[0].passage)
    return document, question


def _environment(kind: str) -> Environment:
    """Sections are Markdown, not HTML; names they put in are cited pieces, so nothing needs escaping."""
    loader = FileSystemLoader(TEMPLATES / kind)
    return Environment(loader=loader, undefined=StrictUndefined, autoescape=False, trim_blocks=True)  # noqa: S701


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
