"""Everything that goes wrong is a problem document, never a page."""

import pytest
from django.test import Client

from paicha.api.problem_details import MEDIA_TYPE
from paicha.api.tests.calling import ROOT, Program, problem
from paicha.kernel.problem_kinds import KINDS
from paicha.testing.cast import Cast


@pytest.mark.parametrize("path", ["/nothing", "/findings/1/2/3", "/figures/", "/jobs/x/files/a/b"])
def test_an_address_that_is_none(people: Cast, path: str) -> None:
    problem(Program(people.head).get(path), 404, "api_absent")
    problem(Program(None).get(path), 404, "api_absent")


def test_outside_the_version_too(people: Cast) -> None:
    for path in ("/api", "/api/", "/api/v2/findings", "/api/v1x"):
        response = Program(None).get(path, Accept="text/html")
        if response.status_code != 301:
            problem(response, 404, "api_absent")


def test_a_method_that_is_none(people: Cast) -> None:
    response = Program(people.head).call("DELETE", "/findings")
    problem(response, 405, "api_method")
    assert response.headers["Allow"] == "GET, HEAD"
    assert Program(people.head).call("OPTIONS", "/reports").headers["Allow"] == "GET, POST, HEAD"


def test_head_is_get_without_a_body(people: Cast) -> None:
    whole, bare = Program(people.head).get("/lines"), Program(people.head).call("HEAD", "/lines")
    assert (bare.status_code, bare.content) == (200, b"")
    assert bare.headers["Content-Length"] == str(len(whole.content))


def test_a_parameter_that_is_none(people: Cast) -> None:
    said = problem(Program(people.head).get("/findings?stat=open"), 422, "api_parameter_unknown")
    assert "stat" in said["detail"] and "state" in said["mend"]


def test_a_parameter_given_twice(people: Cast) -> None:
    problem(Program(people.head).get("/findings?limit=1&limit=2"), 422, "api_parameter_twice")
    assert Program(people.head).get("/findings?state=open&state=closed").status_code == 200


@pytest.mark.parametrize(
    ("path", "name", "reason"),
    [
        ("/findings?limit=501", "limit", "must be at most 500"),
        ("/findings?limit=0", "limit", "must be at least 1"),
        ("/findings?limit=ten", "limit", "is not a whole number"),
        ("/findings/x", "number", "is not a whole number"),
        ("/findings/99999999999999999999999", "number", "must be at most 9007199254740992"),
        ("/figures/findings_total?from=yesterday", "from", "is not a date; write it as 2026-01-31"),
        ("/jobs/17", "uid", "is not the identifier of anything"),
        ("/findings?unit=%00", "unit", "is not written as it must be"),
        (f"/findings?cursor={'x' * 2001}", "cursor", "is longer than 2000 characters"),
    ],
)
def test_a_parameter_that_cannot_be(people: Cast, path: str, name: str, reason: str) -> None:
    said = problem(Program(people.head).get(path), 422, "api_parameter")
    assert said["detail"] == f"{name}: {reason}."


def test_every_fault_is_named(people: Cast) -> None:
    said = problem(Program(people.head).get("/figures/findings_total?from=x&to=y"), 422, "api_parameter")
    assert [(each["in"], each["parameter"]) for each in said["errors"]] == [("query", "from"), ("query", "to")]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/findings?cursor=nonsense", "cursor_invalid"),
        ("/findings?sort=mood", "list_sort_unknown"),
        ("/findings?state=nervous", "list_value_invalid"),
        ("/figures/findings_total/rows?cursor=nonsense", "cursor_invalid"),
    ],
)
def test_what_a_list_cannot_be_asked(people: Cast, path: str, code: str) -> None:
    problem(Program(people.head).get(path), 400, code)


def test_a_body_of_another_kind(people: Cast) -> None:
    program = Program(people.head)
    problem(program.send("/exports", {"list": "findings"}), 415, "api_body_kind")
    said = problem(program.post("/imports", {}), 415, "api_body_kind")
    assert said["mend"] == "Send it as multipart/form-data."


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"nul", b"[" * 100_000])
def test_a_body_that_cannot_be_read(people: Cast, body: bytes) -> None:
    answer = Program(people.head).call("POST", "/exports", data=body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == MEDIA_TYPE


@pytest.mark.parametrize("document", [[], 1, "x", {"list": 5}, {"colour": "red"}, {"list": "a\0b"}])
def test_a_body_that_says_something_else(people: Cast, document: object) -> None:
    answer = Program(people.head).post("/exports", document)
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] in ("api_parameter", "api_body_unreadable")


def test_a_body_that_is_too_big(people: Cast) -> None:
    program = Program(people.head)
    problem(program.post("/exports", {"list": "x" * 3_000_000}), 413, "api_body_big")
    big = program.call("POST", "/imports", content_type="multipart/form-data", CONTENT_LENGTH=str(3 * 1024**3))
    problem(big, 413, "upload_too_big")


def test_a_host_that_is_not_ours(people: Cast) -> None:
    answer = Client(SERVER_NAME="elsewhere.example").get(f"{ROOT}/lines")
    problem(answer, 400, "address_invalid")


def test_problems_speak_the_language_asked_for(people: Cast) -> None:
    own, asked = Program(people.head, language=""), Program(people.head, language="en")
    assert people.head.language == "zh-hans"
    assert problem(own.get("/units/999"), 404, "absent")["detail"] == "没有单位“999”。"
    assert problem(asked.get("/units/999"), 404, "absent")["detail"] == "There is no unit 999."
    chinese = Program(None, language="zh-CN,zh;q=0.9,en;q=0.5")
    assert chinese.get("/me").headers["Content-Language"] == "zh-hans"


def test_every_kind_is_described(people: Cast) -> None:
    items = Program(None).read("/problems")["items"]
    assert [each["code"] for each in items] == sorted(KINDS)
    assert all("%(" not in each["title"] + each["mend"] for each in items)
    one = Program(None).read("/problems/unit_closed")
    assert one["title"] == "Unit {unit} was closed on {date}." and one["status"] == 409
    problem(Program(None).get("/problems/nothing"), 404, "absent")
