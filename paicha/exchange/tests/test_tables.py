"""CSV files: what is read from them, and which problem is named where they are not what they claim to be."""

import codecs
import csv
import gzip
import io
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paicha.exchange.bytestreams import CHUNK
from paicha.exchange.rejects import Reject
from paicha.exchange.tables import Cells, open_table
from paicha.kernel.problems import Problem

CHINESE = "编号,名称,日期\n1,幸福里社区食堂,2020-03-06\n2,朝阳小学食堂,2020-03-07\n"


def rows_of(path: Path, **options: str) -> tuple[list[tuple[int, Cells]], list[Reject]]:
    rejects: list[Reject] = []
    with open_table(path, **options) as table:  # type: ignore[arg-type]
        return list(table.rows(rejects.append)), rejects


def problem_of(path: Path, **options: str | int) -> Problem:
    with pytest.raises(Problem) as caught, open_table(path, **options) as table:  # type: ignore[arg-type]
        for _row in table.rows(lambda reject: None):
            pass
    assert str(caught.value)  # the sentence has all it needs
    return caught.value


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def test_rows_have_the_line_where_they_start(file: Path) -> None:
    file.write_text('a,b\n\n1,"two\nlines"\n\n3,4\n')
    rows, rejects = rows_of(file)
    assert rows == [(3, {"a": "1", "b": "two\nlines"}), (6, {"a": "3", "b": "4"})]
    assert not rejects


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_is_read(file: Path, end: str) -> None:
    file.write_bytes(f"a,b{end}1,2{end}3,4".encode())
    assert rows_of(file)[0] == [(2, {"a": "1", "b": "2"}), (3, {"a": "3", "b": "4"})]


def test_header_alone_is_a_table_without_rows(file: Path) -> None:
    file.write_text("a,b\n")
    assert rows_of(file) == ([], [])


@pytest.mark.parametrize("content", ["", "\n\n", " , ,\n"])
def test_empty_file(file: Path, content: str) -> None:
    file.write_text(content)
    assert problem_of(file).code == "table_empty"


def test_rows_of_wrong_width_are_rejected_and_the_rest_is_read(file: Path) -> None:
    file.write_text("a,b\n1\n1,2\n1,2,3\n,,,\n")
    rows, rejects = rows_of(file)
    assert [line for line, _cells in rows] == [3]
    assert [(reject.line_number, reject.code, reject.extra) for reject in rejects] == [
        (2, "row_width", ()),
        (4, "row_width", ("3",)),
    ]
    assert rejects[0].reason == "The row has 1 cells, the header has 2."


def test_blank_cells_after_the_last_column_are_no_fault(file: Path) -> None:
    file.write_text("a,b,,\n1,2,,\n1,2,,x\n")
    rows, rejects = rows_of(file)
    assert rows == [(2, {"a": "1", "b": "2"})]
    assert [reject.extra for reject in rejects] == [("", "x")]


def test_header_faults_are_named_with_their_place(file: Path) -> None:
    file.write_text("a,,b\n")
    assert (problem_of(file).code, problem_of(file).params["place"]) == ("header_blank", 2)
    file.write_text("a,b, a \n")
    params = problem_of(file).params
    assert (params["name"], params["first"], params["second"]) == ("a", 1, 3)
    file.write_bytes(b"a,b\0\n")
    assert problem_of(file).code == "header_zero"


def test_zero_characters_reject_their_row_only(file: Path) -> None:
    file.write_bytes(b"a,b\n1,x\0y\n2,z\n")
    rows, rejects = rows_of(file)
    assert [line for line, _cells in rows] == [3]
    assert (rejects[0].line_number, rejects[0].column, rejects[0].code) == (2, "b", "row_zero")


def test_other_control_characters_become_spaces(file: Path) -> None:
    file.write_bytes(b"a,b\n1,x\x0by\x1fz\n")
    assert rows_of(file)[0] == [(2, {"a": "1", "b": "x y z"})]


