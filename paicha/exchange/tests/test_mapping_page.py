"""docs/mapping.md in both languages: its examples are read as it says, and it names every key and bound."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from paicha.exchange import bytestreams, delimited, listings, places, records, workbooks
from paicha.exchange.mapping import parse_mapping
from paicha.exchange.mapping_parts import Mapping
from paicha.exchange.records import Record, read_records
from paicha.exchange.rejects import Reject
from paicha.exchange.tables import open_table

DOCS = Path(__file__).parents[3] / "docs"
PAGES = [DOCS / "mapping.md", DOCS / "mapping.zh.md"]


def examples(page: Path) -> list[str]:
    blocks = re.findall(r"```(?:csv|toml)\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 4
    return [str(block) for block in blocks]


def read(folder: Path, table: str, mapping: str) -> tuple[list[Record], list[Reject]]:
    rejects: list[Reject] = []
    (folder / "table.csv").write_text(table, encoding="utf-8")
    with open_table(folder / "table.csv") as opened:
        return list(read_records(opened, parse_mapping(mapping, folder / "m.toml"), rejects.append)), rejects


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_example_with_counts(tmp_path: Path, page: Path) -> None:
    found, rejects = read(tmp_path, *examples(page)[:2])
    assert not rejects
    assert [record.listing.counts for record in found] == [
        {"general": 2, "major": 0},
        {"general": 0, "major": 1},
        {"general": 0, "major": 0},
        {},
    ]
    assert [record.held for record in found] == [True, True, True, False]
    assert [record.unit.places["territorial"][-1].name for record in found] == [
        "East, block 4",
        "East",
        "East",
        "Unplaced",
    ]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_example_with_text(tmp_path: Path, page: Path) -> None:
    table, mapping = examples(page)[2:]
    found, rejects = read(tmp_path, table, mapping)
    assert [(reject.line_number, reject.column, reject.code) for reject in rejects] == [(4, "街道", "row_blank")]
    first, second = (record.listing.items for record in found)
    assert {code: (item.title, item.comment, item.severity, str(item.deadline)) for code, item in first.items()} == {
        "XF01": ("灭火器过期", "二楼西侧", "general", "2024-03-20"),
        "YD02": ("配电箱未上锁", "", "major", "None"),
    }
    assert {code: str(item.deadline) for code, item in second.items()} == {"YD02": "2024-04-30"}
    assert [record.recheck for record in found] == [False, True]
    _found, rejects = read(tmp_path, table, mapping.replace('code_from = ["学校", "街道"]', 'code = "学校"'))
    assert not rejects


def keys_of(part: type[BaseModel]) -> set[str]:
    """Every key that a mapping may have, at any depth."""
    keys = set()
    for name, field in part.model_fields.items():
        keys |= {field.alias or name}
        keys |= {key for inner in parts_in(field.annotation) for key in keys_of(inner)}
    return keys


def parts_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [part for inner in get_args(annotation) for part in parts_in(inner)]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_key_is_explained(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert {key for key in keys_of(Mapping) if not re.search(rf"[`\[{{, .]{key}[`\]}},. ]", text)} == set()


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_bounds_are_the_ones_in_the_code(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    bounds = {
        "2 GB": bytestreams.MAX_BYTES / 1024**3,
        "512 MB": workbooks.MAX_UNPACKED / 1024**2,
        "100,000": listings.MAX_TEXT,
        "300": records.MAX_TEXT,
        "100": records.MAX_ID,
    }
    for told, bound in bounds.items():
        assert told in text
        assert int(told.split(" ")[0].replace(",", "")) == bound
    assert delimited.MAX_LINE == 1_000_000
    assert places.MAX_CODE == places.MAX_NAME == records.MAX_TEXT
