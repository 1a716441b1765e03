"""Severity scales: what there is, publishing one's own, and what cannot be published."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paicha.checklists.actions import publish_scale
from paicha.checklists.models import Grade, Scale
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.orgs.actions.people import add_person, give_post
from paicha.orgs.models import Person
from paicha.orgs.tests.telling import newest
from paicha.testing.cast import Cast
from paicha.testing.scale import examples
from paicha.testing.visitor import counted, visitor
from paicha.web.tests.reading import english, text_of

NAMES = {"code": "three", "name_zh": "三级", "name_en": "Three"}
RED = {"code": "grave", "name_zh": "严重", "name_en": "grave", "colour": "red", "days": "7", "day_kind": "working"}
GREY = {"code": "slight", "name_zh": "轻微", "name_en": "slight", "colour": "grey", "days": "", "day_kind": "plain"}


def form(*grades: dict[str, str], **names: str) -> dict[str, str]:
    """The fields of the page, filled in."""
    sent = {"form-TOTAL_FORMS": str(len(grades)), "form-INITIAL_FORMS": "0", **NAMES, **names}
    for number, grade in enumerate(grades):
        sent |= {f"form-{number}-{name}": value for name, value in grade.items()}
    return sent


def city_administrator(people: Cast) -> Person:
    """An administrator of the city alone."""
    person = add_person(people.terminal, username="adm", name="Adm", language="en")
    give_post(people.terminal, person=person, role="administrator", line=people.territory, unit=people.city)
    return person


def sent(by: Person, step: str, *grades: dict[str, str], **names: str) -> Any:
    return english(by).post("/scales/new", form(*grades, **names) | {"step": step})


def test_a_scale_is_published_after_a_look(people: Cast) -> None:
    english(people.terminal)
    before = head()
    page = sent(people.terminal, "preview", RED | {"major": "on"}, GREY)
    assert page.status_code == 200
    assert "7 working days" in text_of(page)
    assert "stated by each finding" in text_of(page)
    assert head() == before
    assert sent(people.terminal, "confirm", RED | {"major": "on"}, {}, GREY).status_code == 302
    scale = Scale.objects.get(code="three")
    grades = list(scale.grades.values_list("rank", "code", "colour", "days", "day_kind", "major"))
    assert grades == [(0, "grave", "red", 7, "working", True), (1, "slight", "grey", None, "plain", False)]
    assert newest().kind == "checklists.scale_published"
    assert list(check()) == []
    assert "Three · 三级" in text_of(english(people.terminal).get("/scales"))


def test_who_looks_after_a_part_only_reads_scales(people: Cast) -> None:
    person = city_administrator(people)
    publish_scale(people.terminal, code="general-major")
    page = english(person).get("/scales")
    assert page.status_code == 200
    assert "/scales/new" not in text_of(page)
    for answer in (english(person).get("/scales/new"), sent(person, "confirm", RED)):
        assert answer.status_code == 403
        assert "scales_elsewhere" in text_of(answer)
    assert not Scale.objects.filter(code="three").exists()


def test_others_have_no_scales_page(people: Cast) -> None:
    for person in (people.head, people.coordinator, people.inspector):
        assert english(person).get("/scales").status_code == 403
        assert sent(person, "confirm", RED).status_code == 403


@pytest.mark.parametrize(
    ("grades", "names", "said"),
    [
        ([], {}, "at least one grade"),
        ([RED, RED], {}, "Two grades have the code grave"),
        ([GREY, RED | {"major": "on"}], {}, "stands below one that does not"),
        ([RED | {"code": "Not a code"}], {}, "Small letters"),
        ([RED | {"days": "0"}], {}, "greater than or equal to 1"),
        ([RED | {"days": "many"}], {}, "whole number"),
        ([RED | {"colour": "pink"}], {}, "Select a valid choice"),
        ([RED | {"name_en": ""}], {}, "Fill this in"),
        ([RED | {"code": "critical"}], {}, "already stands for the grade"),
        ([RED], {"code": "general-major"}, "already a severity scale"),
        ([RED], {"name_zh": ""}, "This field is required"),
        ([RED] * 9, {}, "at most 8"),
    ],
)
def test_what_cannot_be_published_is_told_and_kept(
    grades: list[dict[str, str]], names: dict[str, str], said: str, people: Cast
) -> None:
    for step in ("preview", "confirm"):
        page = sent(people.terminal, step, *grades, **names)
        assert page.status_code in (409, 422)
        assert said in text_of(page)
        assert (names.get("name_en") or "Three") in text_of(page)
    assert not Grade.objects.filter(code="grave").exists()


def test_a_published_scale_is_not_published_again(people: Cast) -> None:
    assert sent(people.terminal, "confirm", RED).status_code == 302
    assert sent(people.terminal, "confirm", RED | {"name_en": "other"}).status_code == 409
    assert Scale.objects.filter(code="three").count() == 1


def test_more_rows_keep_what_was_typed(people: Cast) -> None:
    page = sent(people.terminal, "more", RED | {"code": "half a"})
    assert page.status_code == 200
    assert 'value="half a"' in text_of(page)
    assert 'name="form-1-code"' in text_of(page)


def test_the_list_asks_the_same_few_queries_for_many_scales(people: Cast) -> None:
    publish_scale(people.terminal, code="general-major")
    client = english(people.terminal)
    client.get("/scales")
    with counted() as few:
        client.get("/scales")
    for number in range(3):
        grades = [RED | {"major": ""}]
        assert sent(people.terminal, "confirm", *grades, code=f"scale-{number}").status_code == 302
    with counted() as many:
        client.get("/scales")
    assert len(few) == len(many) <= 20


@examples(10)
@given(
    fields=st.dictionaries(
        st.sampled_from(
            ["form-TOTAL_FORMS", "form-INITIAL_FORMS", "form-0-code", "form-0-days", "form-7-major", "code"]
        ),
        st.text(max_size=20) | st.sampled_from(["-1", "8", "9" * 30, "1001"]),
    ),
    step=st.sampled_from(["preview", "edit", "more", "confirm"]),
)
def test_nothing_that_is_sent_breaks_the_page(fields: dict[str, str], step: str, people: Cast) -> None:
    page = visitor(people.terminal).post("/scales/new", form(GREY) | fields | {"step": step, "name_zh": ""})
    assert page.status_code < 500
