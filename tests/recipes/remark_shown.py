"""Run in a copy of the code in which docs/how-to/add-a-record-kind.md was followed: a remark wherever records show."""

import html
import re
from typing import Any

import pytest
from django.utils.module_loading import import_string

from paicha.api.tests.calling import Program
from paicha.cli.tests.terminal import call
from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.ledger.checking import check
from paicha.ledger.tests.records import unguarded
from paicha.orgs.actions.people import add_person, give_post
from paicha.orgs.models import Person
from paicha.orgs.permissions import require
from paicha.testing.cast import Cast
from paicha.testing.visitor import visitor

NAMES = {"en": "remark no. 1", "zh-hans": "1号备注"}


def read(by: Person, address: str, language: str) -> str:
    """A page as text, in a language of the reader; it must answer."""
    Person.objects.filter(pk=by.pk).update(language=language)
    answer = visitor(by).get(address)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


@pytest.fixture
def remark(people: Cast) -> Any:
    """A remark about the bakery."""
    make = import_string("paicha.findings.actions.single.make_remark")
    return make(people.terminal, unit=people.bakery, line=people.territory, text="closed on Mondays")


def registrar(people: Cast, unit: str) -> Person:
    """Somebody who sees the ledger below a unit."""
    person = add_person(people.terminal, username=f"registrar-{unit}", name="Registrar")
    give_post(people.terminal, person=person, role="coordinator", line=people.territory, unit=getattr(people, unit))
    return person


def test_the_ledger_shows_it_to_who_reaches_it(people: Cast, remark: Any) -> None:
    position = head()
    north, south = registrar(people, "north"), registrar(people, "south")
    for language, name in NAMES.items():
        for reader in (people.terminal, north):
            assert "about bakery" in read(reader, "/ledger", language)
            assert name in read(reader, f"/ledger/{position}", language)
            assert name in read(reader, "/ledger?subject=remark&number=1", language)
        assert "about bakery" not in read(south, "/ledger", language)
    for address in (f"/ledger/{position}", "/ledger?subject=remark&number=1"):
        assert visitor(south).get(address).status_code == 404
    found = Program(north).read("/ledger?subject=remark&number=1")["items"]
    assert [(each["kind"], each["subject_id"]) for each in found] == [("findings.remarked", 1)]


def test_why_answers_for_it(people: Cast, remark: Any) -> None:
    for language, label in {"en": "see remarks", "zh-hans": "查看备注"}.items():
        query = "/people/why?person=head&verb=remarks.see&kind=remark&key=1"
        assert label in read(people.terminal, query, language)
        done = call("why", "head", "remarks.see", "remark:1", language=language)
        assert (done.code, done.err) == (0, "")
    assert call("why", "outsider", "remarks.see", "remark:1").code == 1


def test_out_of_reach_it_is_absent_under_its_own_name(people: Cast, remark: Any) -> None:
    with pytest.raises(Problem) as caught:
        require(people.outsider, "remarks.make", remark)
    assert (caught.value.code, str(caught.value.params["thing"])) == ("absent", "remark")
    with pytest.raises(Problem) as caught:
        require(people.head, "remarks.make", remark)
    assert caught.value.code == "not_allowed"


def test_the_ledger_vouches_for_it(people: Cast, remark: Any) -> None:
    assert list(check()) == []
    with unguarded():
        import_string("paicha.findings.models.Remark").objects.update(text="open on Mondays")
        assert len(list(check())) == 1
