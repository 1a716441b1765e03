"""One value, one text: our canonical JSON is what RFC 8785 says, by an independent implementation of it."""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from paicha.kernel.canonical import canonical, canonical_row, digest

LARGEST = 2**53 - 1  # beyond it JSON numbers are no longer exact
keys = st.text(st.characters(max_codepoint=127), max_size=8)
scalars = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5))


@given(values)
def test_it_is_what_the_standard_says(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(values)
def test_a_digest_is_the_hash_of_the_text(value: Any) -> None:
    assert digest(value) == hashlib.sha256(rfc8785.dumps(value)).digest()


@given(st.lists(scalars | st.lists(scalars, max_size=3), max_size=6))
def test_a_row_is_written_as_a_list(row: list[Any]) -> None:
    assert canonical_row(row) == rfc8785.dumps(row)


def test_the_order_of_keys_says_nothing() -> None:
    assert (
        canonical({"b": 1, "a": [True, None]}) == canonical({"a": [True, None], "b": 1}) == b'{"a":[true,null],"b":1}'
    )


@pytest.mark.parametrize(
    "value",
    [1.0, [0.5], {"a": float("nan")}, Decimal(1), b"bytes", {1: "number as key"}, {"键": 1}, 2**53 + 1, {"a": {1, 2}}],
)
def test_what_has_no_single_text_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")


def test_a_row_writes_days_moments_bytes_and_numbers_in_one_way() -> None:
    noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    row = [date(2026, 1, 31), noon, b"\x00\xff", UUID(int=7), memoryview(b"\x01")]
    assert canonical_row(row) == (
        b'["2026-01-31","2026-01-31T12:00:00.000000+00:00","00ff","00000000-0000-0000-0000-000000000007","01"]'
    )


def test_a_moment_is_the_same_in_every_time_zone() -> None:
    noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert canonical_row([noon]) == canonical_row([noon.astimezone(timezone(timedelta(hours=8)))])


def test_a_row_of_unknown_things_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical_row([object()])
