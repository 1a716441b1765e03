"""All rows of a question, in its order, in constant memory: what exports read."""

from collections.abc import Iterator
from typing import Any

from paicha.kernel.scope import Range
from paicha.listing.keyset import page_of
from paicha.listing.questions import Question


def walk(question: Question, by: Any, focus: Range | None, size: int = 1_000) -> Iterator[list[Any]]:
    """The rows `size` at a time, prepared for their cells, from the page that the question names.

    Each part begins after the last row of the one before, by key. So a row that is there from the beginning to the end
    and keeps its place comes exactly once, whatever others are written meanwhile; nothing is held open between parts.
    """
    plan, cursor = question.plan(by, focus, short=20 * size), question.cursor
    while True:
        found = page_of(plan.model, plan.fetch, question.sort, question.descending, cursor, size)
        if found.rows:
            rows = list(found.rows)
            question.listing.prepare(by, rows)
            yield rows
        if found.after is None:
            return
        cursor = found.after
