"""XLSX workbooks: what is read from them, and the many files that are named .xlsx without being one we read."""

import datetime as dt
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from paicha.exchange import workbooks
from paicha.exchange.rejects import Reject
from paicha.exchange.tables import Cells, open_table
from paicha.kernel.problems import Problem


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.xlsx"


def workbook(file: Path, *rows: Sequence[object], sheet: str = "Inspections") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    book.create_sheet("Notes").append(["only words"])
    book.save(file)
    return file


def rows_of(path: Path, sheet: str | None = None) -> tuple[list[tuple[int, Cells]], list[Reject]]:
    rejects: list[Reject] = []
    with open_table(path, sheet=sheet) as table:
        return list(table.rows(rejects.append)), rejects


def problem_of(path: Path, sheet: str | None = None) -> Problem:
    with pytest.raises(Problem) as caught:
        rows_of(path, sheet)
    assert str(caught.value)
    return caught.value


def with_parts(source: Path, target: Path, parts: Mapping[str, bytes], without: str = "") -> Path:
    """A copy of a workbook with some of its parts replaced, added or left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != without and name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return target


def test_cells_come_as_the_text_of_a_csv_file(file: Path) -> None:
    values = [
        7,
        7.5,
        -87.640821,
        dt.date(2020, 3, 6),
        dt.datetime(2020, 3, 6, 10, 30),  # noqa: DTZ001  a workbook has no time zones
        dt.time(10, 30),
        True,
        None,
        "x",
    ]
    workbook(file, [f"c{n}" for n in range(len(values))], values)
    rows, rejects = rows_of(file)
    assert [list(cells.values()) for _row, cells in rows] == [
        ["7", "7.5", "-87.640821", "2020-03-06", "2020-03-06T10:30:00", "10:30:00", "TRUE", "", "x"]
    ]
    assert not rejects


def test_rows_are_numbered_as_in_the_sheet(file: Path) -> None:
    workbook(file, [], [], ["a", "b"], [1, 2], [], [3, 4])
    assert [row for row, _cells in rows_of(file)[0]] == [4, 6]


def test_sheet_is_the_first_visible_one_or_the_one_that_is_named(file: Path) -> None:
    workbook(file, ["a"], ["x"])
    assert rows_of(file)[0] == [(2, {"a": "x"})]
    assert rows_of(file, sheet="Inspections")[0] == [(2, {"a": "x"})]
    assert rows_of(file, sheet="Notes")[0] == []
    problem = problem_of(file, sheet="inspection")
    assert (problem.code, problem.params["nearest"]) == ("sheet_missing", "Inspections")
    book = openpyxl.load_workbook(file)
    book["Inspections"].sheet_state = "hidden"
    book.save(file)
    assert rows_of(file)[0] == []
    assert rows_of(file, sheet="Inspections")[0] == [(2, {"a": "x"})]


def test_row_beyond_the_last_column_is_rejected(file: Path) -> None:
    workbook(file, ["a", "b"], [1, 2], [1, 2, 3])
    rows, rejects = rows_of(file)
    assert [row for row, _cells in rows] == [2]
    assert [(reject.line_number, reject.code, reject.extra) for reject in rejects] == [(3, "row_width", ("3",))]


def test_empty_sheet_and_empty_file(file: Path) -> None:
    assert problem_of(workbook(file)).code == "table_empty"
    file.write_bytes(b"")
    assert problem_of(file).code == "table_empty"


def test_xls_named_xlsx(file: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("Inspections").write(0, 0, "a")
    book.save(str(file))
    problem = problem_of(file)
    assert (problem.code, problem.params["found"]) == ("kind_wrong", ".xls")


def test_password(file: Path, tmp_path: Path) -> None:
    workbook(file, ["a"], ["x"])
    locked = tmp_path / "locked.xlsx"
    with file.open("rb") as plain, locked.open("wb") as target:
        OOXMLFile(plain).encrypt("secret", target)
    with locked.open("rb") as check:
        assert msoffcrypto.OfficeFile(check).is_encrypted()
    assert problem_of(locked).code == "workbook_password"


def test_macros(file: Path, tmp_path: Path) -> None:
    workbook(file, ["a"], ["x"])
    with_program = with_parts(file, tmp_path / "macros.xlsx", {"xl/vbaProject.bin": b"program"})
    assert problem_of(with_program).code == "workbook_macros"
    with zipfile.ZipFile(file) as book:
        types = book.read("[Content_Types].xml").replace(
            b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", b"vnd.ms-excel.sheet.macroEnabled.main"
        )
    assert problem_of(with_parts(file, tmp_path / "m.xlsx", {"[Content_Types].xml": types})).code == "workbook_macros"
    assert problem_of(file.rename(tmp_path / "table.xlsm")).code == "kind_unknown"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"id,name\n1,x\n", "workbook_not_one"),
        (b"%PDF-1.7", "kind_wrong"),
        (b"<!DOCTYPE html>", "kind_wrong"),
        (b"PK\x03\x04 and nothing more", "workbook_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "kind_wrong"),
    ],
)
def test_other_content(file: Path, content: bytes, code: str) -> None:
    file.write_bytes(content)
    assert problem_of(file).code == code


def test_zip_that_is_no_workbook(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("a.csv", "id\n1\n")
    problem = problem_of(file)
    assert (problem.code, problem.params["found"]) == ("kind_wrong", ".zip")
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", "<document/>")
    assert problem_of(file).params["found"] == ".docx"


def test_damaged_workbooks(file: Path, tmp_path: Path) -> None:
    workbook(file, ["a"], ["x"])
    whole = file.read_bytes()
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(whole[: len(whole) // 2])
    assert problem_of(cut).code == "workbook_damaged"
    broken = with_parts(file, tmp_path / "broken.xlsx", {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"})
    assert problem_of(broken).code in ("workbook_damaged", "table_empty")
    assert problem_of(with_parts(file, tmp_path / "w.xlsx", {}, without="xl/workbook.xml")).code == "workbook_damaged"


def test_bomb_that_declares_its_size(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(file, ["a"], ["x"])
    bomb = with_parts(file, tmp_path / "bomb.xlsx", {"xl/media/image1.png": b"\0" * 30_000_000})
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 20_000_000)
    assert bomb.stat().st_size < 100_000
    assert problem_of(bomb).code == "workbook_too_large"


def test_bomb_that_declares_less_than_comes_out(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(file, ["a"], ["x"])
    bomb = with_parts(file, tmp_path / "bomb.xlsx", {"xl/media/image1.png": b"\0" * 30_000_000})
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 20_000_000)
    size, small = struct.pack("<L", 30_000_000), struct.pack("<L", 3_000)
    bomb.write_bytes(bomb.read_bytes().replace(size, small))
    with zipfile.ZipFile(bomb) as parts:
        assert parts.getinfo("xl/media/image1.png").file_size == 3_000
    assert problem_of(bomb).code == "workbook_too_large"


def test_small_file_that_asks_for_all_memory(file: Path, tmp_path: Path) -> None:
    """Two cells in opposite corners of the sheet: 17,000,000,000 cells between them."""
    workbook(file, ["a"], ["x"])
    corners = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    greedy = with_parts(file, tmp_path / "greedy.xlsx", {"xl/worksheets/sheet1.xml": corners})
    assert problem_of(greedy).code == "workbook_too_large"


def test_one_long_text_that_every_cell_refers_to(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_MEMORY", 200_000_000)
    workbook(file, ["a"], ["x"])
    text = b"<si><t>" + b"x" * 1_000_000 + b"</t></si>"
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    strings = b"<sst " + space + b">" + text + b"</sst>"
    cell = b'<c t="s"><v>0</v></c>'
    page = (
        b"<worksheet "
        + space
        + b"><sheetData>"
        + (b"<row>" + cell * 100 + b"</row>") * 100
        + b"</sheetData></worksheet>"
    )
    greedy = with_parts(
        file, tmp_path / "greedy.xlsx", {"xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": page}
    )
    assert greedy.stat().st_size < 100_000
    assert problem_of(greedy).code == "workbook_too_large"


def test_table_that_is_closed_early_ends_its_reader(file: Path) -> None:
    workbook(file, ["a"], *(["x" * 1000] for _row in range(2000)))
    with open_table(file) as table:
        next(table.rows(lambda reject: None))
        rows = table._rows
    assert isinstance(rows, workbooks.WorkbookRows)
    assert rows._child.returncode is not None


def test_any_path_reaches_the_reading_process_as_it_is(file: Path) -> None:
    named = file.with_name("检查 记录 'a' $b.xlsx")
    workbook(file, ["a"], ["x"])
    named.write_bytes(file.read_bytes())
    assert rows_of(named) == rows_of(file)
