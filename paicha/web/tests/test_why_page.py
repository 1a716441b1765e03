"""The page that answers why somebody may do something to a thing."""

import pytest

from paicha.orgs.actions.people import add_person, give_post, set_active
from paicha.orgs.models import Person
from paicha.testing.busy import OUTSIDE, Busy
from paicha.testing.visitor import counted, visitor
from paicha.web.tests.signed import said

ROLES = ("coordinator", "liaison", "head", "owner", "inspector", "verifier", "outsider")


def keeper(busy: Busy) -> Person:
    """The administrator of the north."""
    found = Person.objects.filter(username="keeper").first()
    if found:
        return found
    post = ("administrator", busy.cast.territory, busy.cast.north)
    return add_person(busy.cast.terminal, username="keeper", name="Keeper", language="en", post=post)


def why(by: Person, person: str, verb: str, kind: str, key: object) -> str:
    """The words of the answer."""
    answer = visitor(by).get("/people/why", {"person": person, "verb": verb, "kind": kind, "key": str(key)})
    assert answer.status_code == 200, said(answer)
    return said(answer).partition(" Ask ")[2]


def test_the_answer_names_each_post_and_what_it_says(busy: Busy) -> None:
    give_post(busy.cast.terminal, person=busy.cast.owner, role="head", line=busy.cast.territory, unit=busy.cast.canteen)
    text = why(keeper(busy), "owner", "findings.correct", "unit", "bakery")
    assert "Yes: Owner may report findings as put right." in text
    assert "owner · Bakery bakery Territory This post allows it." in text
    assert "head · Canteen canteen Territory The role does not have it, and the thing lies outside this post." in text
    text = why(keeper(busy), "owner", "findings.see", "unit", "north")
    assert "No: Owner may not see findings." in text
    assert "The role has it, but the thing lies outside this post." in text
    text = why(keeper(busy), "liaison", "units.change", "unit", "bakery")
    assert "The thing lies within this post, but the role does not have it." in text


def test_it_answers_for_findings_and_inspections(busy: Busy) -> None:
    finding, inspection = busy.findings(busy.cast.bakery)[0], busy.inspections(busy.cast.bakery)[0]
    assert "Yes: Owner may see findings." in why(keeper(busy), "owner", "findings.see", "finding", finding)
    assert "Yes: Owner may see inspections." in why(keeper(busy), "owner", "inspections.see", "inspection", inspection)


def test_a_post_elsewhere_is_told_only_where_it_grants_and_not_named(busy: Busy) -> None:
    cast = busy.cast
    give_post(cast.terminal, person=cast.owner, role="verifier", line=cast.territory, unit=cast.city)
    text = why(keeper(busy), "owner", "findings.verify", "unit", "bakery")
    assert "Yes: Owner may verify corrections" in text
    assert "A post outside your reach allows it." in text
    for word in ("City", "verifier"):
        assert word not in text
    give_post(cast.terminal, person=cast.liaison, role="inspector", line=cast.territory, unit=cast.south)
    text = why(keeper(busy), "liaison", "findings.raise", "unit", "bakery")
    assert "No: Liaison may not raise findings." in text
    assert "outside your reach" not in text


def test_people_and_things_outside_are_absent(busy: Busy) -> None:
    client = visitor(keeper(busy))
    finding, inspection = busy.findings(busy.cast.noodles)[0], busy.inspections(busy.cast.noodles)[0]
    for person, kind, key in (
        ("outsider", "unit", "bakery"),
        ("coordinator", "unit", "bakery"),
        ("nobody", "unit", "bakery"),
        ("owner", "unit", "noodles"),
        ("owner", "unit", "nowhere"),
        ("owner", "unit", "city"),
        ("owner", "finding", finding),
        ("owner", "finding", 10**6),
        ("owner", "finding", "x"),
        ("owner", "finding", 10**30),
        ("owner", "inspection", inspection),
        ("owner", "inspection", 10**6),
    ):
        answer = client.get("/people/why", {"person": person, "verb": "units.see", "kind": kind, "key": str(key)})
        assert answer.status_code == 404, (person, kind, key)
        text = said(answer).replace(str(key), "")
        assert f"There is no {'person' if kind == 'unit' and key == 'bakery' else kind}" in text
        assert [word for word in OUTSIDE if word in text] == []


@pytest.mark.parametrize("who", ROLES)
def test_everybody_asks_about_themselves_and_nobody_else(who: str, busy: Busy) -> None:
    person = getattr(busy.cast, who)
    client = visitor(person)
    place = {"outsider": "noodles", "inspector": "bakery"}.get(who, "bakery")
    answer = client.get("/people/why", {"person": "keeper", "verb": "units.see", "kind": "unit", "key": place})
    assert answer.status_code == 200
    assert person.name in answer.content.decode()
    assert "keeper" not in said(answer)
    assert client.get("/people/why").status_code == 200


def test_a_closed_account_may_nothing(busy: Busy) -> None:
    set_active(busy.cast.terminal, person=busy.cast.owner, active=False)
    text = why(keeper(busy), "owner", "units.see", "unit", "bakery")
    assert "No: Owner may not see units." in text
    assert "The account is closed" in text


@pytest.mark.parametrize(
    "question",
    [
        {"key": ""},
        {"key": "bakery"},
        {"key": "bakery", "person": "owner", "verb": "units.eat", "kind": "unit"},
        {"key": "bakery", "person": "owner", "verb": "units.see", "kind": "planet"},
    ],
)
def test_a_question_that_is_none_is_told(question: dict[str, str], busy: Busy) -> None:
    answer = visitor(keeper(busy)).get("/people/why", question)
    assert answer.status_code == 422
    assert "pc-err" in answer.content.decode()


def test_more_posts_ask_no_more_of_the_database(busy: Busy) -> None:
    cast, client = busy.cast, visitor(keeper(busy))
    question = {"person": "owner", "verb": "units.see", "kind": "unit", "key": "bakery"}
    client.get("/people/why", question)
    with counted() as few:
        client.get("/people/why", question)
    assert len(few) <= 25
    for role in ("head", "liaison", "verifier"):
        give_post(cast.terminal, person=cast.owner, role=role, line=cast.territory, unit=cast.bakery)
    with counted() as many:
        client.get("/people/why", question)
    assert len(many) <= len(few) + 3, "one for each post: what it says"
