"""How the rows of a page are found: among a million of them, by many or by few, within a large reach or a small one.

Three ways lead to the first rows of an order, and each is slow where another is quick:

- to walk along the order's index and try each row: quick where every hundredth row will do;
- to walk along indexes that begin with a filter (its `parts`), and put what they give together;
- to gather all rows of something that has few, the reach or a filter, and sort them.

What a database expects of several conditions at once is a guess, so it is looked up here: whether the very first rows
will do, then whether the reach has few, then whether a short walk finds enough, then whether a filter has few. Only
then is the walk a long one, and nothing that was asked for is rare. Each look costs the same however many rows there
are.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from django.db.models import CharField, F, Func, Model, OrderBy, Q, QuerySet

from paicha.listing.keyset import value_of

FIRST = 4  # times as many rows as are wanted are tried before all else
SHORT = 2_000  # rows that a short walk tries
FEW = 20_000  # rows that are gathered and sorted in a moment
SOUGHT = 2_000  # rows that a search finds, to be gathered before all else
MOST = 10_000  # rows that are counted
TRIED = 100_000  # rows that are tried to count those


class Unindexed(Func):
    """A field as a value that no index holds: sorted by this are rows that something else has found."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """The plus sign that SQLite's manual gives for this."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """An operation that changes nothing."""
        nothing = "|| ''" if isinstance(self.output_field, CharField) else "+ 0"
        return self.as_sql(compiler, connection, template=f"(%(expressions)s {nothing})", **more)


@dataclass
class Plan:
    """What is asked for: rows within a reach that meet conditions.

    `walked` are the rows with all conditions; `gathered` the same beginning at the units, and `reached` those without
    the conditions (None where the units are many). `lead` are the parts by which an index leads into the order,
    `bounds` what holds of the order's own field, `rare` the conditions that an index knows. `free`: every row will do.
    `sought`: the first of the rare ones is a search by words.
    """

    model: type[Model]
    walked: QuerySet[Any]
    gathered: QuerySet[Any] | None = None
    reached: QuerySet[Any] | None = None
    lead: Sequence[Q] = (Q(),)
    bounds: Q = field(default_factory=Q)
    rare: Sequence[Q] = ()
    free: bool = False
    sought: bool = False
    short: int = SHORT
    few: int = FEW

    def fetch(self, condition: Q, order: tuple[str, ...], number: int) -> list[Any]:
        """The first rows of an order that meet a condition on its fields (keyset.Fetch)."""
        if self.free:
            return list(self.walked.filter(condition).order_by(*order)[:number])
        if self._by_words is not None:
            return self._sorted(self._by_words.filter(condition), order, number)
        found = self._walk(condition, order, number, min(FIRST * number, self.short))
        if found is None and self._in_reach is not None:
            return self._sorted(self._in_reach.filter(condition), order, number)
        if found is None:
            found = self._walk(condition, order, number, self.short)
        if found is None and self._by_filter is not None:
            return self._sorted(self._by_filter.filter(condition), order, number)
        return self._long_walk(condition, order, number) if found is None else found

    def how_many(self, most: int = MOST, try_: int = TRIED) -> tuple[int, Literal["all", "more", "tried"]]:
        """How many rows there are: all of them, more than `most`, or so many of those tried, which were not all."""
        few = None if self.free else next((rows for rows in self._few_rows() if rows is not None), None)
        if few is not None or self.free:
            found = (self.walked if few is None else few).order_by().values("pk")[: most + 1].count()
            return min(found, most), "more" if found > most else "all"
        found, tried = 0, 0
        for part in self.lead:
            numbers = self._numbers(part & self.bounds)
            found += self.walked.filter(pk__in=numbers[:try_]).order_by().values("pk")[: most + 1].count()
            tried += numbers[try_ : try_ + 1].exists()
        return min(found, most), "more" if found > most else "tried" if tried else "all"

    @cached_property
    def _in_reach(self) -> QuerySet[Any] | None:
        """The rows as the reach gives them, where it has few."""
        return self.gathered if self.reached is not None and self._is_few(self.reached, self.few) else None

    @cached_property
    def _by_words(self) -> QuerySet[Any] | None:
        """The rows as a search by words gives them, where so few have these that no walk would meet them."""
        few = self.sought and self._is_few(self._numbers(self.rare[0]), min(SOUGHT, self.few))
        return self.walked if few else None

    @cached_property
    def _by_filter(self) -> QuerySet[Any] | None:
        """The rows as a filter gives them, where one has few."""
        for condition in self.rare:
            if self._is_few(self._numbers(condition), self.few):
                return self.walked.filter(pk__in=self._numbers(condition))
        return None

    def _few_rows(self) -> Iterator[QuerySet[Any] | None]:
        """The rows by each way that reads few of them to count as many as are counted."""
        yield self._by_words
        yield self._in_reach
        yield self._by_filter
        yield self.gathered

    def _walk(self, condition: Q, order: tuple[str, ...], number: int, length: int) -> list[Any] | None:
        """What is found among the first rows of each part; None where that is not all that was asked for."""
        parts = []
        for part in self.lead:
            tried = self._numbers(part & self.bounds & condition).order_by(*order)
            found = self._sorted(self.walked.filter(pk__in=tried[:length]), order, number)
            if len(found) < number and tried[length : length + 1].exists():
                return None
            parts.append(found)
        return _merged(parts, order)[:number]

    def _long_walk(self, condition: Q, order: tuple[str, ...], number: int) -> list[Any]:
        """The rows along the whole of the order. What holds of all of them is not said twice: it would look rarer."""
        wholly = len(self.lead) == 1
        rows = [self.walked.filter(condition if wholly else part & condition).order_by(*order) for part in self.lead]
        return _merged([list(each[:number]) for each in rows], order)[:number]

    def _sorted(self, rows: QuerySet[Any], order: tuple[str, ...], number: int) -> list[Any]:
        """The first of rows that are few. Only their numbers are sorted: an index often holds all that this takes."""
        first = list(rows.order_by(*unindexed(order)).values_list("pk", flat=True)[:number])
        found = {row.pk: row for row in self.walked.filter(pk__in=first)} if first else {}
        return [found[key] for key in first if key in found]

    def _numbers(self, condition: Q) -> QuerySet[Any]:
        return self.model._default_manager.filter(condition).order_by().values("pk")

    def _is_few(self, rows: QuerySet[Any], most: int) -> bool:
        return rows.order_by().values("pk")[: most + 1].count() <= most


def unindexed(order: Iterable[str]) -> list[OrderBy]:
    """The same order, which no index gives."""
    return [OrderBy(Unindexed(F(name.lstrip("-"))), descending=name.startswith("-")) for name in order]


def _merged(parts: Sequence[Sequence[Any]], order: tuple[str, ...]) -> list[Any]:
    """Rows in order from parts that each are in order. Orders that are merged are of days and numbers."""
    if len(parts) == 1:
        return list(parts[0])
    fields = [name.lstrip("-") for name in order]
    return list(
        heapq.merge(
            *parts, key=lambda row: tuple(value_of(row, name) for name in fields), reverse=order[0].startswith("-")
        )
    )
