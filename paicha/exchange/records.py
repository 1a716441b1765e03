"""A row and a mapping make a record, or a reject with the line, the column and the reason."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from paicha.exchange.listings import CountsReader, Listing, TextReader
from paicha.exchange.mapping_parts import Mapping
from paicha.exchange.nearest import nearest
from paicha.exchange.places import LinePlaces, PlaceLevel
from paicha.exchange.rejects import RejectSink, UnusableRow
from paicha.exchange.tables import Cells, Table
from paicha.kernel import clock
from paicha.kernel.canonical import canonical_row
from paicha.kernel.natural import natural

EARLIEST = date(1900, 1, 1)
LATEST_DEADLINE = date(2200, 1, 1)
MAX_ID = 100
MAX_GROUP = 64
MAX_KIND = 100
MAX_TEXT = 300  # of a unit's code, name, address and of an attribute
MAX_DATES = 10_000  # dates kept at hand
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{0,30})?", re.ASCII)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class UnitData:
    """The inspected unit as this row describes it. Coordinates in millionths of a degree; texts "" when not known.

    `attributes` holds the non-blank ones only; `places` the levels in each line, below the root (`()`: at the root).
    """

    code: str
    name: str
    kind: str
    address: str
    latitude_e6: int | None
    longitude_e6: int | None
    attributes: dict[str, str]
    places: dict[str, tuple[PlaceLevel, ...]]


@dataclass(frozen=True, slots=True)
class Record:
    """One inspection, or the attempt at one (`held` False: nothing is listed), as the source tells it.

    `set_aside` says that the row of an attempt names findings all the same; they are not read. `digest` is the SHA-256
    of the content (all but the line number and the spelling of places' names): another digest is another content.
    """

    line_number: int
    external_id: str
    on: date
    kind: str
    family: str
    recheck: bool
    held: bool
    failed: bool
    result_word: str
    inspector_group: str
    unit: UnitData
    listing: Listing
    set_aside: bool
    digest: bytes


def sort_key(record: Record) -> tuple[date, bytes, str]:
    """The order in which inspections are imported: by date, then by natural order of the source's id."""
    return record.on, natural(record.external_id), record.external_id


def read_rows(table: Table, mapping: Mapping, rejects: RejectSink) -> Iterator[tuple[Record, Cells]]:
    """Records in the order of the file, each with the row it was read from; rows that cannot be used go to `rejects`.

    The same id twice is not noticed here but by `chronological`. Raises Problem: `mapping_column` at once, and what the
    table raises when it turns out to be broken.
    """
    reader = RowReader(table, mapping)
    for line, cells in table.rows(rejects):
        try:
            record = reader.read(line, cells)
        except UnusableRow as fault:
            rejects(fault.reject(line, cells))
        else:
            yield record, cells


def read_records(table: Table, mapping: Mapping, rejects: RejectSink) -> Iterator[Record]:
    """Records alone, as `read_rows`."""
    return (record for record, _cells in read_rows(table, mapping, rejects))


class RowReader:
    """Reads rows of one table by one mapping. What it remembers of earlier rows only saves time."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        mapping.check_columns(table.columns, str(table.path))
        self._unit = mapping.unit
        self._inspection = inspection = mapping.inspection
        self._null = frozenset({"", *(" ".join(word.split()) for word in mapping.null)})
        self._kinds = {" ".join(word.split()): kind for word, kind in inspection.kinds.items()}
        self._results = {" ".join(word.split()): result for word, result in inspection.results.items()}
        self._lines = [(line.code, LinePlaces(line, self._null, mapping.language)) for line in mapping.lines]
        self._zone = ZoneInfo(mapping.time_zone)
        self._typed = table.typed
        self._latest = clock.today() + timedelta(days=1)  # a source may lie east of us
        self._dates: dict[tuple[str, str], date] = {}
        text = mapping.findings.text
        if mapping.findings.counts is not None:
            self._listings: CountsReader | TextReader = CountsReader(mapping.findings.counts, self._null)
        elif text is not None:
            form = text.deadline_format
            self._listings = TextReader(mapping, text, self._null, lambda value, column: self._day(value, form, column))

    def read(self, line: int, cells: Cells) -> Record:
        """The record of one row. Raises UnusableRow, or Problem `mapping_pattern_slow`."""
        inspection = self._inspection
        external_id = self._required(cells, inspection.id, MAX_ID)
        on = self._on(cells)
        kind, family, recheck = self._kind(cells)
        result_word = self._required(cells, inspection.result, MAX_KIND)
        result = self._results.get(result_word)
        if result is None:
            raise self._unknown_word(inspection.result, result_word, "inspection.results", self._results)
        group = self._optional(cells, inspection.inspector_group, MAX_GROUP)
        unit = self._read_unit(cells)
        listing = self._listings.read(cells) if result.held else Listing()
        set_aside = not result.held and self._listings.lists_anything(cells)
        failed = bool(result.failed)
        words = (external_id, on, kind, family, recheck, result.held, failed, result_word, group, set_aside)
        return Record(
            line,
            external_id,
            on,
            kind,
            family,
            recheck,
            result.held,
            failed,
            result_word,
            group,
            unit,
            listing,
            set_aside,
            content_digest(words, unit, listing),
        )

    def _optional(self, cells: Cells, column: str | None, limit: int) -> str:
        """A column's text, white space made single; "" when there is no such column or its text is a null word."""
        if column is None:
            return ""
        text = " ".join(cells[column].split())
        if text in self._null:
            return ""
        if len(text) > limit:
            raise UnusableRow(column, "row_too_long", column=column, count=len(text), limit=limit)
        return text

    def _required(self, cells: Cells, column: str, limit: int) -> str:
        text = self._optional(cells, column, limit)
        if not text:
            raise UnusableRow(column, "row_blank", column=column)
        return text

    def _kind(self, cells: Cells) -> tuple[str, str, bool]:
        column = self._inspection.kind
        if column is None:
            return "", self._inspection.family or "", False
        word = self._required(cells, column, MAX_KIND)
        kind = self._kinds.get(word)
        if kind is None:
            raise self._unknown_word(column, word, "inspection.kinds", self._kinds)
        return word, kind.family, kind.recheck

    def _unknown_word(self, column: str, word: str, key: str, known: Iterable[str]) -> UnusableRow:
        near = nearest(word, known)
        return UnusableRow(column, "row_word", column=column, value=word, key=key, nearest=near)

    def _on(self, cells: Cells) -> date:
        column = self._inspection.date
        text = self._required(cells, column, MAX_KIND)
        on = self._day(text, self._inspection.date_format, column)
        if on > self._latest:
            raise UnusableRow(column, "row_date_future", column=column, value=text)
        return on

    def _day(self, text: str, form: str, column: str) -> date:
        """The date that a text states: the local date of the source, also where the text has an offset from UTC."""
        day = self._dates.get((text, form))
        if day is None:
            try:
                if self._typed and _ISO.fullmatch(text):
                    day = date.fromisoformat(text[:10])
                else:
                    moment = datetime.strptime(text, form)  # noqa: DTZ007  a local date; with an offset, see below
                    day = (moment.astimezone(self._zone) if moment.tzinfo else moment).date()
            except (ValueError, OverflowError) as error:
                shown = text[:60]
                raise UnusableRow(column, "row_date", column=column, value=shown, format=form) from error
            if len(self._dates) >= MAX_DATES:
                self._dates.clear()
            self._dates[text, form] = day
        if not EARLIEST <= day < LATEST_DEADLINE:
            raise UnusableRow(column, "row_date_absurd", column=column, value=text[:60])
        return day

    def _read_unit(self, cells: Cells) -> UnitData:
        unit = self._unit
        attributes = {}
        for name, column in unit.attributes.items():
            if value := self._optional(cells, column, MAX_TEXT):
                attributes[name] = value
        latitude = self._coordinate(cells, unit.latitude, 90)
        longitude = self._coordinate(cells, unit.longitude, 180)
        if latitude is None or longitude is None:
            latitude = longitude = None  # one of the two is no position
        return UnitData(
            code=self._code(cells),
            name=self._required(cells, unit.name, MAX_TEXT),
            kind=self._optional(cells, unit.kind, MAX_KIND),
            address=self._optional(cells, unit.address, MAX_TEXT),
            latitude_e6=latitude,
            longitude_e6=longitude,
            attributes=attributes,
            places={code: places.of(cells) for code, places in self._lines},
        )

    def _code(self, cells: Cells) -> str:
        """The unit's code: its column as it is, or the columns of `code_from` made alike and joined by ` / `.

        Made alike: Unicode NFKC (full-width letters become plain ones), upper case, single spaces.
        """
        unit = self._unit
        if unit.code is not None:
            code, column = self._required(cells, unit.code, MAX_TEXT), unit.code
        else:
            texts = [self._required(cells, column, MAX_TEXT) for column in unit.code_from]
            column = unit.code_from[0]
            code = " / ".join(" ".join(unicodedata.normalize("NFKC", text).upper().split()) for text in texts)
        code = unit.prefix + code
        if len(code) > MAX_TEXT:
            raise UnusableRow(column, "row_too_long", column=column, count=len(code), limit=MAX_TEXT)
        return code

    def _coordinate(self, cells: Cells, column: str | None, limit: int) -> int | None:
        text = self._optional(cells, column, MAX_TEXT)
        if column is None or not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise UnusableRow(column, "row_coordinate", column=column, value=text[:60])
        micro = round(float(text) * 1_000_000)
        if abs(micro) > limit * 1_000_000:
            raise UnusableRow(column, "row_off_the_earth", column=column, value=text[:60], limit=limit)
        return micro


def content_digest(words: tuple[object, ...], unit: UnitData, listing: Listing) -> bytes:
    """SHA-256 of the canonical JSON of all that a row says, free of the order in which it says it."""
    content = [
        words,
        (unit.code, unit.name, unit.kind, unit.address, unit.latitude_e6, unit.longitude_e6),
        sorted(unit.attributes.items()),
        [(line, [level.code for level in levels]) for line, levels in sorted(unit.places.items())],
        sorted(listing.counts.items()),
        [
            (code, item.title, item.comment, item.times, item.severity, item.deadline)
            for code, item in sorted(listing.items.items())
        ],
    ]
    return hashlib.sha256(canonical_row(content)).digest()
