"""What a text lists: items with title, comment, severity and deadline."""

from datetime import date
from pathlib import Path

import pytest

from paicha.exchange import listings
from paicha.exchange.listings import ItemListing
from paicha.exchange.tests.reading import TEXT, read_text
from paicha.kernel.problems import Problem


def items_of(folder: Path, text: str) -> dict[str, ItemListing]:
    return read_text(folder, text).record.listing.items


def test_text_is_split_into_items(tmp_path: Path) -> None:
    items = items_of(tmp_path, "a1: Dirty floor (by the oven)[small]{2020-04-01}; b2: No soap ;")
    assert items == {
        "a1": ItemListing("Dirty floor", "by the oven", 1, "general", date(2020, 4, 1)),
        "b2": ItemListing("No soap", "", 1, None, None),
    }


def test_blank_text_lists_nothing(tmp_path: Path) -> None:
    assert items_of(tmp_path, "") == items_of(tmp_path, " NA ") == items_of(tmp_path, " ; ") == {}


def test_item_named_twice_is_listed_once(tmp_path: Path) -> None:
    text = "a1: Dirt (here)[small]{2020-05-01}; a1: Other dirt (there)[grave]{2020-04-01}; a1: Dirt"
    assert items_of(tmp_path, text) == {"a1": ItemListing("Dirt", "here\nthere", 3, "major", date(2020, 4, 1))}


def test_comment_may_have_lines(tmp_path: Path) -> None:
    assert items_of(tmp_path, "a1: Dirt (here\nand there)")["a1"].comment == "here\nand there"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a1 dirt", "row_unmatched"),
        ("a1: Dirt; and so on", "row_unmatched"),
        (f"{'a' * 65}: Dirt", "row_too_long"),
        (f"a1: {'D' * 1001}", "row_too_long"),
        ("a1: Dirt[smal]", "row_word"),
        ("a1: Dirt{2020-02-30}", "row_date"),
        ("a1: Dirt{1020-02-03}", "row_date_absurd"),
        ("x" * 100_001, "row_too_long"),
    ],
)
def test_text_that_cannot_be_used(tmp_path: Path, text: str, code: str) -> None:
    reject = read_text(tmp_path, text).reject
    assert (reject.line_number, reject.column, reject.code) == (2, "text", code)
    assert "text" in reject.reason


def test_number_and_start_of_the_part_are_told(tmp_path: Path) -> None:
    reason = read_text(tmp_path, "a1: Dirt; and so on").reject.reason
    assert "Part 2" in reason
    assert "“and so on”" in reason


def test_attempt_sets_its_text_aside(tmp_path: Path) -> None:
    record = read_text(tmp_path, "whatever", result="Closed").record
    assert (record.held, record.set_aside, record.listing.items) == (False, True, {})


def test_order_of_items_is_no_other_content(tmp_path: Path) -> None:
    one, other = (read_text(tmp_path, text).record for text in ("a1: Dirt; b2: Soap", "b2: Soap; a1: Dirt"))
    assert one.digest == other.digest
    assert read_text(tmp_path, "a1: Dirt; a1: Dirt; b2: Soap").record.digest != one.digest


def test_catastrophic_pattern_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "MATCH_SECONDS", 0.2)
    pattern = TEXT[TEXT.index("pattern = '") : TEXT.index("scale =")]
    mapping = TEXT.replace(pattern, "pattern = '(?P<item>(a|aa)+)(?P<title>b)'\n")
    mapping = mapping.replace('scale = "general-major"\n', "").replace(
        'severities = { "small" = "general", "grave" = "major" }\n', ""
    )
    with pytest.raises(Problem) as caught:
        read_text(tmp_path, "a" * 100, mapping=mapping)
    assert caught.value.code == "mapping_pattern_slow"
    assert caught.value.params["key"] == "findings.text.pattern"
