"""Rows become records; those that cannot are rejected with line, column and reason."""

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paicha.exchange.mapping import parse_mapping
from paicha.exchange.places import PlaceLevel, slug
from paicha.exchange.records import read_records
from paicha.exchange.tables import open_table
from paicha.exchange.tests.reading import COUNTS, ROW, read, row
from paicha.kernel import clock
from paicha.kernel.natural import natural


def test_record_has_all_that_the_row_says(tmp_path: Path) -> None:
    record = read(tmp_path, row(name="  The   Bakery ", result="Fail")).record
    assert (record.line_number, record.external_id, record.on) == (2, "1", date(2020, 3, 6))
    assert (record.kind, record.family, record.recheck) == ("Routine", "routine", False)
    assert (record.held, record.failed, record.result_word, record.inspector_group) == (True, True, "Fail", "")
    unit = record.unit
    assert (unit.code, unit.name, unit.kind, unit.address) == ("77", "The Bakery", "Food", "")
    assert (unit.latitude_e6, unit.longitude_e6, unit.attributes) == (52_500_000, 13_400_000, {"size": "small"})
    assert unit.places == {
        "territorial": (
            PlaceLevel("town/ward-3", "ward", "Ward 3"),
            PlaceLevel("town/ward-3/block-12", "block", "12"),
        )
    }
    assert record.listing.counts == {"general": 2, "major": 0}


def test_row_that_was_not_held_lists_nothing(tmp_path: Path) -> None:
    record = read(tmp_path, row(result="Closed", general="x", major="")).record
    assert (record.held, record.failed, record.listing.counts, record.set_aside) == (False, False, {}, True)
    assert not read(tmp_path, row(result="Closed", general="0", major="")).record.set_aside


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"id": ""}, "id", "row_blank"),
        ({"id": " NA "}, "id", "row_blank"),
        ({"id": "x" * 101}, "id", "row_too_long"),
        ({"no": ""}, "no", "row_blank"),
        ({"name": "NA"}, "name", "row_blank"),
        ({"name": "n" * 301}, "name", "row_too_long"),
        ({"date": ""}, "date", "row_blank"),
        ({"date": "2020-02-30"}, "date", "row_date"),
        ({"date": "06.03.2020"}, "date", "row_date"),
        ({"date": "2020-03-06 10:00"}, "date", "row_date"),
        ({"date": "2100-01-01"}, "date", "row_date_future"),
        ({"date": "2999-01-01"}, "date", "row_date_absurd"),
        ({"date": "1899-12-31"}, "date", "row_date_absurd"),
        ({"type": "Rutine"}, "type", "row_word"),
        ({"type": "routine"}, "type", "row_word"),
        ({"result": "Passed"}, "result", "row_word"),
        ({"result": ""}, "result", "row_blank"),
        ({"lat": "90.000001"}, "lat", "row_off_the_earth"),
        ({"lon": "-180.1"}, "lon", "row_off_the_earth"),
        ({"lat": "north"}, "lat", "row_coordinate"),
        ({"lat": "52,5"}, "lat", "row_coordinate"),
        ({"lat": "nan"}, "lat", "row_coordinate"),
        ({"lat": "1e2"}, "lat", "row_coordinate"),
        ({"lon": "4187811"}, "lon", "row_coordinate"),
        ({"general": "-1"}, "general", "row_count"),
        ({"general": "1.5"}, "general", "row_count"),
        ({"general": "two"}, "general", "row_count"),
        ({"general": "٣"}, "general", "row_count"),
        ({"major": ""}, "major", "row_blank"),
        ({"ward": "w" * 300}, "ward", "row_too_long"),
    ],
)
def test_row_that_cannot_be_used(tmp_path: Path, changes: dict[str, str], column: str, code: str) -> None:
    reject = read(tmp_path, row(**changes)).reject
    assert (reject.line_number, reject.column, reject.code) == (2, column, code)
    assert column in reject.reason or code == "row_off_the_earth"
    assert reject.row[column] == next(iter(changes.values()))


