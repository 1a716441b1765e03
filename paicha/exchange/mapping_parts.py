"""The parts of a mapping: which keys there are and what they hold. docs/mapping.md explains each."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from paicha.exchange.nearest import nearest
from paicha.kernel.problems import Problem

_PLACE = re.compile(r"\{([^{}]*)\}")


class Part(BaseModel):
    """A table of the mapping: unknown keys are refused, nothing is converted, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Text = Annotated[str, Field(min_length=1, max_length=300)]
Word = Annotated[str, Field(min_length=1, max_length=100)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]


class Names(Part):
    """A name in both languages."""

    zh: Annotated[str, Field(min_length=1, max_length=100)]
    en: Annotated[str, Field(min_length=1, max_length=100)]


def _both(value: Any) -> Any:
    return {"zh": value, "en": value} if isinstance(value, str) else value


TwoNames = Annotated[Names, BeforeValidator(_both)]  # one string stands for both languages


class UnitPart(Part):
    """[unit]: which columns make the unit."""

    code: Text | None = None
    code_from: list[Text] = []
    prefix: Annotated[str, Field(max_length=60)] = ""
    name: Text
    kind: Text | None = None
    address: Text | None = None
    latitude: Text | None = None
    longitude: Text | None = None
    attributes: dict[str, Text] = {}


class Level(Part):
    """One level of a line: its column, its kind, and templates of name and code over columns (`Ward {ward}`)."""

    column: Text
    kind: Code
    name: Text | None = None
    code: Text | None = None


class Root(Part):
    """The unit at the top of a line."""

    code: Code
    name: Text
    kind: Code = "root"


class LinePart(Part):
    """[[line]]: a hierarchy over units and how a row tells the place in it."""

    code: Code
    kind: Literal["territorial", "sectoral"]
    names: TwoNames
    root: Root
    levels: list[Level] = []
    where_unknown: Literal["unplaced", "root"] = "unplaced"
    unplaced: Text | None = None


class KindWord(Part):
    """What a word in the kind column means."""

    family: Annotated[str, Field(min_length=1, max_length=64)]
    recheck: bool = False


class ResultWord(Part):
    """What a word in the result column means; `failed` is asked for where `held` is true."""

    held: bool
    failed: bool | None = None


class InspectionPart(Part):
    """[inspection]: which columns make the inspection."""

    id: Text
    date: Text
    date_format: Text = "%Y-%m-%d"
    kind: Text | None = None
    kinds: dict[Word, KindWord] = {}
    family: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    result: Text
    results: Annotated[dict[Word, ResultWord], Field(min_length=1)]
    inspector_group: Text | None = None
    not_listed_means_met: bool = False


class CountsPart(Part):
    """[findings.counts]: a column with a number for each grade of a severity scale."""

    scale: Code
    columns: Annotated[dict[Code, Text], Field(min_length=1)]
    blank_means_zero: bool = False


class ChecklistPart(Part):
    """The checklist that is made of the items found in the text."""

    code: Code
    names: TwoNames


class TextPart(Part):
    """[findings.text]: a column whose text is split and matched by a pattern, one match for each thing listed."""

    column: Text
    separator: Text | None = None
    pattern: Annotated[str, Field(min_length=1, max_length=2000)]
    checklist: ChecklistPart
    scale: Code | None = None
    severities: dict[Text, Code] = {}
    deadline_format: Text = "%Y-%m-%d"


class FindingsPart(Part):
    """[findings]: exactly one way to read them."""

    counts: CountsPart | None = None
    text: TextPart | None = None


class Mapping(Part):
    """A whole mapping."""

    source: Code
    title: TwoNames
    language: Literal["zh", "en"]
    time_zone: Text
    encoding: Text | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    sheet: Text | None = None
    null: list[str] = [""]
    business_line: Code | None = None
    unit: UnitPart
    lines: Annotated[list[LinePart], Field(alias="line", min_length=1)]
    inspection: InspectionPart
    findings: FindingsPart
    _path: str = PrivateAttr("")

    @property
    def path(self) -> str:
        """The file it was read from, for problems; "" when it was not read from one."""
        return self._path

    def read_from(self, path: str) -> Self:
        self._path = path
        return self

    @property
    def record_line(self) -> str:
        """The code of the line whose business the inspections are: `business_line`, else the first line."""
        return self.business_line or self.lines[0].code

    def columns(self) -> Iterator[tuple[str, str]]:
        """Every (TOML key, column of the file) that the mapping names."""
        for key in ("code", "name", "kind", "address", "latitude", "longitude"):
            if column := getattr(self.unit, key):
                yield f"unit.{key}", column
        yield from ((f"unit.code_from[{place}]", column) for place, column in enumerate(self.unit.code_from))
        yield from ((f"unit.attributes.{name}", column) for name, column in self.unit.attributes.items())
        for key, level in self.levels():
            yield f"{key}.column", level.column
            for part in ("name", "code"):
                yield from ((f"{key}.{part}", column) for column in template_columns(getattr(level, part) or ""))
        for key in ("id", "date", "kind", "result", "inspector_group"):
            if column := getattr(self.inspection, key):
                yield f"inspection.{key}", column
        if counts := self.findings.counts:
            yield from ((f"findings.counts.columns.{grade}", column) for grade, column in counts.columns.items())
        if text := self.findings.text:
            yield "findings.text.column", text.column

    def levels(self) -> Iterator[tuple[str, Level]]:
        """Every level of every line with its TOML key."""
        for number, line in enumerate(self.lines):
            for place, level in enumerate(line.levels):
                yield f"line[{number}].levels[{place}]", level

    def check_columns(self, columns: tuple[str, ...], file: str) -> None:
        """Refuse a mapping that names a column which `file` does not have: Problem `mapping_column`."""
        for key, column in self.columns():
            if column not in columns:
                near = nearest(column, columns)
                raise Problem("mapping_column", path=self.path, key=key, column=column, file=file, nearest=near)


def template_columns(template: str) -> list[str]:
    """The columns that a template such as `Ward {ward}` names."""
    return _PLACE.findall(template)


def fill(template: str, cells: dict[str, str]) -> str:
    """The template with each {column} replaced by that column's text, white space made single."""
    return " ".join(_PLACE.sub(lambda place: cells[place[1]], template).split())
