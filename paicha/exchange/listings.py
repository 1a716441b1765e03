"""What an inspection found, as its row lists it: numbers by grade, or items in a text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import regex  # type: ignore[import-untyped]

from paicha.exchange.mapping_parts import CountsPart, Mapping, TextPart
from paicha.exchange.nearest import nearest
from paicha.exchange.rejects import UnusableRow
from paicha.exchange.tables import Cells
from paicha.kernel.problems import Problem

MAX_TEXT = 100_000  # characters of one cell that is matched
MATCH_SECONDS = 2.0  # for one match; a sound pattern takes microseconds, a catastrophic one years
MAX_ITEM = 64
MAX_TITLE = 1000
_COUNT = re.compile(r"([0-9]{1,7})(\.0+)?", re.ASCII)

Dates = Callable[[str, str], date]  # (text, column) -> date; raises UnusableRow


@dataclass(frozen=True, slots=True)
class ItemListing:
    """One item as one inspection lists it, however often: `times` counts the mentions, `comment` joins them by lines.

    `severity` is the gravest grade that was stated, `deadline` the earliest date; None where the text states none.
    """

    title: str
    comment: str
    times: int = 1
    severity: str | None = None
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What an inspection lists: `counts` by grade (zeros too), or `items` by item code. Both empty when not held."""

    counts: dict[str, int] = field(default_factory=dict)
    items: dict[str, ItemListing] = field(default_factory=dict)


class CountsReader:
    """Reads [findings.counts]."""

    def __init__(self, part: CountsPart, null: frozenset[str]) -> None:
        self._columns = list(part.columns.items())
        self._null = null
        self._blank_means_zero = part.blank_means_zero

    def read(self, cells: Cells) -> Listing:
        counts = {}
        for grade, column in self._columns:
            text = cells[column].strip()
            if text in self._null:
                if not self._blank_means_zero:
                    raise UnusableRow(column, "row_blank", column=column)
                counts[grade] = 0
                continue
            number = _COUNT.fullmatch(text)
            if number is None:
                raise UnusableRow(column, "row_count", column=column, value=text[:60])
            counts[grade] = int(number[1])
        return Listing(counts=counts)

    def lists_anything(self, cells: Cells) -> bool:
        """Whether the row names findings at all, readable or not."""
        texts = (cells[column].strip() for _grade, column in self._columns)
        return any(text not in self._null and text.strip("0.") for text in texts)


class TextReader:
    """Reads [findings.text]: the cell is split at the separator, and each piece must match the pattern as a whole."""

    def __init__(self, mapping: Mapping, part: TextPart, null: frozenset[str], dates: Dates) -> None:
        self._path = mapping.path
        self._part = part
        self._null = null
        self._dates = dates
        self._pattern = regex.compile(part.pattern, regex.DOTALL)
        self._severities = {" ".join(word.split()): grade for word, grade in part.severities.items()}
        self._rank = {grade: place for place, grade in enumerate(part.severities.values())}

    def read(self, cells: Cells) -> Listing:
        column = self._part.column
        text = cells[column].strip()
        if text in self._null:
            return Listing()
        if len(text) > MAX_TEXT:
            raise UnusableRow(column, "row_too_long", column=column, count=len(text), limit=MAX_TEXT)
        items: dict[str, ItemListing] = {}
        for number, piece in enumerate(text.split(self._part.separator) if self._part.separator else [text], 1):
            if piece := piece.strip():
                code, listing = self._item(piece, number)
                items[code] = self._joined(items[code], listing) if code in items else listing
        return Listing(items=items)

    def lists_anything(self, cells: Cells) -> bool:
        """Whether the row names findings at all, readable or not."""
        return cells[self._part.column].strip() not in self._null

    def _item(self, piece: str, number: int) -> tuple[str, ItemListing]:
        column = self._part.column
        try:
            match = self._pattern.fullmatch(piece, timeout=MATCH_SECONDS)
        except TimeoutError as error:
            key = "findings.text.pattern"
            raise Problem("mapping_pattern_slow", path=self._path, key=key, start=piece[:60]) from error
        if match is None:
            raise UnusableRow(column, "row_unmatched", column=column, number=number, start=piece[:60])
        found = {name: (text or "").strip() for name, text in match.groupdict().items()}
        code, title = " ".join(found["item"].split()), " ".join(found["title"].split())
        if not code or not title:
            raise UnusableRow(column, "row_unmatched", column=column, number=number, start=piece[:60])
        for text, limit in ((code, MAX_ITEM), (title, MAX_TITLE)):
            if len(text) > limit:
                raise UnusableRow(column, "row_too_long", column=column, count=len(text), limit=limit)
        word, deadline = " ".join(found.get("severity", "").split()), found.get("deadline", "")
        if word and word not in self._severities:
            near = nearest(word, self._severities)
            key = "findings.text.severities"
            raise UnusableRow(column, "row_word", column=column, value=word[:60], key=key, nearest=near)
        return code, ItemListing(
            title=title,
            comment=found.get("comment", ""),
            severity=self._severities[word] if word else None,
            deadline=self._dates(deadline, column) if deadline else None,
        )

    def _joined(self, one: ItemListing, other: ItemListing) -> ItemListing:
        grades = [grade for grade in (one.severity, other.severity) if grade is not None]
        deadlines = [day for day in (one.deadline, other.deadline) if day is not None]
        return ItemListing(
            title=one.title,
            comment="\n".join(comment for comment in (one.comment, other.comment) if comment),
            times=one.times + other.times,
            severity=max(grades, key=self._rank.__getitem__) if grades else None,
            deadline=min(deadlines, default=None),
        )