def test_nearest_word_is_named(tmp_path: Path) -> None:
    reason = read(tmp_path, row(type="Rutine")).reject.reason
    assert "“Rutine”" in reason
    assert "inspection.kinds" in reason
    assert "“Routine”" in reason


def test_future_begins_the_day_after_tomorrow(tmp_path: Path) -> None:
    with clock.frozen(datetime(2020, 3, 6, 4, tzinfo=UTC)):
        assert read(tmp_path, row(date="2020-03-07")).record
        assert read(tmp_path, row(date="2020-03-08")).reject.code == "row_date_future"


@pytest.mark.parametrize(
    ("form", "text", "on"),
    [
        ("%m/%d/%Y", "03/06/2020", date(2020, 3, 6)),
        ("%Y年%m月%d日", "2020年3月6日", date(2020, 3, 6)),
        ("%d %b %Y", "6 Mar 2020", date(2020, 3, 6)),
        ("%Y-%m-%dT%H:%M:%S%z", "2020-03-06T23:30:00+00:00", date(2020, 3, 7)),
        ("%Y-%m-%dT%H:%M:%S", "2020-03-06T23:30:00", date(2020, 3, 6)),
    ],
)
def test_dates_are_local_dates_of_the_source(tmp_path: Path, form: str, text: str, on: date) -> None:
    mapping = COUNTS.replace('date = "date"', f'date = "date"\ndate_format = "{form}"')
    assert read(tmp_path, row(date=text), mapping=mapping).record.on == on


def test_date_cells_of_a_workbook_need_no_format(tmp_path: Path) -> None:
    mapping = parse_mapping(COUNTS.replace('date = "date"', 'date = "date"\ndate_format = "%m/%d/%Y"'), Path("m.toml"))
    book = openpyxl.Workbook()
    book.active.append(list(ROW))
    book.active.append(list((ROW | {"date": date(2020, 3, 6)}).values()))
    book.active.append(list((ROW | {"date": "03/06/2020"}).values()))
    book.save(tmp_path / "table.xlsx")
    with open_table(tmp_path / "table.xlsx") as table:
        records = list(read_records(table, mapping, print))
    assert [record.on for record in records] == [date(2020, 3, 6), date(2020, 3, 6)]


def test_position_needs_both_coordinates(tmp_path: Path) -> None:
    unit = read(tmp_path, row(lon="NA")).record.unit
    assert (unit.latitude_e6, unit.longitude_e6) == (None, None)
    assert read(tmp_path, row(lat="-0.0000004", lon="+180")).record.unit.longitude_e6 == 180_000_000


@pytest.mark.parametrize(
    ("ward", "block", "codes"),
    [
        ("3", "NA", ["town/ward-3"]),
        ("", "12", ["town/unplaced-territorial"]),
        (" Old  Town ", "12 / A", ["town/ward-old-town", "town/ward-old-town/block-12-a"]),
        ("幸福里（东）", "＃", ["town/ward-幸福里-东", "town/ward-幸福里-东/block-efbc83"]),
    ],
)
def test_place_is_the_deepest_known_level(tmp_path: Path, ward: str, block: str, codes: list[str]) -> None:
    places = read(tmp_path, row(ward=ward, block=block)).record.unit.places["territorial"]
    assert [level.code for level in places] == codes


def test_unplaced_has_the_name_of_the_language_or_the_mapping(tmp_path: Path) -> None:
    def name(mapping: str) -> str:
        return read(tmp_path, row(ward=""), mapping=mapping).record.unit.places["territorial"][0].name

    assert name(COUNTS) == "Unplaced"
    assert name(COUNTS.replace('language = "en"', 'language = "zh"')) == "未归属"
    assert name(COUNTS.replace("levels = [", 'unplaced = "Ward not stated"\nlevels = [')) == "Ward not stated"


def test_unknown_place_may_be_the_root_itself(tmp_path: Path) -> None:
    mapping = COUNTS.replace("levels = [", 'where_unknown = "root"\nlevels = [')
    assert read(tmp_path, row(ward=""), mapping=mapping).record.unit.places["territorial"] == ()


