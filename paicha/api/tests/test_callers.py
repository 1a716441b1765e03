"""Who may call: a token or a session, each no wider than the person's posts."""

from datetime import timedelta

from django.test import Client

from paicha.accounts.actions.tokens import revoke_token
from paicha.api.tests.calling import ROOT, Program, problem
from paicha.kernel.clock import frozen, now
from paicha.orgs.actions.people import terminal
from paicha.testing.busy import Busy
from paicha.testing.cast import Cast
from paicha.testing.visitor import visitor


def test_a_token_calls_as_its_person(busy: Busy) -> None:
    said = Program(busy.cast.head, read_only=True).read("/me")
    assert (said["username"], said["token"]["read_only"], said["token"]["name"]) == ("head", True, "a test")
    assert [(post["role"], post["line"], post["unit"]) for post in said["posts"]] == [("head", "territorial", "north")]
    assert "reports.make" in said["verbs"] and "ledger.see" not in said["verbs"]


def test_a_session_calls_too(people: Cast) -> None:
    said = visitor(people.head).get(f"{ROOT}/me")
    assert said.status_code == 200
    assert (said.json()["username"], said.json()["token"]) == ("head", None)
    assert said.headers["Cache-Control"] == "private, no-store"


def test_nobody_is_told_so(people: Cast) -> None:
    response = Program(None).get("/me")
    problem(response, 401, "api_nobody")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_key_that_is_none_is_refused_even_in_a_session(people: Cast) -> None:
    client = visitor(people.head)
    for key in ("paicha_" + "x" * 43, "nonsense", "", "paicha_\x00", "paicha_" + "é" * 43):
        problem(client.get(f"{ROOT}/me", headers={"Authorization": f"Bearer {key}"}), 401, "api_token_unknown")


def test_another_way_to_sign_in_is_none(people: Cast) -> None:
    problem(Program(None).get("/me", Authorization="Basic aGVhZDpzZWNyZXQ="), 401, "api_nobody")


def test_a_revoked_token_is_refused(people: Cast) -> None:
    program = Program(people.head)
    assert program.get("/me").status_code == 200
    revoke_token(people.head, token=program.token)
    problem(program.get("/me"), 401, "api_token_unknown")


def test_a_token_past_its_day_is_refused(people: Cast) -> None:
    program = Program(people.head)
    with frozen(now() + timedelta(days=31)):
        problem(program.get("/me"), 401, "api_token_unknown")


def test_a_read_only_token_cannot_write(people: Cast) -> None:
    program = Program(people.head, read_only=True)
    problem(program.post("/exports", {"list": "findings"}), 403, "api_read_only")
    assert program.read("/jobs")["items"] == []


def test_a_session_needs_its_form_token_to_write(people: Cast) -> None:
    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    client.force_login(people.head, backend="allauth.account.auth_backends.AuthenticationBackend")
    wish = {"list": "findings", "format": "csv"}
    problem(client.post(f"{ROOT}/exports", wish, content_type="application/json"), 403, "api_form_token")
    client.get("/account/")  # a page with forms
    token = client.cookies["paicha_csrf"].value
    headers = {"X-CSRFToken": token}
    answer = client.post(f"{ROOT}/exports", wish, content_type="application/json", headers=headers)
    assert answer.status_code == 202, answer.content


def test_what_posts_do_not_allow_a_token_does_not_either(busy: Busy) -> None:
    problem(Program(busy.cast.head).get("/ledger"), 403, "not_allowed")
    assert Program(busy.cast.outsider).get(f"/units/{busy.cast.bakery.pk}").status_code == 404
    assert Program(busy.cast.head).get(f"/units/{busy.cast.bakery.pk}").status_code == 200


def test_the_terminal_sees_everything(busy: Busy) -> None:
    assert len(Program(terminal()).read("/units?limit=500")["items"]) == 7
