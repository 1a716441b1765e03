"""The rejects file: every row that cannot be used, with line, column and reason, ready to be mended and read again."""

import csv
from pathlib import Path

import pytest

from paicha.exchange.mapping import parse_mapping
from paicha.exchange.records import read_records
from paicha.exchange.rejects import Reject, RejectsFile
from paicha.exchange.tables import open_table
from paicha.exchange.tests.reading import COUNTS, HEADER, ROW, row
from paicha.kernel.problems import Problem

MAPPING = parse_mapping(COUNTS, Path("mapping.toml"))


def read_into(source: Path, target: Path) -> int:
    with open_table(source) as table, RejectsFile(target, table.columns) as rejects:
        return len(list(read_records(table, MAPPING, rejects)))


def test_rejects_are_handed_back_whole(tmp_path: Path) -> None:
    source, target = tmp_path / "table.csv", tmp_path / "rejects.csv"
    cells = {"name": '=1+1,"quoted"\nand more', "lon": "-13.4", "date": "never", "trade": "食品"}
    source.write_text("\n".join([HEADER, row(), row(**cells), "1,2", row() + ",x,y", ""]), encoding="utf-8")
    assert read_into(source, target) == 1
    with target.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["reject_line", "reject_column", "reject_reason", *HEADER.split(",")]
    assert [(line, column) for line, column, *_rest in rows] == [("3", "date"), ("5", ""), ("6", "")]
    assert "“never”" in rows[0][2]
    assert rows[0][3:] == list((ROW | cells).values())
    assert rows[1][3:5] == ["1", "2"]
    assert rows[2][-2:] == ["x", "y"]


def test_mended_rejects_are_read_by_the_same_mapping(tmp_path: Path) -> None:
    source, first, second = (tmp_path / name for name in ("table.csv", "first.csv", "second.csv"))
    source.write_text("\n".join([HEADER, row(date="2020-13-06"), row(id="2", date="never"), ""]), encoding="utf-8")
    assert read_into(source, first) == 0
    first.write_text(first.read_text(encoding="utf-8-sig").replace("2020-13-06", "2020-03-06"), encoding="utf-8")
    assert read_into(first, second) == 1
    with second.open(encoding="utf-8-sig", newline="") as file:
        (again,) = csv.DictReader(file)
    assert again["reject_line"] == "3"
    assert again["id"] == "2"


def test_no_file_without_rejects_and_none_after_a_failure(tmp_path: Path) -> None:
    target = tmp_path / "rejects.csv"
    with RejectsFile(target, ["a"]) as rejects:
        assert rejects.count == 0
    assert not list(tmp_path.iterdir())
    with pytest.raises(ZeroDivisionError), RejectsFile(target, ["a"]) as rejects:
        rejects(Reject(2, "a", "row_blank", "Blank.", {"a": ""}))
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())


def test_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught, RejectsFile(tmp_path / "no" / "rejects.csv", ["a"]) as rejects:
        rejects(Reject(2, "a", "row_blank", "Blank.", {"a": ""}))
    assert caught.value.code == "file_unwritable"
