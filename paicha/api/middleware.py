"""Nothing that goes wrong around the API is told as a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from paicha.api.problem_details import DOCS, MEDIA_TYPE, told
from paicha.kernel.problems import Problem

ABOVE = "/api"
CODES = {403: "api_form_token", 404: "api_absent"}  # what Django says of its own accord


class Plain:
    """Turns failures of what stands before the operations (hosts, sessions, the database) into problems."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        path = request.path
        if response.status_code < 400 or not (path == ABOVE or path.startswith(f"{ABOVE}/")) or path == DOCS:
            return response
        if response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        problem = getattr(response, "problem", None)
        code = CODES.get(response.status_code) or (problem.code if problem else "broken")
        params = problem.params if problem else {}
        return told(request, Problem(code, **{"docs": DOCS, "number": "0", **params}))
