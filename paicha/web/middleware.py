"""Around every page: headers, the reader's language, and problems told as pages."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation

from paicha.kernel.problems import Problem
from paicha.orgs.permissions import posts_read_once
from paicha.web.failures import fallen, told

Answer = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)


class Headers:
    """Headers that Django does not set: what a page may use of the device, and that what one sees is not kept."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Reader:
    """Speaks the language of the person who is signed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language() or ""
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with posts_read_once():
            return self.get_response(request)


class Problems:
    """Tells a Problem as a page with its status, what happened and how to mend it; a method not taken, too."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            page = told(request, Problem("page_method"))
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page that tells what went wrong; None for what Django itself tells."""
        if isinstance(error, RequestDataTooBig | TooManyFieldsSent):
            return told(request, Problem("value_invalid", name="form", value="…", help=str(error)))
        if isinstance(error, PermissionDenied | SuspiciousOperation | Http404):
            return None
        return fallen(request, error)
