"""Problems as the API tells them: one JSON document each (RFC 9457), never a page."""

import json
import logging
import secrets
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDict
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError

from paicha.kernel.problem_kinds import ProblemKind
from paicha.kernel.problems import Problem

log = logging.getLogger("paicha.api")
ROOT = "/api/v1/"
DOCS = f"{ROOT}docs"
MEDIA_TYPE = "application/problem+json"


def address_of(code: str) -> str:
    """Where a kind of problem is described; it stands for the kind and never changes."""
    return f"{ROOT}problems/{code}"


def title_of(kind: ProblemKind) -> str:
    """A kind of problem in a sentence, with {places} for what differs from case to case."""
    return str(kind.sentence) % _Places()


def mend_of(kind: ProblemKind) -> str:
    """How a kind of problem is mended, with {places}."""
    return str(kind.mend) % _Places()


class _Places(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def told(request: HttpRequest, problem: Problem, errors: Sequence[dict[str, str]] = ()) -> HttpResponse:
    """A problem as a response; `errors` name all parameters at fault where there are several."""
    said: dict[str, Any] = {
        "type": address_of(problem.code),
        "title": title_of(problem.kind),
        "status": problem.status,
        "detail": problem.sentence,
        "mend": problem.mend,
        "code": problem.code,
        "instance": escape_uri_path(request.path),
    }
    if errors:
        said["errors"] = list(errors)
    body = json.dumps(said, ensure_ascii=False).encode("utf-8", "backslashreplace")
    response = HttpResponse(body, status=problem.status, content_type=MEDIA_TYPE)
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="paicha"'
    if "seconds" in problem.params:
        response.headers["Retry-After"] = str(problem.params["seconds"])
    return response


def problem_of(request: HttpRequest, error: Exception) -> HttpResponse:
    """Whatever went wrong in an operation, as a response. What is a mistake of ours gets a number and is logged."""
    if isinstance(error, Problem):
        return told(request, error)
    if isinstance(error, ValidationError):
        return _invalid(request, error)
    if isinstance(error, AuthenticationError):
        return told(request, Problem("api_nobody"))
    if isinstance(error, OperationalError | InterfaceError):
        log.error("the database does not answer", exc_info=error)
        return told(request, Problem("database_away"))
    if isinstance(error, RequestDataTooBig):
        return told(request, Problem("api_body_big", limit="2 MB"))
    if isinstance(error, Http404 | PermissionDenied):
        return told(request, Problem("api_absent", docs=DOCS))
    if isinstance(error, _UNREADABLE):
        return told(request, Problem("api_body_unreadable", wanted=request.content_type or "application/json"))
    return _broken(request, error)


_UNREADABLE = (
    BadRequest,
    HttpError,
    MultiPartParserError,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
    UnreadablePostError,
)


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    number = secrets.token_hex(4)
    log.error("broken %s at %s", number, request.path, exc_info=error)
    return told(request, Problem("broken", number=number))


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What pydantic found wrong with parameters or a body, in our own words; the first one is the problem."""
    errors = [
        {"in": str(each["loc"][0]), "parameter": _name(each["loc"]), "detail": _reason(each)} for each in error.errors
    ]
    first = errors[0]
    problem = Problem("api_parameter", parameter=first["parameter"], reason=first["detail"])
    return told(request, problem, errors)


def _name(place: Sequence[Any]) -> str:
    """The parameter's own name: what pydantic calls the function's argument is left out."""
    return ".".join(str(step) for step in place[1:] if step not in ("asked", "wish")) or str(place[0])


def _reason(fault: dict[str, Any]) -> str:
    known = fault.get("ctx", {})
    phrases = {
        "missing": _("is needed"),
        "int_parsing": _("is not a whole number"),
        "int_type": _("is not a whole number"),
        "int_from_float": _("is not a whole number"),
        "int_parsing_size": _("is too big a number"),
        "greater_than_equal": _("must be at least %(limit)s") % {"limit": known.get("ge")},
        "less_than_equal": _("must be at most %(limit)s") % {"limit": known.get("le")},
        "string_type": _("is not a text"),
        "string_too_short": _("must not be empty"),
        "string_too_long": _("is longer than %(limit)s characters") % {"limit": known.get("max_length")},
        "string_pattern_mismatch": _("is not written as it must be"),
        "list_type": _("is not a list"),
        "too_short": _("must not be empty"),
        "too_long": _("holds more than %(limit)s values") % {"limit": known.get("max_length")},
        "literal_error": _("must be one of: %(known)s")
        % {"known": str(known.get("expected", "")).replace(" or ", ", ").replace("'", "")},
        "extra_forbidden": _("is not known here"),
        "uuid_parsing": _("is not the identifier of anything"),
    }
    if fault["type"].startswith("date"):
        return _("is not a date; write it as 2026-01-31")
    return phrases.get(fault["type"]) or _("cannot be read")


def refuse_unknown(given: MultiValueDict[str, str], known: set[str], several: set[str]) -> None:
    """Refuse parameters that an operation does not have: a filter misspelt must not let everything through."""
    for name in given:
        if name not in known:
            listed = ", ".join(sorted(known)) or "–"
            raise Problem("api_parameter_unknown", parameter=name[:60], known=listed)
        values = given.getlist(name)
        if len(values) > 1 and name not in several:
            raise Problem("api_parameter_twice", parameter=name[:60])
        if any("\0" in value for value in values):
            raise Problem("api_parameter", parameter=name[:60], reason=_("is not written as it must be"))
