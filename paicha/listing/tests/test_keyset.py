"""Pages by key give what sorting gives: all of it, once, forwards and backwards, whatever is written meanwhile."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from hypothesis import given
from hypothesis import strategies as st

from paicha.listing.declared import Sort
from paicha.listing.keyset import MOST, Page, page
from paicha.orgs.actions.intake import UnitWish, take_in_units
from paicha.orgs.models import Unit
from paicha.testing.cast import Cast
from paicha.testing.scale import examples

DAYS = st.none() | st.dates(date(2025, 1, 1), date(2025, 1, 4))
KINDS = ["1", "2", "3"]
ROWS = st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), DAYS, st.sampled_from(KINDS)), max_size=20)
SORTS = st.sampled_from(
    [
        Sort("day", "Day", "opened_on", empty="last"),
        Sort("day", "Day", "opened_on", empty="first"),
        Sort("name", "Name", "name"),
        Sort("kind", "Kind", "kind"),
        Sort("number", "Number", "pk"),
    ]
)
numbers = count()


def taken_in(people: Cast, rows: list[tuple[str, date | None, str]], prefix: str = "") -> str:
    """Units with these names, days and kinds; returns how their codes begin."""
    prefix = prefix or f"example{next(numbers)}-"
    at = Unit.objects.filter(code__startswith=prefix).count()
    wishes = [
        UnitWish(code=f"{prefix}{at + place}", name=name, opened_on=day, kind=kind)
        for place, (name, day, kind) in enumerate(rows)
    ]
    take_in_units(people.terminal, source="test", wishes=wishes)
    return prefix


def of(prefix: str) -> QuerySet[Unit]:
    return Unit.objects.filter(code__startswith=prefix)


def in_order(rows: list[Unit], sort: Sort, descending: bool) -> list[int]:
    """The numbers as Python sorts them: empty values at their end, in order of their numbers."""
    value = attrgetter(sort.field)
    full = sorted(
        (row for row in rows if value(row) is not None), key=lambda row: (value(row), row.pk), reverse=descending
    )
    empty = sorted((row for row in rows if value(row) is None), key=lambda row: row.pk)
    return [row.pk for row in ([*empty, *full] if sort.empty == "first" else [*full, *empty])]


def forwards(rows: QuerySet[Any], sort: Sort, descending: bool, size: int) -> Iterator[Page]:
    cursor = ""
    while True:
        found = page(rows, sort, descending, cursor, size)
        yield found
        if found.after is None:
            return
        cursor = found.after


@given(rows=ROWS, sort=SORTS, descending=st.booleans(), size=st.integers(1, 7))
def test_pages_forwards_are_the_sorted_rows(
    people: Cast, rows: list[tuple[str, date | None, str]], sort: Sort, descending: bool, size: int
) -> None:
    prefix = taken_in(people, rows)
    pages = list(forwards(of(prefix), sort, descending, size))
    assert [row.pk for part in pages for row in part.rows] == in_order(list(of(prefix)), sort, descending)
    assert all(len(part.rows) == size for part in pages[:-1])
    assert pages[0].before is None


@given(rows=ROWS, sort=SORTS, descending=st.booleans(), size=st.integers(1, 7))
def test_pages_backwards_are_those_that_came(
    people: Cast, rows: list[tuple[str, date | None, str]], sort: Sort, descending: bool, size: int
) -> None:
    prefix = taken_in(people, rows)
    *pages, last = forwards(of(prefix), sort, descending, size)
    cursor = last.before
    for expected in reversed(pages):
        assert cursor is not None
        found = page(of(prefix), sort, descending, cursor, size)
        assert [row.pk for row in found.rows] == [row.pk for row in expected.rows]
        assert (found.before is None) == (expected.before is None)
        cursor = found.before
    assert cursor is None


@examples(15)
@given(rows=ROWS, more=ROWS, sort=SORTS, descending=st.booleans(), size=st.integers(1, 7))
def test_rows_that_come_between_pages_show_none_twice_and_hide_none(
    people: Cast,
    rows: list[tuple[str, date | None, str]],
    more: list[tuple[str, date | None, str]],
    sort: Sort,
    descending: bool,
    size: int,
) -> None:
    prefix = taken_in(people, rows)
    before = set(of(prefix).values_list("pk", flat=True))
    seen: list[int] = []
    for place, part in enumerate(forwards(of(prefix), sort, descending, size)):
        seen += [row.pk for row in part.rows]
        if place == 0:
            taken_in(people, more, prefix)
    assert len(seen) == len(set(seen))
    assert before <= set(seen)


def test_a_page_has_its_bounds(people: Cast) -> None:
    sort = Sort("number", "Number", "pk")
    assert len(page(Unit.objects.all(), sort, False, size=0).rows) == 1
    assert len(page(Unit.objects.all(), sort, False, size=10**9).rows) == min(MOST, Unit.objects.count())


def test_no_rows_are_one_empty_page(people: Cast) -> None:
    assert page(Unit.objects.none(), Sort("number", "Number", "pk"), False) == Page([], None, None)
