"""Export files: what stands in them is what was given, and nothing of it runs in a spreadsheet."""

import csv
import hashlib
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from paicha.exchange.export_files import (
    FORMULAS,
    LONGEST,
    SHEET_ROWS,
    Canonical,
    Cell,
    CsvWriter,
    WorkbookWriter,
    harmless,
)

ROWS: list[list[Cell]] = [
    ["北京路小学", 3, 2.5, date(2026, 1, 31), None],
    ["=1+1", -4, 10**18, date(1850, 1, 1), 'a,b\n"c"'],
]
ABOUT = [("Rows", "2"), ("SHA-256", "=00")]


def sheets(path: Path) -> dict[str, list[list[object]]]:
    """What a spreadsheet reads."""
    book = load_workbook(path, data_only=False)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}


def test_a_workbook_holds_rows_and_what_is_to_be_known(tmp_path: Path) -> None:
    form = WorkbookWriter(tmp_path, "list")
    form.table("list", "Findings", ["name", "n", "share", "day", "note"])
    for row in ROWS:
        form.row(row)
    (path,) = form.close("About", ABOUT)
    read = sheets(path)
    assert list(read) == ["Findings", "About"]
    assert read["Findings"][0] == ["name", "n", "share", "day", "note"]
    first, second = read["Findings"][1:]
    assert [str(cell) for cell in first] == ["北京路小学", "3", "2.5", "2026-01-31 00:00:00", "None"]
    assert second == ["=1+1", -4, str(10**18), "1850-01-01", 'a,b\n"c"']
    assert read["About"] == [list(pair) for pair in ABOUT]
    cells = load_workbook(path)["Findings"]
    assert cells["A3"].data_type == "s", "text, not a formula"
    assert not [left for left in tmp_path.iterdir() if left != path]


def test_rows_go_on_in_further_sheets(tmp_path: Path) -> None:
    assert SHEET_ROWS == 2**20 - 1
    form = WorkbookWriter(tmp_path, "list", sheet_rows=3)
    form.table("list", "A title that is far too long for a [sheet]: 北京路", ["n"])
    for number in range(7):
        form.row([number])
    (path,) = form.close("About", [])
    read = sheets(path)
    assert [len(rows) for rows in read.values()] == [4, 4, 2, 0]
    assert [row[0] for rows in list(read.values())[:3] for row in rows[1:]] == list(range(7))


def test_a_cell_longer_than_a_spreadsheet_holds_is_cut_and_counted(tmp_path: Path) -> None:
    form = WorkbookWriter(tmp_path, "list")
    form.table("list", "Long", ["text"])
    form.row(["x" * (LONGEST + 1)])
    form.row(["y" * LONGEST])
    (path,) = form.close("About", [])
    first, second = (row[0] for row in sheets(path)["Long"][1:])
    assert (form.cut, len(str(first)), str(first)[-1], second) == (1, LONGEST, "…", "y" * LONGEST)


def test_a_csv_opens_in_excel_and_has_a_file_beside(tmp_path: Path) -> None:
    form = CsvWriter(tmp_path, "list-2026-01-31")
    form.table("list", "Findings", ["name", "n", "share", "day", "note"])
    for row in ROWS:
        form.row(row)
    paths = form.close("About", ABOUT)
    assert [path.name for path in paths] == ["list-2026-01-31.csv", "list-2026-01-31-about.csv"]
    assert paths[0].read_bytes().startswith("\ufeffname,n,share,day,note\r\n北京路小学,3,2.5,2026-01-31,\r\n".encode())
    second = list(csv.reader(io.StringIO(paths[0].read_text(encoding="utf-8-sig"))))[2]
    assert second == ["'=1+1", "-4", str(10**18), "1850-01-01", 'a,b\n"c"']
    assert "'=00" in paths[1].read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("start", FORMULAS)
def test_no_cell_of_a_csv_begins_as_a_formula(start: str) -> None:
    assert harmless(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    assert harmless(-4) == -4


def test_the_hash_is_over_canonical_csv() -> None:
    counted = Canonical(["name", "n", "day"])
    counted.add(["a,b", 1, date(2026, 1, 31)])
    counted.add(["=1", None, None])
    assert counted.digest() == hashlib.sha256(b'name,n,day\r\n"a,b",1,2026-01-31\r\n=1,,\r\n').hexdigest()


def test_the_hash_does_not_depend_on_the_parts_it_is_taken_in() -> None:
    counted, all_of_it = Canonical(["n"]), hashlib.sha256(b"n\r\n")
    for number in range(2_345):
        counted.add([number])
        all_of_it.update(f"{number}\r\n".encode())
    assert counted.digest() == all_of_it.hexdigest()


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
@example(["\ud800", "\x00\x01", "_x0041_", "\ufffe", "\x1f\r\n"])
def test_any_text_can_be_written(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("any")
    for form in (WorkbookWriter(folder, "list"), CsvWriter(folder, "list")):
        form.table("list", "Any", ["text"])
        for text in texts:
            form.row([text])
        for path in form.close("About", ABOUT):
            assert path.stat().st_size
    read = load_workbook(folder / "list.xlsx")["Any"]
    assert read.max_row >= 1
