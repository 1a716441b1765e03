"""Where a unit stands in a line: the levels below the line's root, each with a code that is unique under that root."""

import re
import unicodedata
from dataclasses import dataclass

from paicha.exchange.mapping_parts import Level, LinePart, fill, template_columns
from paicha.exchange.rejects import UnusableRow
from paicha.exchange.tables import Cells

UNPLACED = "unplaced"  # the kind of the unit that holds units whose first level is not known
UNPLACED_NAMES = {"zh": "未归属", "en": "Unplaced"}
MAX_CODE = 300
MAX_NAME = 300
MAX_KNOWN = 100_000  # places kept at hand
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class PlaceLevel:
    """A unit above an inspected unit: its code, its kind, and its name as this row writes it.

    Two rows may write the name of one code differently (`Restaurant`, `RESTAURANT`): the code is what counts.
    """

    code: str
    kind: str
    name: str


def slug(value: str) -> str:
    """A value as part of a code: `Daycare (2 - 6 Years)` gives `daycare-2-6-years`.

    Letters and digits of any script stay, in lower case; every run of other characters becomes one hyphen.
    """
    words = _WORDS.findall(unicodedata.normalize("NFKC", value).casefold())
    return "-".join(words) if words else value.encode().hex()


def unplaced(line: LinePart, language: str) -> PlaceLevel:
    """The explicit unit, directly below the line's root, for units whose place in the line is not known."""
    return PlaceLevel(f"{line.root.code}/{UNPLACED}-{line.code}", UNPLACED, line.unplaced or UNPLACED_NAMES[language])


class LinePlaces:
    """Tells the place of rows in one line."""

    def __init__(self, line: LinePart, null: frozenset[str], language: str) -> None:
        self._line = line
        self._null = null
        self._nowhere = () if line.where_unknown == "root" else (unplaced(line, language),)
        named = [column for level in line.levels for part in (level.name, level.code) for column in _named(part)]
        self._columns = tuple(dict.fromkeys([*(level.column for level in line.levels), *named]))
        self._known: dict[tuple[str, ...], tuple[PlaceLevel, ...]] = {}

    def of(self, cells: Cells) -> tuple[PlaceLevel, ...]:
        """The levels from below the root down to the deepest that is known; `()` is the root itself.

        Raises UnusableRow when a name or code is too long.
        """
        key = tuple([cells[column] for column in self._columns])
        place = self._known.get(key)
        if place is None:
            if len(self._known) >= MAX_KNOWN:
                self._known.clear()
            place = self._known[key] = self._read(cells)
        return place

    def _read(self, cells: Cells) -> tuple[PlaceLevel, ...]:
        place: list[PlaceLevel] = []
        above = self._line.root.code
        for level in self._line.levels:
            value = " ".join(cells[level.column].split())
            if value in self._null:
                break
            found = _level(level, above, value, cells)
            place.append(found)
            above = found.code
        return tuple(place) or self._nowhere


def _named(template: str | None) -> list[str]:
    return template_columns(template) if template else []


def _level(level: Level, above: str, value: str, cells: Cells) -> PlaceLevel:
    own = fill(level.code, cells) if level.code else f"{level.kind}-{slug(value)}"
    code, name = f"{above}/{own}", fill(level.name, cells) if level.name else value
    if len(code) > MAX_CODE:
        raise UnusableRow(level.column, "row_too_long", column=level.column, count=len(code), limit=MAX_CODE)
    if len(name) > MAX_NAME:
        raise UnusableRow(level.column, "row_too_long", column=level.column, count=len(name), limit=MAX_NAME)
    return PlaceLevel(code, level.kind, name)
