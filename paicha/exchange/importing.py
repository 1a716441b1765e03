"""From a file and its mapping to the records of the installation, batch by batch.

Read whole first (what cannot be read changes nothing), then imported in order of time in batches of 500, each one
transaction. What is there already with the same content is passed over, so a broken import goes on where it stopped and
a second one changes nothing.
"""

import contextlib
import gc
import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paicha.checklists.actions import publish_items, publish_scale
from paicha.checklists.queries import grades_of, items_of
from paicha.exchange.actions import File, import_batch
from paicha.exchange.chronology import Chronology, chronological
from paicha.exchange.exclusive import one_import
from paicha.exchange.fitting import fit
from paicha.exchange.mapping import load_mapping
from paicha.exchange.mapping_parts import Mapping
from paicha.exchange.records import Record
from paicha.exchange.rejects import RejectsFile
from paicha.exchange.tables import open_table
from paicha.inspections.queries import known_contents
from paicha.inspections.sources import Source
from paicha.kernel.clock import now
from paicha.kernel.home import room
from paicha.ledger.appending import head
from paicha.ledger.checkpoints import checkpoint
from paicha.ledger.writing import settle
from paicha.orgs.actions.intake import Level
from paicha.orgs.actions.units import draw_line
from paicha.orgs.models import Line, Person
from paicha.orgs.queries import lines_by_code, unplaced_units

BATCH = 500
FOLLOWED = ("added", "merged", "closed_verified", "closed_inferred", "reopened")
Watch = Callable[[str, float], None]  # what is being done ("reading", "importing"), and the fraction that is done


@dataclass
class Summary:
    """What an import did. `units` are inspected units, not the levels above them."""

    rows: int = 0
    added: int = 0
    unchanged: int = 0
    editions: int = 0
    not_held: int = 0
    rejected: int = 0
    unplaced_units: int = 0
    position: int = 0
    rejects: Path | None = None
    units_added: set[str] = field(default_factory=set)
    units_changed: set[str] = field(default_factory=set)
    findings: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        """The summary as `paicha import inspections --json` gives it."""
        inspections = ("added", "unchanged", "editions", "not_held")
        return {
            "rows": self.rows,
            "inspections": {name: getattr(self, name) for name in inspections},
            "units": {"added": len(self.units_added), "changed": len(self.units_changed - self.units_added)},
            "findings": {name: self.findings[name] for name in FOLLOWED},
            "rejected": self.rejected,
            "unplaced_units": self.unplaced_units,
            "position": self.position,
        }


def import_inspections(by: Person, path: Path, mapping_path: Path, watch: Watch = lambda what, part: None) -> Summary:
    """Import a file of inspections; Problem where the file or the mapping cannot be read, with nothing changed."""
    mapping = load_mapping(mapping_path)
    summary = Summary()
    with (
        one_import(),
        open_table(path, encoding=mapping.encoding, delimiter=mapping.delimiter, sheet=mapping.sheet) as table,
        RejectsFile(_rejects_path(mapping), table.columns) as rejects,
        chronological(table, mapping, room("scratch"), rejects, watch=lambda part: watch("reading", part)) as records,
    ):
        file, roots = File(path.name, _sha256(path)), _roots(mapping)
        source, items = _source(by, mapping, records)
        try:
            for batch in _batches(records):
                _import(by, file, source, items, roots, batch, summary)
                watch("importing", summary.rows / len(records))
        finally:  # whatever ends it, the batches that are in stay
            checkpoint()
        summary.rows += rejects.count
    summary.rejected, summary.rejects = rejects.count, rejects.path if rejects.count else None
    summary.unplaced_units = unplaced_units([line.code for line in mapping.lines])
    summary.position = head()
    if summary.added or summary.editions:
        settle()
    return summary


def _rejects_path(mapping: Mapping) -> Path:
    return room("rejects") / f"{mapping.source}-{now():%Y%m%dT%H%M%S%f}.csv"


def _import(
    by: Person,
    file: File,
    source: Source,
    items: dict[str, int],
    roots: dict[str, Level],
    batch: Sequence[Record],
    summary: Summary,
) -> None:
    known = known_contents(source.name, [record.external_id for record in batch])
    news = [record for record in batch if known.get(record.external_id) != record.digest]
    summary.rows += len(batch)
    summary.unchanged += len(batch) - len(news)
    summary.not_held += sum(not record.held for record in batch)
    if news:
        with _undisturbed():
            done = import_batch(by, file=file, source=source, items=items, roots=roots, records=news)
        summary.added += done.added
        summary.editions += done.editions
        summary.units_added |= done.units_added
        summary.units_changed |= done.units_changed
        summary.findings += done.findings


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let nobody look for garbage: all of a batch is in use until its end, and looking takes a seventh of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _batches(records: Chronology) -> Iterator[list[Record]]:
    rows = iter(records)
    while batch := list(itertools.islice(rows, BATCH)):
        yield batch


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _roots(mapping: Mapping) -> dict[str, Level]:
    return {line.code: Level(line.root.code, line.root.kind, line.root.name) for line in mapping.lines}


def _source(by: Person, mapping: Mapping, records: Chronology) -> tuple[Source, dict[str, int]]:
    """The source as the mapping describes it: lines, scale and checklist are made where they are missing.

    What does not fit the installation is refused before anything is made.
    """
    fit(mapping)
    part = mapping.findings.counts or mapping.findings.text
    assert part is not None  # noqa: S101  a mapping has one of the two
    grades = grades_of(publish_scale(by, code=part.scale)) if part.scale else {}
    lines = _lines(by, mapping)
    line = lines[mapping.record_line]
    text = mapping.findings.text
    if text is None:
        return Source(mapping.source, line, grades), {}
    titles = {code: seen.title for record in records for code, seen in record.listing.items.items()}
    names = {"name_zh": text.checklist.names.zh, "name_en": text.checklist.names.en}
    version = publish_items(by, code=text.checklist.code, items=titles, **names)
    source = Source(mapping.source, line, grades, version, mapping.inspection.not_listed_means_met)
    return source, items_of(version)


def _lines(by: Person, mapping: Mapping) -> dict[str, Line]:
    """The lines of the mapping, drawn where they are missing."""
    lines = lines_by_code()
    for part in mapping.lines:
        if part.code not in lines:
            names = {"name_zh": part.names.zh, "name_en": part.names.en}
            lines[part.code] = draw_line(by, code=part.code, kind=part.kind, **names)
    return lines
