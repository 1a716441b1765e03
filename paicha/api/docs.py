"""The API for people to read: the same description, as a page."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from paicha.api.problem_details import ROOT

DEPTH = 3  # how deep fields of answers are shown
Schema = Mapping[str, Any]
NOTHING: Schema = {}


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter, or a field of a body or an answer."""

    name: str
    kind: str
    description: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the page shows it."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Part]
    body: list[Part]
    answer: list[Part]
    responses: list[tuple[str, str]]
    curl: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Operations about one thing."""

    name: str
    description: str
    operations: list[Operation]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """All operations, by what they are about."""
    words = {"sections": sections(_described(), request.build_absolute_uri("/").rstrip("/")), "root": ROOT}
    return render(request, "api/docs.html", words)


@cache
def _described() -> Schema:
    from paicha.api.addresses import api

    with translation.override("en"):
        found: Schema = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    return found


def sections(schema: Schema, host: str) -> list[Section]:
    """The description in the reader's language; `host` stands in the examples."""
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in schema["tags"]}
    for address, operations in sorted(schema["paths"].items(), key=lambda each: each[0] != ROOT):
        for method, said in operations.items():
            found[said["tags"][0]].append(_operation(schema, host, method.upper(), address, said))
    return [Section(spoken(tag["name"]), spoken(tag["description"]), found[tag["name"]]) for tag in schema["tags"]]


def _operation(schema: Schema, host: str, method: str, address: str, said: Schema) -> Operation:
    wanted: Schema = said.get("requestBody", {})
    body: Schema = wanted.get("content", {})
    kind, form = next(iter(body.items()), ("", NOTHING))
    responses = {status: _resolved(schema, each) for status, each in said["responses"].items()}
    answer: Schema = next((each for status, each in responses.items() if status.startswith("2")), {})
    model: Schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        anchor=said["operationId"],
        method=method,
        path=address,
        summary=spoken(said["summary"]),
        description=_words(said.get("description", "")),
        parameters=[
            Part(each["name"], _kind(schema, each["schema"]), _words(each.get("description", "")), each["required"])
            for each in said["parameters"]
        ],
        body=list(_fields(schema, form.get("schema", {}), "", 1)),
        answer=list(_fields(schema, model, "", DEPTH)),
        responses=[(status, spoken(each["description"])) for status, each in responses.items()],
        curl=_curl(host, method, address, _form(schema, kind, form), not said.get("security")),
        is_open=not said.get("security"),
    )


def _words(text: str) -> str:
    """A description in the reader's language; a filter's begins with its label."""
    said = spoken(text)
    label, dot, rest = text.partition(". ")
    if not dot or said != text.replace("`", ""):
        return said
    return _("%(label)s. %(rest)s") % {"label": spoken(label), "rest": spoken(rest)}


def spoken(text: str) -> str:
    """A sentence of the description in the reader's language; they are collected where they are written."""
    return translation.gettext(text).replace("`", "") if text else ""


def _resolved(schema: Schema, part: Schema) -> Schema:
    """A part of the description, with a reference followed."""
    while "$ref" in part:
        found: Any = schema
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        part = found
    return part


def _fields(schema: Schema, part: Schema, before: str, depth: int) -> Iterator[Part]:
    """The fields of a model, those of the models in it too, to a depth."""
    model = _resolved(schema, part)
    needed = model.get("required", ())
    for name, field in model.get("properties", {}).items():
        inner, ending = _inner(schema, field)
        description = field.get("description", "")
        yield Part(f"{before}{name}{ending}", _kind(schema, field), _words(description), name in needed)
        if depth > 1 and "properties" in inner:
            yield from _fields(schema, inner, f"{before}{name}{ending}.", depth - 1)


def _inner(schema: Schema, field: Schema) -> tuple[Schema, str]:
    """The model that a field holds, and how its name goes on where it holds several."""
    choices = [each for each in field.get("anyOf", ()) if each.get("type") != "null"]
    part = _resolved(schema, choices[0] if len(choices) == 1 else field)
    if part.get("type") == "array":
        return _inner(schema, part["items"])[0], "[]"
    return part, ""


def _kind(schema: Schema, part: Schema) -> str:
    """What a value is, in a few words."""
    part = _resolved(schema, part)
    if "anyOf" in part:
        return " | ".join(dict.fromkeys(_kind(schema, each) for each in part["anyOf"]))
    if "enum" in part:
        return " | ".join(str(each) for each in part["enum"])
    if "const" in part:
        return str(part["const"])
    kind = str(part.get("type", "any"))
    if kind == "array":
        inner = _kind(schema, part["items"])
        return f"({inner})[]" if "|" in inner else f"{inner}[]"
    return str(part.get("format", kind)) if kind == "string" else kind


def _form(schema: Schema, kind: str, form: Schema) -> str:
    """What a body adds to a call."""
    if not kind:
        return ""
    if kind != "application/json":
        return " \\\n     -F file=@inspections.csv -F 'mapping=<mapping.toml'"
    return f" \\\n     --json '{json.dumps(_resolved(schema, form['schema'])['examples'][0])}'"


def _curl(host: str, method: str, address: str, form: str, is_open: bool) -> str:
    """The call, for a terminal. `--json` and `-F` make it a POST by themselves."""
    verb = " -X POST" if method == "POST" and not form else ""
    token = "" if is_open else '-H "Authorization: Bearer $TOKEN" '
    return f'curl{verb} {token}"{host}{address}"{form}'


urls = [path("docs", show, name="docs")]
