"""Whatever a file holds, it is a table or a Problem; and it is read by a mapping or is a Problem."""

import gzip
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from paicha.exchange.mapping import parse_mapping
from paicha.exchange.records import read_records
from paicha.exchange.tables import open_table
from paicha.exchange.tests.reading import COUNTS, HEADER, ROW, row
from paicha.kernel.problems import Problem
from paicha.testing.scale import examples

MAPPING = parse_mapping(COUNTS, Path("mapping.toml"))
ENCODINGS = st.sampled_from([None, "utf-8", "utf-16", "gb18030", "big5", "shift_jis", "iso-8859-1", "hz"])


def table_or_problem(path: Path, content: bytes, encoding: str | None = None) -> None:
    path.write_bytes(content)
    try:
        with open_table(path, encoding=encoding) as table:
            for _line, cells in table.rows(lambda reject: None):
                assert list(cells) == list(table.columns)
    except Problem as problem:
        assert str(problem)


PIECES = st.sampled_from(
    [
        b"a,b\n",
        b'"',
        b"\n",
        b"\r",
        b",",
        b"\0",
        b"1,2\n",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xc9\xcc",
        b"\x1f\x8b\x08\x00",
    ]
) | st.binary(max_size=20)
CONTENT = st.binary(max_size=400) | st.lists(PIECES, max_size=30).map(b"".join)


@given(CONTENT, ENCODINGS)
@examples(80)
def test_any_bytes_as_csv(tmp_path: Path, content: bytes, encoding: str | None) -> None:
    table_or_problem(tmp_path / "t.csv", content, encoding)


@given(CONTENT, st.integers(0, 60), st.binary(max_size=3), st.booleans())
def test_any_bytes_as_gzip(tmp_path: Path, content: bytes, place: int, change: bytes, packed: bool) -> None:
    whole = gzip.compress(content, mtime=0) if packed else content
    table_or_problem(tmp_path / "t.csv.gz", whole[:place] + change + whole[place + len(change) :])
    table_or_problem(tmp_path / "t.csv.gz", whole[:place])


@cache
def workbook() -> bytes:
    book, content = openpyxl.Workbook(), BytesIO()
    for line in (["a", "b"], [1, 2], ["x", None]):
        book.active.append(line)
    book.save(content)
    return content.getvalue()


@given(st.data())
@examples(15)
def test_damaged_workbook(tmp_path: Path, data: st.DataObject) -> None:
    whole = workbook()
    place = data.draw(st.integers(0, len(whole)))
    change = data.draw(st.binary(max_size=8))
    end = data.draw(st.sampled_from([len(whole), place + len(change)]))
    table_or_problem(tmp_path / "t.xlsx", whole[:place] + change + whole[place + len(change) : end])


@given(st.data())
@examples(15)
def test_damaged_part_of_a_workbook(tmp_path: Path, data: st.DataObject) -> None:
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook())) as old, zipfile.ZipFile(content, "w") as new:
        damaged = data.draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            part = old.read(name)
            if name == damaged:
                place = data.draw(st.integers(0, len(part)))
                part = part[:place] + data.draw(st.binary(max_size=6)) + part[place + data.draw(st.integers(0, 20)) :]
            new.writestr(name, part)
    table_or_problem(tmp_path / "t.xlsx", content.getvalue())


CELL = st.text(max_size=30) | st.sampled_from(
    ["", "NA", "-1", "1e400", "2020-02-30", "0000-00-00", "9999-12-31", "inf", "Pass", "\U0001f35e", "'", '"', "٣"]
)


@given(st.dictionaries(st.sampled_from(list(ROW)), CELL, max_size=4))
@examples(60)
def test_any_cells_make_a_record_or_a_reject(tmp_path: Path, changes: dict[str, str]) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(f"{HEADER}\n{row(**changes)}\n".encode("utf-8", "replace"))
    rejects: list[object] = []
    with open_table(path) as table:
        records = list(read_records(table, MAPPING, rejects.append))
    assert len(records) + len(rejects) == 1
