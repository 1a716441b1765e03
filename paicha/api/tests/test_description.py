"""The description: whole, in English, true to the addresses; and the same as a page for people."""

import json
import re
from typing import Any

import pytest
from django.urls import get_resolver

from paicha.api.addresses import api
from paicha.api.tests.calling import ROOT, Program
from paicha.orgs.models import Person
from paicha.testing.cast import Cast
from paicha.testing.visitor import visitor

HAN = re.compile(r"[\u4e00-\u9fff]")
OPEN = {"/api/v1/", "/api/v1/problems", "/api/v1/problems/{code}"}


@pytest.fixture
def said(people: Cast) -> Any:
    """The description, as anybody gets it."""
    return Program(None, language="zh").read("/openapi.json")


def operations(said: Any) -> list[tuple[str, str, Any]]:
    return [(path, method, each) for path, methods in said["paths"].items() for method, each in methods.items()]


def test_it_is_whole_and_in_english(said: Any) -> None:
    assert said["openapi"] == "3.1.0" and said["info"]["title"] == "paicha"
    tags = {tag["name"] for tag in said["tags"]}
    for path, method, each in operations(said):
        assert each["summary"] and each["tags"][0] in tags, path
        assert ("security" in each) == (path not in OPEN), path
        assert all(parameter["description"] for parameter in each["parameters"] if parameter["in"] == "query"), path
        for status, response in each["responses"].items():
            if status >= "400":
                assert response["$ref"] == f"#/components/responses/{status}", (path, method)
    assert len({each["operationId"] for _path, _method, each in operations(said)}) == len(operations(said))
    assert HAN.search(json.dumps(said, ensure_ascii=False)) is None


def test_it_names_both_ways_to_call(said: Any) -> None:
    schemes = said["components"]["securitySchemes"]
    assert schemes["PersonalToken"]["scheme"] == "bearer"
    assert schemes["Session"] | {"description": ""} == {
        "type": "apiKey",
        "in": "cookie",
        "name": "paicha_session",
        "description": "",
    }


def test_every_address_is_described(said: Any) -> None:
    patterns = {str(each.pattern) for each in api.urls[0]} - {"docs", "openapi.json", ""}
    described = {path.removeprefix(f"{ROOT}/") for path in said["paths"]} - {""}
    assert {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", pattern) for pattern in patterns} == described


def test_the_page_lies_beside_the_description() -> None:
    resolver = get_resolver()
    assert resolver.resolve(f"{ROOT}/docs").view_name == "api:docs"


@pytest.mark.parametrize(("language", "word"), [("en", "Parameters"), ("zh-hans", "参数")])
def test_the_page_shows_every_operation(people: Cast, said: Any, language: str, word: str) -> None:
    Person.objects.filter(pk=people.head.pk).update(language=language)
    people.head.refresh_from_db()
    page = visitor(people.head).get(f"{ROOT}/docs")
    text = page.content.decode()
    assert page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")
    for path, _method, each in operations(said):
        assert f'id="{each["operationId"]}"' in text and f"127.0.0.1{path}&quot;" in text, path
    assert word in text
    assert "style=" not in text and "<script>" not in text


def test_who_is_not_signed_in_is_asked_to(people: Cast) -> None:
    answer = visitor().get(f"{ROOT}/docs")
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/account/login")
