"""However the rows of a page are found, they are the same rows."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from paicha.kernel.scope import Range
from paicha.listing.declared import Listing
from paicha.listing.keyset import page, page_of
from paicha.listing.plans import Plan
from paicha.listing.questions import Question, asked
from paicha.listing.tests.asking import questions
from paicha.listing.walking import walk
from paicha.orgs.models import Person, Unit
from paicha.orgs.scopes import range_of
from paicha.testing.busy import Busy
from paicha.testing.scale import examples

WHO = st.sampled_from(["terminal", "coordinator", "head", "owner", "inspector", "outsider"])
WHERE = st.sampled_from(["", "city", "north", "bakery"])


def focus(busy: Busy, code: str) -> Range | None:
    return range_of(busy.cast.territory, Unit.objects.get(code=code)) if code else None


def plans(question: Question, by: Person, where: Range | None) -> list[Plan]:
    """Every way that there is: by the reach, by a short walk, by a filter, by a long walk."""
    plan = question.plan(by, where)
    nowhere = replace(plan, reached=None, gathered=None)
    return [plan, nowhere, replace(nowhere, short=1), replace(nowhere, short=1, few=0), replace(plan, short=2, few=2)]


@given(put=questions(), who=WHO, code=WHERE, size=st.integers(1, 4))
def test_every_plan_finds_the_rows_that_sorting_finds(
    busy: Busy, put: tuple[Listing, dict[str, list[str]]], who: str, code: str, size: int
) -> None:
    by, where = getattr(busy.cast, who), focus(busy, code)
    question = asked(*put[:1], by, put[1])
    for plan in plans(question, by, where):
        cursor = ""
        while True:
            found = page_of(plan.model, plan.fetch, question.sort, question.descending, cursor, size)
            plain = page(question.rows(by, where), question.sort, question.descending, cursor, size)
            assert [row.pk for row in found.rows] == [row.pk for row in plain.rows]
            assert (found.before, found.after) == (plain.before, plain.after)
            if found.after is None:
                break
            cursor = found.after


@examples(15)
@given(put=questions(), who=WHO, code=WHERE)
def test_a_count_is_the_number_of_rows_or_says_what_it_is(
    busy: Busy, put: tuple[Listing, dict[str, list[str]]], who: str, code: str
) -> None:
    by, where = getattr(busy.cast, who), focus(busy, code)
    question = asked(*put[:1], by, put[1])
    number = question.rows(by, where).count()
    for plan in plans(question, by, where):
        assert plan.how_many() == (number, "all")
        found, kind = plan.how_many(most=1)
        assert (found, kind) == ((1, "more") if number > 1 else (number, "all"))
        found, kind = plan.how_many(try_=1)
        assert found <= number and (kind == "tried" or found == number)


@examples(15)
@given(put=questions(), who=WHO, code=WHERE, size=st.integers(1, 5))
def test_walking_gives_every_row_once_and_in_order(
    busy: Busy, put: tuple[Listing, dict[str, list[str]]], who: str, code: str, size: int
) -> None:
    by, where = getattr(busy.cast, who), focus(busy, code)
    question = asked(*put[:1], by, put[1])
    parts = list(walk(question, by, where, size))
    walked = [row.pk for part in parts for row in part]
    assert walked == [row.pk for row in question.page(by, where, 500).rows]
    assert all(len(part) == size for part in parts[:-1])