def test_code_of_a_level_may_be_a_template(tmp_path: Path) -> None:
    mapping = COUNTS.replace('kind = "block"', 'kind = "block", code = "{ward}.{block}", name = "Block {block}"')
    level = read(tmp_path, row(), mapping=mapping).record.unit.places["territorial"][1]
    assert level == PlaceLevel("town/ward-3/3.12", "block", "Block 12")


def test_code_made_of_columns_is_stable(tmp_path: Path) -> None:
    mapping = COUNTS.replace('code = "no"', 'code_from = ["name", "no"]\nprefix = "town:"')
    codes = {
        read(tmp_path, row(name=name), mapping=mapping).record.unit.code
        for name in ("Joe's  Bar", "JOE'S BAR", " joe's bar ", "Ｊoe's Bar")
    }
    assert codes == {"town:JOE'S BAR / 77"}
    assert read(tmp_path, row(no=""), mapping=mapping).reject.column == "no"


def test_family_may_be_one_for_all(tmp_path: Path) -> None:
    kinds = COUNTS[COUNTS.index("[inspection.kinds]") : COUNTS.index("[inspection.results]")]
    mapping = COUNTS.replace(kinds, "").replace('kind = "type"', 'family = "routine"')
    record = read(tmp_path, row(type="whatever"), mapping=mapping).record
    assert (record.kind, record.family, record.recheck) == ("", "routine", False)


def test_blank_counts_are_zero_only_where_the_mapping_says_so(tmp_path: Path) -> None:
    mapping = f"{COUNTS}blank_means_zero = true\n"
    counts = read(tmp_path, row(general="", major="3.0"), mapping=mapping).record.listing.counts
    assert counts == {"general": 0, "major": 3}


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"name": " Bakery  "}, True),
        ({"general": "02"}, True),
        ({"general": "3"}, False),
        ({"name": "Baker"}, False),
        ({"block": ""}, False),
        ({"size": ""}, False),
        ({"lat": "52.500001"}, False),
        ({"type": "Routine again"}, False),
    ],
)
def test_digest_tells_changed_content(tmp_path: Path, changes: dict[str, str], same: bool) -> None:
    first, second = read(tmp_path, row(), row(**changes)).records
    assert (first.digest == second.digest) is same
    assert len(first.digest) == 32


IDS = st.text(st.sampled_from("aB-0159食"), max_size=8)


@given(IDS, IDS)
def test_natural_order_compares_numbers_as_numbers(one: str, other: str) -> None:
    assert (natural(one) < natural(other)) or (natural(other) < natural(one)) or _plain(one) == _plain(other)


def _plain(text: str) -> list[object]:
    pieces: list[object] = []
    number = ""
    for character in f"{text}\0":
        if character.isdigit():
            number += character
            continue
        if number:
            pieces.append(int(number))
            number = ""
        pieces.append(character)
    return pieces


@given(st.text("ab-", max_size=3), st.integers(0, 10**12), st.integers(0, 10**12), st.text("ab-", max_size=3))
def test_natural_order_of_numbers_within_text(start: str, one: int, other: int, end: str) -> None:
    assert (natural(f"{start}{one}{end}") < natural(f"{start}{other}{end}")) is (one < other)


def test_natural_order() -> None:
    ids = ["A-10", "A-9", "A-010b", "a", "A", "10", "9", "A-9b"]
    assert sorted(ids, key=natural) == ["9", "10", "A", "A-9", "A-9b", "A-10", "A-010b", "a"]


@given(st.text(max_size=20))
def test_slug_is_made_of_words(value: str) -> None:
    assert slug(slug(value)) == slug(value)
    assert not set(slug(value)) & set(" /")


def test_slug() -> None:
    assert slug("Daycare (2 - 6 Years)") == "daycare-2-6-years"
    assert slug("RESTAURANT") == slug("Restaurant")
