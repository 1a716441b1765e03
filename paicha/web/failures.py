"""Pages that tell what went wrong, each with its code, what happened and the ways on."""

import logging
import secrets
import sys
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from paicha.kernel.problems import Problem

log = logging.getLogger("paicha.web")


def told(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A problem as a page, inside the layout for somebody who is signed in, plainly where even that cannot be read."""
    words = {"problem": problem, "retry": request.get_full_path() if request.method == "GET" else ""}
    plain = problem.code == "database_away"
    try:
        inside = not plain and request.user.is_authenticated
        template = "web/problem-plain.html" if plain else f"web/problem{'' if inside else '-outside'}.html"
        page = render_to_string(template, words, None if plain else request)
    except (DatabaseError, AttributeError):  # AttributeError: it went wrong before anybody was known
        page = render_to_string("web/problem-plain.html", words)
    response = HttpResponse(page, status=problem.status)
    response.problem = problem  # type: ignore[attr-defined]  # the API tells it in its own way
    return response


def fallen(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """Whatever was raised, as a page. What is a mistake of ours gets a number and is logged."""
    if isinstance(error, Problem):
        return told(request, error)
    if isinstance(error, OperationalError | InterfaceError):
        log.error("the database does not answer", exc_info=error)
        return told(request, Problem("database_away"))
    number = secrets.token_hex(4)
    log.error("broken %s at %s", number, request.path, exc_info=error)
    return told(request, Problem("broken", number=number))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 400."""
    return told(request, Problem("address_invalid"))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 403."""
    return told(request, Problem("page_closed"))


def absent(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 404."""
    return told(request, Problem("page_absent"))


def broken(request: HttpRequest) -> HttpResponse:
    """Django's 500: what was raised around a page, such as by asking who reads it."""
    return fallen(request, sys.exception())


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit: what was typed comes back, ready to be sent again."""
    return told_with_form(request, Problem("form_stale"))


LEFT_OUT = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"}
"""Fields that are typed anew: they are no business of a page that is shown again. At sign-in, so is the `code`."""


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """All that was typed into the form that was sent, but for secrets; nothing where it cannot be read."""
    left_out = LEFT_OUT | ({"code"} if request.path.startswith("/account/") else set())
    try:
        return [(name, value) for name in request.POST if name not in left_out for value in request.POST.getlist(name)]
    except Exception:  # a body that cannot be read holds nothing to give back
        return []


def told_with_form(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A problem with a form that was sent: the page holds all that was typed, as a form to send once more."""
    words: dict[str, Any] = {"problem": problem, "typed": typed_in(request), "address": request.get_full_path()}
    template = "web/problem.html" if request.user.is_authenticated else "web/problem-outside.html"
    return HttpResponse(render_to_string(template, words, request), status=problem.status)
