"""Records in order of their dates; the same id twice; nothing left behind."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from paicha.exchange.chronology import chronological
from paicha.exchange.mapping import parse_mapping
from paicha.exchange.mapping_parts import Mapping
from paicha.exchange.records import Record, sort_key
from paicha.exchange.rejects import Reject
from paicha.exchange.tables import open_table
from paicha.exchange.tests.reading import COUNTS, HEADER, TEXT, read, read_text, row
from paicha.kernel.problems import Problem

MAPPING = parse_mapping(COUNTS, Path("mapping.toml"))


def table(folder: Path, *rows: str) -> Path:
    path = folder / "table.csv"
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return path


def ordered(
    path: Path, scratch: Path, mapping: Mapping = MAPPING, watch: Callable[[float], None] | None = None
) -> tuple[list[Record], list[Reject]]:
    rejects: list[Reject] = []
    with (
        open_table(path) as opened,
        chronological(opened, mapping, scratch, rejects.append, watch=watch) as records,
    ):
        assert len(records) == len(list(records))  # it can be gone through more than once
        return list(records), rejects


def test_order_is_date_then_natural_order_of_the_id(tmp_path: Path) -> None:
    rows = [("b10", 6), ("b9", 6), ("a", 7), ("z", 5), ("10", 6), ("9", 6)]
    path = table(tmp_path, *(row(id=key, date=f"2020-03-0{day}") for key, day in rows))
    records, rejects = ordered(path, tmp_path)
    assert [record.external_id for record in records] == ["z", "9", "10", "b9", "b10", "a"]
    assert not rejects


def test_records_come_back_as_they_were_read(tmp_path: Path) -> None:
    rows = [
        row(id=str(n), ward="" if n % 3 else "幸福里", lat="" if n % 2 else "1.5", date=f"20{n:02}-01-01")
        for n in range(20)
    ]
    read_once = read(tmp_path, *random.Random(7).sample(rows, len(rows))).records
    assert ordered(tmp_path / "table.csv", tmp_path)[0] == sorted(read_once, key=sort_key)
    text = read_text(tmp_path, "a1: Dirt (here)[small]{2020-04-01}; b2: Soap").record
    assert ordered(tmp_path / "table.csv", tmp_path, parse_mapping(TEXT, Path("mapping.toml")))[0] == [text]


def test_same_id_twice(tmp_path: Path) -> None:
    path = table(tmp_path, row(id="1"), row(id="2"), row(id="1", name=" Bakery "), row(id="1", date="2020-03-07"))
    records, rejects = ordered(path, tmp_path)
    assert [record.line_number for record in records] == [2, 3]
    assert [(reject.line_number, reject.column, reject.code) for reject in rejects] == [
        (4, "id", "row_duplicate"),
        (5, "id", "row_conflict"),
    ]
    assert all("line 2" in reject.reason for reject in rejects)
    assert rejects[1].row["date"] == "2020-03-07"


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    path = table(tmp_path, row())
    scratch = tmp_path / "made" / "when" / "needed"
    with open_table(path) as opened, chronological(opened, MAPPING, scratch, print) as records:
        assert len(records) == 1
        assert not list(scratch.iterdir())
    with pytest.raises(ZeroDivisionError), open_table(path) as opened, chronological(opened, MAPPING, scratch, print):
        raise ZeroDivisionError
    broken = table(tmp_path, row(), '"broken')
    with pytest.raises(Problem) as caught:
        ordered(broken, scratch)
    assert caught.value.code == "quote_broken"
    assert not list(scratch.iterdir())


def test_broken_file_gives_no_record_at_all(tmp_path: Path) -> None:
    seen: list[Record] = []
    path = table(tmp_path, *(row(id=str(n)) for n in range(3000)), 'x,"y"z')
    with pytest.raises(Problem), open_table(path) as opened, chronological(opened, MAPPING, tmp_path, print) as records:
        seen.extend(records)
    assert not seen


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[float] = []
    ordered(table(tmp_path, *(row(id=str(n)) for n in range(3500))), tmp_path, watch=told.append)
    assert len(told) == 3
    assert told == sorted(told)
    assert told[-1] <= 1


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        *(row(id=str(n * 7919 % 10_007), name="n" * 300, trade="t" * 100, size="s" * 300) for n in range(1, 10_000)),
    )
    tracemalloc.start()
    with open_table(path) as opened, chronological(opened, MAPPING, tmp_path, print) as records:
        ids = sum(1 for _record in records)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 7_000_000
    assert ids == 9_999
    assert peak < 2_000_000


def test_folder_that_cannot_be_used(tmp_path: Path) -> None:
    path = table(tmp_path, row())
    with pytest.raises(Problem) as caught:
        ordered(path, path / "below-a-file")
    assert caught.value.code == "file_unwritable"


PROGRAM = """
import os, signal, sys
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "paicha.settings"
import django
django.setup()
from paicha.exchange.chronology import chronological
from paicha.exchange.mapping import load_mapping
from paicha.exchange.tables import open_table
from paicha.kernel.problems import Problem
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path(sys.argv[1])
try:
    with open_table(folder / "table.csv") as table:
        with chronological(table, load_mapping(folder / "mapping.toml"), folder / "scratch", print) as records:
            print(len(records), flush=True)
            sys.stdin.read()
except Problem as problem:
    print(problem.code, os.listdir(folder / "scratch"), flush=True)
"""


def program(folder: Path, limit: int = resource.RLIM_INFINITY) -> subprocess.Popen[str]:
    """Another process that reads the table and waits, allowed to write files of at most `limit` bytes."""
    (folder / "mapping.toml").write_text(COUNTS, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PAICHA_HOME": str(folder / "home")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )


def test_disk_that_takes_no_more_is_a_problem_and_leaves_nothing(tmp_path: Path) -> None:
    table(tmp_path, *(row(id=str(n), size="s" * 250) for n in range(60_000)))
    with program(tmp_path, limit=1_000_000) as reader:
        told, _errors = reader.communicate()
    assert told.strip() in ("file_unwritable []", "disk_full []")


def test_kill_leaves_nothing(tmp_path: Path) -> None:
    table(tmp_path, row())
    with program(tmp_path) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "1\n"
        reader.send_signal(signal.SIGKILL)
    assert not list((tmp_path / "scratch").iterdir())


def test_speed(tmp_path: Path) -> None:
    """24,518 rows take about 1.3 seconds; ten times that on a busy machine is still linear."""
    path = table(tmp_path, *(row(id=str(n)) for n in range(20_000)))
    start = time.perf_counter()
    assert len(ordered(path, tmp_path)[0]) == 20_000
    assert time.perf_counter() - start < 15