@pytest.mark.parametrize("content", ['a,b\n1,2\n3,"x\n5,6\n', 'a,b\n1,2\n3,"x"y\n5,6\n'])
def test_broken_quote_is_located_where_its_row_starts(file: Path, content: str) -> None:
    file.write_text(content)
    problem = problem_of(file)
    assert (problem.code, problem.params["line"]) == ("quote_broken", 3)


def test_quote_that_swallows_the_rest_is_found_in_bounded_memory(file: Path) -> None:
    file.write_text('a,b\n1,"x\n' + "2,y\n" * 100_000)
    problem = problem_of(file)
    assert (problem.code, problem.params["line"]) == ("quote_broken", 2)


def test_line_without_end(file: Path) -> None:
    file.write_text("a,b\n" + "x" * 2_000_000)
    assert (problem_of(file).code, problem_of(file).params["line"]) == ("line_too_long", 2)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_is_believed(file: Path, encoding: str) -> None:
    file.write_text(CHINESE, encoding=encoding)
    assert rows_of(file)[0][0][1]["名称"] == "幸福里社区食堂"
    assert rows_of(file, encoding="gb18030")[0][0][1]["名称"] == "幸福里社区食堂"


@pytest.mark.parametrize(
    ("encoding", "text", "likely"),
    [
        ("gb18030", CHINESE, "gb18030"),
        ("gbk", CHINESE, "gb18030"),
        ("big5", "編號,名稱\n1,幸福里社區食堂\n2,朝陽國民小學廚房與餐廳\n", "big5"),
        ("utf-16-le", CHINESE, "utf-16-le"),
        ("utf-16-be", CHINESE, "utf-16-be"),
    ],
)
def test_other_encoding_is_recognised_and_its_mend_works(file: Path, encoding: str, text: str, likely: str) -> None:
    file.write_bytes(text.encode(encoding))
    problem = problem_of(file)
    assert (problem.code, problem.params["likely"], problem.params["line"]) == ("encoding_wrong", likely, 1)
    assert f'encoding = "{likely}"' in problem.mend
    rows, _rejects = rows_of(file, encoding=problem.params["likely"])
    assert list(rows[0][1].values())[1] == "幸福里社区食堂" or encoding == "big5"


def test_byte_and_line_of_the_first_wrong_byte_are_told(file: Path) -> None:
    start = "a,b\n" + "1,good\n" * 30_000
    file.write_bytes(start.encode() + "2,幸福里社区食堂\n".encode("gb18030"))
    assert len(start) > CHUNK
    params = problem_of(file).params
    assert (params["line"], params["byte"]) == (30_002, len(start) + 3)
    packed = file.with_name("table.csv.gz")
    packed.write_bytes(gzip.compress(file.read_bytes()))
    assert problem_of(packed).params["byte"] == len(start) + 3


def test_character_cut_at_the_end_of_the_file(file: Path) -> None:
    file.write_bytes("a,b\n1,食".encode()[:-1])
    assert (problem_of(file).code, problem_of(file).params["line"]) == ("encoding_unknown", 2)


def test_wrong_encoding_in_the_mapping(file: Path) -> None:
    file.write_bytes(codecs.BOM_UTF8[:1] + CHINESE.encode("gb18030") * 3)
    assert problem_of(file, encoding="utf-16").code in ("encoding_wrong", "encoding_unknown")


def test_delimiters(file: Path) -> None:
    file.write_text("a;b\n1;2\n")
    problem = problem_of(file)
    assert (problem.code, problem.params["found"]) == ("delimiter_other", ";")
    assert rows_of(file, delimiter=";")[0] == [(2, {"a": "1", "b": "2"})]
    assert rows_of(file, delimiter=",")[0] == [(2, {"a;b": "1;2"})]
    file.write_text("a\tb\n")
    assert problem_of(file).params["found"] == "\\t"


