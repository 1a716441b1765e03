"""Saved views: everybody keeps and removes their own, and nobody sees another's."""

import pytest

from paicha.accounts.actions.saved_views import MOST, remove_view, save_view
from paicha.accounts.queries import view_numbered, views_of
from paicha.kernel.problems import Problem
from paicha.ledger.queries import newest
from paicha.testing.busy import Busy
from paicha.testing.visitor import visitor


def test_a_view_is_kept_listed_used_and_removed(busy: Busy) -> None:
    client = visitor(busy.cast.head)
    query = "severity=critical&sort=deadline"
    kept = client.post("/findings/views", {"name": "  The  critical ones", "query": query})
    assert kept["Location"] == f"/findings?{query}"
    page = client.get(kept["Location"]).content.decode()
    assert '<a href="/findings?severity=critical&amp;sort=deadline" aria-current="true">The critical ones</a>' in page
    [view] = views_of(busy.cast.head, "findings")
    entry = newest(1).first()
    assert entry is not None
    assert (entry.kind, entry.words) == ("accounts.view_saved", {"number": busy.cast.head.pk, "list": "findings"})
    client.post(f"/findings/views/{view.pk}/remove", {"query": ""})
    assert views_of(busy.cast.head, "findings") == []
    assert "The critical ones" in client.get("/findings").content.decode()
    assert "The critical ones" not in client.get("/findings").content.decode()


def test_the_same_name_takes_the_new_question(busy: Busy) -> None:
    first = save_view(busy.cast.head, listing="units", name="mine", query="kind=shop")
    again = save_view(busy.cast.head, listing="units", name="mine", query="kind=city")
    assert (again.pk, again.query) == (first.pk, "kind=city")
    save_view(busy.cast.head, listing="findings", name="mine", query="")
    assert len(views_of(busy.cast.head, "units")) == 1


def test_what_is_removed_may_be_kept_anew_and_removed_twice(busy: Busy) -> None:
    view = save_view(busy.cast.head, listing="units", name="mine", query="kind=shop")
    remove_view(busy.cast.head, view=view)
    remove_view(busy.cast.head, view=view)
    assert save_view(busy.cast.head, listing="units", name="mine", query="kind=shop").pk != view.pk


def test_views_are_personal(busy: Busy) -> None:
    view = save_view(busy.cast.head, listing="units", name="secret plan", query="kind=shop")
    client = visitor(busy.cast.liaison)
    assert "secret plan" not in client.get("/units").content.decode()
    assert client.post(f"/units/views/{view.pk}/remove").status_code == 404
    with pytest.raises(Problem) as told:
        remove_view(busy.cast.liaison, view=view)
    assert told.value.code == "not_allowed"
    with pytest.raises(Problem) as told:
        view_numbered(busy.cast.liaison, view.pk)
    assert told.value.code == "absent"


@pytest.mark.parametrize(
    ("listing", "name", "query", "code"),
    [
        ("units", "", "", "value_invalid"),
        ("units", " \t", "", "value_invalid"),
        ("units", "n" * 101, "", "value_invalid"),
        ("units", "a\0", "", "value_invalid"),
        ("units", "long", "q" * 4_001, "value_invalid"),
        ("secrets", "mine", "", "list_unknown"),
    ],
)
def test_what_cannot_be_kept(busy: Busy, listing: str, name: str, query: str, code: str) -> None:
    with pytest.raises(Problem) as told:
        save_view(busy.cast.head, listing=listing, name=name, query=query)
    assert told.value.code == code
    assert views_of(busy.cast.head, "units") == []


def test_a_question_that_cannot_be_asked_is_not_kept(busy: Busy) -> None:
    client = visitor(busy.cast.head)
    client.post("/findings/views", {"name": "broken", "query": "state=gone"})
    assert views_of(busy.cast.head, "findings") == []


def test_there_is_a_bound(busy: Busy) -> None:
    for number in range(MOST):
        save_view(busy.cast.head, listing="units", name=f"view {number}", query="")
    with pytest.raises(Problem) as told:
        save_view(busy.cast.head, listing="units", name="one more", query="")
    assert told.value.code == "views_too_many"


def test_views_are_kept_by_forms_alone(busy: Busy) -> None:
    client = visitor(busy.cast.head)
    assert client.get("/units/views").status_code == 405
    assert visitor().post("/units/views", {"name": "mine"}).status_code in (302, 403)
    assert client.post("/units/views/999999/remove").status_code == 404
