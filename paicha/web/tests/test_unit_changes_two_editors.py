"""Two people at one unit, a session that ends while one types, and whatever else may be sent."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from paicha.ledger.appending import head
from paicha.orgs.actions.units import close_unit, move_unit, open_unit, rename_unit
from paicha.orgs.conditions import last_change
from paicha.orgs.models import Unit
from paicha.orgs.tests.telling import refused
from paicha.testing.cast import Cast
from paicha.testing.scale import examples
from paicha.testing.visitor import visitor
from paicha.web.tests.reading import english, text_of

HIDDEN = re.compile(r'<input type="hidden" name="(seen|was_\w+)" value="([^"]*)"')


def opened(client: Client, unit: Unit, verb: str) -> dict[str, str]:
    """The hidden fields of a form that somebody has open."""
    return dict(HIDDEN.findall(client.get(f"/units/{unit.pk}/{verb}").content.decode()))


@pytest.mark.parametrize("step", ["preview", "confirm"])
def test_a_unit_that_somebody_else_renamed_is_shown_as_both_know_it(step: str, people: Cast) -> None:
    client = english(people.coordinator)
    hidden = opened(client, people.bakery, "rename")
    rename_unit(people.terminal, unit=people.bakery, name="Mill")
    page = client.post(f"/units/{people.bakery.pk}/rename", {**hidden, "step": step, "name": "Old Bakery"})
    said = text_of(page)
    assert page.status_code == 409
    for word in ("Bakery", "<b>Mill</b>", 'value="Old Bakery"', "When you opened the form"):
        assert word in said
    assert Unit.objects.get(pk=people.bakery.pk).name == "Mill"
    again = dict(HIDDEN.findall(page.content.decode()))
    done = client.post(f"/units/{people.bakery.pk}/rename", {**again, "step": "confirm", "name": "Old Bakery"})
    assert done.status_code == 302
    assert Unit.objects.get(pk=people.bakery.pk).name == "Old Bakery"


def test_a_move_by_somebody_else_is_noticed_too(people: Cast) -> None:
    client = english(people.coordinator)
    hidden = opened(client, people.bakery, "close")
    move_unit(people.terminal, unit=people.bakery, line=people.territory, parent=people.south)
    page = client.post(f"/units/{people.bakery.pk}/close", {**hidden, "step": "confirm", "on": "2026-01-01"})
    assert page.status_code == 409
    assert "Territory: South" in text_of(page)
    assert Unit.objects.get(pk=people.bakery.pk).closed_on is None


@pytest.mark.parametrize("verb", ["rename", "move", "merge", "close"])
def test_the_action_itself_refuses_what_was_seen_too_long_ago(verb: str, people: Cast) -> None:
    from paicha.orgs.actions import units

    seen = last_change(people.canteen)
    rename_unit(people.terminal, unit=people.canteen, name="Kitchen")
    every: dict[str, dict[str, Any]] = {
        "rename": {"name": "Mess"},
        "move": {"line": people.territory, "parent": people.south},
        "merge": {"survivor": people.bakery, "on": date(2026, 1, 1)},
        "close": {"on": date(2026, 1, 1)},
    }
    before = head()
    with refused("unit_changed"):
        getattr(units, f"{verb}_unit")(people.coordinator, unit=people.canteen, seen=seen, **every[verb])
    assert head() == before


def test_how_many_units_lie_below_is_told_as_far_as_one_sees_them(people: Cast) -> None:
    stall = open_unit(people.terminal, code="stall", name="Stall", line=people.territory, parent=people.south)
    move_unit(people.terminal, unit=stall, line=people.food, parent=people.bakery)
    with refused("unit_has_children"):
        close_unit(people.terminal, unit=people.bakery, on=date(2026, 1, 1))


def test_a_session_that_ended_loses_nothing_that_was_typed(people: Cast) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    fields = {"step": "confirm", "name": 'Quo"ted & <typed>\nname', "code": "kept", "csrfmiddlewaretoken": "x"}
    page = client.post(f"/units/{people.bakery.pk}/rename?line=food", fields)
    said = text_of(page)
    assert page.status_code == 403
    assert f'action="/units/{people.bakery.pk}/rename?line=food"' in said
    for value in ('Quo"ted & <typed>\nname', "kept", "confirm"):
        assert value in said
    assert "<typed>" not in page.content.decode(), "it comes back as text, not as a page"
    assert "/account/login/?next=/resume" in said
    assert "Bakery" not in said, "who is not signed in learns nothing"


def test_a_page_that_is_only_looked_at_leads_to_sign_in(people: Cast) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    page = client.get(f"/units/{people.bakery.pk}/rename")
    assert page.status_code == 302
    assert page["Location"].startswith("/account/login/?next=/units/")
    part = client.get("/units/choices?parent=b", headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"


def test_after_signing_in_again_the_form_waits(people: Cast) -> None:
    page = visitor(people.head).get("/resume")
    assert page.status_code == 200
    assert 'id="resume"' in page.content.decode()


def test_a_form_with_an_old_token_comes_back_with_all_that_was_typed(people: Cast) -> None:
    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    client.force_login(people.coordinator, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.post("/units/open", {"code": "school-9", "name": "Ninth School", "step": "preview"})
    assert page.status_code == 403
    assert "school-9" in text_of(page)
    assert "Ninth School" in text_of(page)


odd = ["south", "bakery", "9" * 40, "-1", "0001-01-01", "2999-12-31", "\u202e\x00"]
texts = st.text(max_size=40) | st.sampled_from(odd)


@examples(15)
@given(
    verb=st.sampled_from(["rename", "move", "merge", "close", "reopen", "open"]),
    step=st.sampled_from(["preview", "edit", "", "confirm?"]),
    fields=st.dictionaries(
        st.sampled_from(
            ["seen", "was_name", "was_closed", "name", "code", "line", "parent", "on", "kind", "opened_on"]
        ),
        texts,
        max_size=8,
    ),
)
def test_nothing_that_is_sent_breaks_a_form(verb: str, step: str, fields: dict[str, str], people: Cast) -> None:
    where = "/units/open" if verb == "open" else f"/units/{people.bakery.pk}/{verb}"
    before = head()
    page = visitor(people.coordinator).post(where, {**fields, "step": step})
    assert page.status_code < 500
    assert head() == before


@examples(10)
@given(parent=texts, line=texts)
def test_nothing_that_is_typed_breaks_the_offer_of_units(parent: str, line: str, people: Cast) -> None:
    page = visitor(people.coordinator).get("/units/choices", {"parent": parent, "line": line})
    assert page.status_code < 500
