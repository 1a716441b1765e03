"""How much may be sent to a page: looked at before a byte of it is read, so that nothing fills disk or memory."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from paicha.exchange.bytestreams import megabytes
from paicha.kernel.problems import Problem
from paicha.web.failures import told

MOST_FORM = 4 * 1024**2  # bytes
MOST_UPLOAD = 512 * 1024**2
MOST_REPORT = 64 * 1024**2
LARGE = {"imports-new": MOST_UPLOAD, "reports-verify": MOST_REPORT}
"""Pages that take files from people who are signed in."""
API, API_IMPORTS = "/api/", "/api/v1/imports"
"""The API knows who asks only by itself, before it reads what was sent."""


class Bodies:
    """Refuses what is too big by the length that it states; without a stated length, nothing is read at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") and not request.path_info.startswith(API):
            return told(request, Problem("address_invalid"))  # a sign that PostgreSQL cannot even be asked about
        if request.method not in ("GET", "HEAD") and stated(request) > (limit := allowed(request)):
            response = told(request, Problem("upload_too_big", limit=megabytes(limit)))
            response.headers["Connection"] = "close"
            return response
        return self.get_response(request)


def stated(request: HttpRequest) -> int:
    """The length that the request states."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def allowed(request: HttpRequest) -> int:
    """How many bytes may be sent to this address."""
    if request.path_info.startswith(API):
        return MOST_UPLOAD if request.path_info.startswith(API_IMPORTS) else MOST_FORM
    try:
        name = resolve(request.path_info).view_name
    except Resolver404:
        return MOST_FORM
    return LARGE.get(name, MOST_FORM) if request.user.is_authenticated else MOST_FORM
