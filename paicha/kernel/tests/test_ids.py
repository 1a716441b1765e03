"""Identifiers sort by the time they were made."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from paicha.kernel.ids import uuid7


def test_identifiers_sort_as_they_were_made() -> None:
    made = [uuid7() for _ in range(3_000)]
    assert made == sorted(made)
    assert {identifier.version for identifier in made} == {7}


def test_an_identifier_begins_with_its_millisecond() -> None:
    before = time.time_ns() // 1_000_000
    stamp = uuid7().int >> 80
    assert before - 1 <= stamp <= time.time_ns() // 1_000_000 + 1
    assert datetime.fromtimestamp(stamp / 1000, UTC).year >= 2026 - 1


def test_no_two_are_alike_in_several_threads() -> None:
    with ThreadPoolExecutor(4) as threads:
        parts = threads.map(lambda _: [uuid7() for _ in range(1_000)], range(4))
    assert len({identifier for part in parts for identifier in part}) == 4_000
