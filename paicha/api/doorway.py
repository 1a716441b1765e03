"""What stands around every operation: the method and the headers of the answer."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from paicha.api.problem_details import DOCS, problem_of, told
from paicha.kernel.problems import Problem

View = Callable[..., HttpResponseBase]


def opened(view: View) -> View:
    """An operation as the web serves it. It asks itself who calls, so that nobody is sent to a page for signing in."""

    @csrf_exempt
    @login_not_required
    @functools.wraps(view)
    def inner(request: HttpRequest, **given: Any) -> HttpResponseBase:
        method = request.method
        if method == "HEAD":
            request.method = "GET"
        try:
            response = view(request, **given)
        except Exception as error:
            response = problem_of(request, error)
        request.method = method
        request.close()  # files that came with it are not wanted any longer
        if isinstance(response, HttpResponseNotAllowed):
            response = _not_allowed(request, response)
        return _with_headers(request, response)

    return inner


def absent(request: HttpRequest, **_given: Any) -> HttpResponse:
    """Any address that is none of the API's."""
    return told(request, Problem("api_absent", docs=DOCS))


def _not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    possible = sorted(response.headers["Allow"].split(", "))
    if "GET" in possible:
        possible.append("HEAD")
    problem = told(request, Problem("api_method", method=request.method, possible=", ".join(possible)))
    problem.headers["Allow"] = ", ".join(possible)
    return problem


def _with_headers(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    for name, value in getattr(request, "paicha_headers", {}).items():
        if response.status_code < 400:
            response.headers[name] = value
    patch_vary_headers(response, ("Authorization", "Cookie", "Accept-Language"))
    caller = getattr(request, "paicha_caller", None)
    if caller is not None:
        # a session's answers are not kept at all, which the middleware says
        response.headers.setdefault("Cache-Control", "private, no-cache" if caller.token else "private, no-store")
    if request.method == "HEAD" and isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
    return response
