"""The description of the API (OpenAPI 3.1): what its operations have in common, added to what they say themselves."""

from typing import Any

from django.utils.translation import gettext_noop as _
from ninja.openapi.schema import OpenAPISchema

from paicha.api.problem_details import MEDIA_TYPE

DESCRIPTION = _(
    "Everything that paicha's pages show, for programs: lists, records, figures, reports, the ledger. Answers hold "
    "what your posts let you see; what is out of reach is absent. Every list is paged by a cursor; every problem is a "
    "document with a code, a sentence and a way to mend it."
)
TAGS = {
    "Basics": _("Who you are, the lines there are, what problems mean."),
    "Lists": _("Units, inspections and findings, with the filters and orders of their pages."),
    "Records": _("One unit, inspection or finding with all that belongs to it."),
    "Figures": _("Numbers, each with its definition, its counts and the rows behind it."),
    "Reports": _("Reports that were made, and making one."),
    "Imports and exports": _("Files in and files out, as jobs."),
    "Jobs": _("What takes longer than a call."),
    "Ledger": _("Everything that was done, in order, and the signed statement of it."),
}
PROBLEMS = {
    400: _("The call cannot be read: a cursor, a filter, an order or a body."),
    401: _("Nobody is signed in, or the token is not good."),
    403: _("Your posts or your token do not allow it."),
    404: _("It is not there, or it is out of your reach."),
    409: _("It cannot be done as things stand now."),
    413: _("The body is too big."),
    415: _("The body is of another kind than the one wanted."),
    422: _("A parameter is not known or cannot be what it is."),
    429: _("You call too often. The header Retry-After says when to come again."),
}
UNCHANGED = _("What you have, as If-None-Match names it, is still so.")
PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "description": "What went wrong, and how to mend it (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "detail", "mend", "code", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "Stands for this kind of problem."},
        "title": {"type": "string", "description": "The kind of problem, with {places} for what differs."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What went wrong, in a sentence in your language."},
        "mend": {"type": "string", "description": "How to mend it."},
        "code": {"type": "string", "description": "For programs; it never changes."},
        "instance": {"type": "string", "format": "uri-reference", "description": "The address that was called."},
        "errors": {
            "type": "array",
            "description": "All parameters at fault, where there are several.",
            "items": {
                "type": "object",
                "required": ["in", "parameter", "detail"],
                "properties": {
                    "in": {"type": "string"},
                    "parameter": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
EXAMPLE = {
    "type": "/api/v1/problems/absent",
    "title": "There is no {thing} {key}.",
    "status": 404,
    "detail": "There is no unit bakery-9.",
    "mend": "Check the spelling.",
    "code": "absent",
    "instance": "/api/v1/findings",
}


def completed(schema: OpenAPISchema) -> OpenAPISchema:
    """The whole description."""
    responses = {str(status): _problem(status, text) for status, text in PROBLEMS.items()}
    responses["304"] = {"description": UNCHANGED}
    schema["components"]["responses"] = responses
    schema["components"]["schemas"]["Problem"] = PROBLEM
    schema["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    schema["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    schema["externalDocs"] = {"description": "The same, to be read by people.", "url": "/api/v1/docs"}
    for operations in schema["paths"].values():
        for operation in operations.values():
            operation["responses"] = {str(status): said for status, said in sorted(operation["responses"].items())}
            for said in operation["responses"].values():
                said.setdefault("description", "OK") if "$ref" not in said else None
            for parameter in operation["parameters"]:
                parameter["schema"].pop("title", None)
                parameter["schema"].pop("description", None)
    return schema


def _problem(status: int, text: str) -> dict[str, Any]:
    said: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/Problem"}}
    if status == 404:
        said["example"] = EXAMPLE
    found: dict[str, Any] = {"description": text, "content": {MEDIA_TYPE: said}}
    if status == 429:
        found["headers"] = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
    if status == 401:
        found["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}
    return found