def test_gzip_faults(tmp_path: Path) -> None:
    file = tmp_path / "t.csv.gz"
    whole = gzip.compress(b"a,b\n" + b"".join(b"%d,%d\n" % (n, n * n) for n in range(50_000)))
    file.write_bytes(whole)
    assert len(rows_of(file)[0]) == 50_000
    file.write_bytes(whole[:-2000])
    assert problem_of(file).code == "gzip_cut"
    file.write_bytes(whole[:2000] + b"\0" * 100 + whole[2100:])
    assert problem_of(file).code == "gzip_damaged"
    file.write_bytes(b"a,b\n1,2\n")
    assert problem_of(file).code == "gzip_damaged"
    file.write_bytes(b"")
    assert problem_of(file).code == "table_empty"


def test_gzip_bomb_is_stopped_in_constant_memory(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.csv.gz"
    line = b"1," + b"2" * 9_997 + b"\n"
    with gzip.open(bomb, "wb", compresslevel=9) as packed:
        packed.write(b"a,b\n")
        for _piece in range(100):
            packed.write(line * 100)
    assert bomb.stat().st_size < 200_000
    tracemalloc.start()
    problem = problem_of(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.code == "bomb"
    assert peak < 20_000_000


def test_size_is_bounded(file: Path) -> None:
    file.write_text("a,b\n" + "1,2\n" * 100_000)
    problem = problem_of(file, max_bytes=200_000)
    assert (problem.code, problem.params["limit"]) == ("too_big", "200,000 B")


def test_memory_does_not_grow_with_the_file(file: Path) -> None:
    file.write_text("a,b\n" + ("some text," + "some other text" * 60 + "\n") * 20_000)
    with open_table(file) as table:
        tracemalloc.start()
        count = sum(1 for _row in table.rows(lambda reject: None))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert count == 20_000
    assert peak < 2_000_000


def test_fraction_grows_to_one(tmp_path: Path) -> None:
    file = tmp_path / "t.csv.gz"
    file.write_bytes(
        gzip.compress(b"a,b\n" + os.urandom(300_000).hex("\n", 20).replace("\n", ",1\n").encode() + b",1\n")
    )
    with open_table(file) as table:
        fractions = [table.fraction() for _row in table.rows(lambda reject: None)]
    assert fractions == sorted(fractions)
    assert 0 < fractions[0] < 0.5
    assert fractions[-1] == 1


@pytest.mark.parametrize(
    ("start", "found"),
    [
        (b"PK\x03\x04rest", ".xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", ".xls"),
        (b"\x1f\x8brest", ".gz"),
        (b"%PDF-1.7", ".pdf"),
        (b"\n<!doctype HTML><html>", ".html"),
    ],
)
def test_other_kinds_of_file_are_recognised(file: Path, start: bytes, found: str) -> None:
    file.write_bytes(start)
    assert (problem_of(file).code, problem_of(file).params["found"]) == ("kind_wrong", found)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "none.csv").code == "file_missing"
    assert problem_of(tmp_path / "none.txt").code == "file_missing"
    assert problem_of(tmp_path / "a\0b.csv").code == "file_unreadable"
    assert problem_of(Path("/dev/null.csv") / "x.csv").code == "file_missing"
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert problem_of(folder).code == "file_is_folder"
    other = tmp_path / "table.txt"
    other.write_text("a,b\n")
    assert problem_of(other).code == "kind_unknown"
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    assert problem_of(pipe).code == "file_unreadable"


CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs", "Cc"])
    | st.sampled_from("\n\t,;\"'"),
    max_size=12,
)


@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030"]),
    delimiter=st.sampled_from(",;\t|:"),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    packed=st.booleans(),
)
def test_what_a_csv_writer_wrote_is_read_back(
    tmp_path: Path, rows: list[list[str]], encoding: str, delimiter: str, end: str, quoting: int, packed: bool
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([["a", "b", "c"], *rows])
    path = tmp_path / ("t.csv.gz" if packed else "t.csv")
    content = text.getvalue().encode(encoding)
    path.write_bytes(gzip.compress(content) if packed else content)
    stated = {"encoding": encoding} if encoding in ("gb18030", "utf-16-le") else {}
    read, rejects = rows_of(path, delimiter=delimiter, **stated)
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert [list(cells.values()) for _line, cells in read] == kept
    assert not rejects
