"""Both examples, against counts taken from their files by other means than our reader."""

import csv
import gzip
import re
from collections import Counter
from functools import cache
from pathlib import Path

from paicha.exchange.chronology import chronological
from paicha.exchange.mapping import load_mapping
from paicha.exchange.records import Record
from paicha.exchange.rejects import Reject
from paicha.exchange.tables import open_table

EXAMPLES = Path(__file__).parents[3] / "examples"
COUNTS = EXAMPLES / "chicago-food" / "inspections.csv.gz"
TEXT = EXAMPLES / "chicago-food-text" / "inspections.csv"


@cache
def rows_of(file: Path) -> list[dict[str, str]]:
    content = file.read_bytes()
    text = (gzip.decompress(content) if file.suffix == ".gz" else content).decode()
    return list(csv.DictReader(text.splitlines()))


def records_of(file: Path, scratch: Path) -> list[Record]:
    mapping = load_mapping(file.parent / "mapping.toml")
    rejects: list[Reject] = []
    with open_table(file) as table, chronological(table, mapping, scratch, rejects.append) as records:
        found = list(records)
    assert not rejects
    return found


def test_chicago_food(tmp_path: Path) -> None:
    rows, records = rows_of(COUNTS), records_of(COUNTS, tmp_path)
    assert len(records) == len(rows) == 24_518
    assert {record.unit.code for record in records} == {row["license"] for row in rows}
    assert len({row["license"] for row in rows}) == 11_822
    numbers = [row[f"{grade}_violations"] for row in rows for grade in ("critical", "serious", "minor")]
    counts = [count for record in records for count in record.listing.counts.values()]
    assert sum(1 for count in counts if count) == sum(1 for number in numbers if number != "0") == 33_321
    assert sum(counts) == sum(map(int, numbers))
    assert len(counts) == 3 * 24_518
    assert sum(record.failed for record in records) == sum(row["result"] == "Fail" for row in rows) == 4_823
    assert all(record.held and record.family == "canvass" and not record.recheck for record in records)
    assert [(record.on.isoformat(), int(record.external_id)) for record in records] == sorted(
        (row["inspection_date"], int(row["inspection_id"])) for row in rows
    )


def test_chicago_food_places(tmp_path: Path) -> None:
    rows, records = rows_of(COUNTS), records_of(COUNTS, tmp_path)
    places = [record.unit.places["territorial"] for record in records]
    kinds = Counter(levels[-1].kind for levels in places)
    assert kinds["unplaced"] == sum(not row["ward"] for row in rows) == 2_669
    assert kinds["ward"] == sum(bool(row["ward"]) and not row["precinct"] for row in rows)
    assert kinds["precinct"] == sum(bool(row["ward"] and row["precinct"]) for row in rows)
    precincts = {(row["ward"], row["precinct"]) for row in rows if row["ward"] and row["precinct"]}
    assert {levels[1].code for levels in places if len(levels) == 2} == {
        f"chicago/ward-{ward}/precinct-{precinct}" for ward, precinct in precincts
    }
    trades = Counter(record.unit.places["trade"][0].kind for record in records)
    assert trades == {"trade": 24_488, "unplaced": 30}
    positions = {record.external_id: (record.unit.latitude_e6, record.unit.longitude_e6) for record in records}
    for row in rows:
        latitude, longitude = positions[row["inspection_id"]]
        assert (latitude is None) is (not row["latitude"])
        if latitude is not None and longitude is not None:
            assert abs(latitude / 1e6 - float(row["latitude"])) < 1e-6
            assert abs(longitude / 1e6 - float(row["longitude"])) < 1e-6


def test_chicago_food_text(tmp_path: Path) -> None:
    rows, records = rows_of(TEXT), records_of(TEXT, tmp_path)
    assert len(records) == len(rows) == 342
    not_held = Counter(record.result_word for record in records if not record.held)
    assert not_held == {"Out of Business": 21, "No Entry": 14, "Not Ready": 6}
    assert not_held == Counter(row["Results"] for row in rows if not re.match("Pass|Fail", row["Results"]))
    assert {record.family: record.recheck for record in records if "Re-Inspection" in record.kind} == {
        "canvass": True,
        "complaint": True,
        "license": True,
    }
    assert sum(record.recheck for record in records) == sum("Re-Inspection" in row["InspType"] for row in rows) == 94
    units = {(" ".join(row["DBA"].upper().split()), " ".join(row["Address"].upper().split())) for row in rows}
    assert {record.unit.code for record in records} == {" / ".join(unit) for unit in units}
    assert len(units) == 313


def test_chicago_food_text_items(tmp_path: Path) -> None:
    rows, records = rows_of(TEXT), records_of(TEXT, tmp_path)
    expected = {
        row["ID"]: Counter(re.match(r"\d+", piece)[0] for piece in row["Violations"].split(" | "))  # type: ignore[index]
        for row in rows
        if row["Violations"] != "NA"
    }
    held = {record.external_id: record for record in records if record.held}
    for key, record in held.items():
        items = {code: item.times for code, item in record.listing.items.items()}
        assert items == expected.get(key, {})
    listings = [listing for record in records for listing in record.listing.items.values()]
    assert len({code for record in records for code in record.listing.items}) == 45
    assert len(listings) == sum(len(items) for key, items in expected.items() if key in held) == 1_037
    assert sum(listing.times for listing in listings) == 1_185
    assert all(listing.severity is None and listing.deadline is None and listing.title for listing in listings)
    # Two attempts name findings all the same; those are not read.
    assert sorted(record.external_id for record in records if record.set_aside) == ["2365219", "2365342"]
    comments = "\n".join(row["Violations"] for row in rows)
    assert all(line in comments for listing in listings for line in listing.comment.split("\n"))
