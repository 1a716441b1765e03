"""A small source and its mapping, for tests that change one thing in them and read."""

from dataclasses import dataclass
from pathlib import Path

from paicha.exchange.mapping import parse_mapping
from paicha.exchange.records import Record, read_records
from paicha.exchange.rejects import Reject
from paicha.exchange.tables import open_table

COUNTS = """
source = "town"
title = "Town"
language = "en"
time_zone = "Europe/Berlin"
null = ["", "NA"]
[unit]
code = "no"
name = "name"
kind = "trade"
latitude = "lat"
longitude = "lon"
attributes = { size = "size" }
[[line]]
code = "territorial"
kind = "territorial"
names = { en = "Territory", zh = "属地" }
root = { code = "town", name = "Town" }
levels = [
  { column = "ward", kind = "ward", name = "Ward {ward}" },
  { column = "block", kind = "block" },
]
[inspection]
id = "id"
date = "date"
kind = "type"
result = "result"
[inspection.kinds]
"Routine" = { family = "routine" }
"Routine again" = { family = "routine", recheck = true }
[inspection.results]
"Pass" = { held = true, failed = false }
"Fail" = { held = true, failed = true }
"Closed" = { held = false }
[findings.counts]
scale = "general-major"
columns = { general = "general", major = "major" }
"""

HEADER = "id,date,no,name,trade,size,lat,lon,ward,block,type,result,general,major"
ROW = {
    "id": "1",
    "date": "2020-03-06",
    "no": "77",
    "name": "Bakery",
    "trade": "Food",
    "size": "small",
    "lat": "52.5",
    "lon": "13.4",
    "ward": "3",
    "block": "12",
    "type": "Routine",
    "result": "Pass",
    "general": "2",
    "major": "0",
}

COUNTS_PART = COUNTS[COUNTS.index("[findings.counts]") :]
TEXT_PART = r"""
[findings.text]
column = "text"
separator = ";"
pattern = '(?P<item>\w+): (?P<title>[^(\[{]+)(\((?P<comment>.*?)\))?(\[(?P<severity>.*?)\])?({(?P<deadline>.*)})?'
scale = "general-major"
severities = { "small" = "general", "grave" = "major" }
[findings.text.checklist]
code = "town-items"
names = { en = "Items", zh = "项目" }
"""
TEXT = COUNTS.replace(COUNTS_PART, TEXT_PART)


@dataclass
class Reading:
    """What came out of a table."""

    records: list[Record]
    rejects: list[Reject]

    @property
    def record(self) -> Record:
        (record,) = self.records
        assert not self.rejects, self.rejects
        return record

    @property
    def reject(self) -> Reject:
        (reject,) = self.rejects
        assert not self.records, self.records
        return reject


def row(**changes: str) -> str:
    """The small source's row with some cells changed, as a line of CSV."""
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in (ROW | changes).values())


def read(folder: Path, *rows: str, mapping: str = COUNTS, header: str = HEADER) -> Reading:
    """Read lines of CSV by a mapping."""
    path = folder / "table.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    rejects: list[Reject] = []
    with open_table(path) as table:
        records = list(read_records(table, parse_mapping(mapping, folder / "mapping.toml"), rejects.append))
    return Reading(records, rejects)


def read_text(folder: Path, text: str, mapping: str = TEXT, **changes: str) -> Reading:
    """Read one row whose findings are a text."""
    return read(folder, row(**changes, text=text), mapping=mapping, header=f"{HEADER},text")
