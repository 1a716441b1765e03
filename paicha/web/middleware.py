"""Around every page: headers, the reader's language, and problems told as pages."""

import logging
import secrets
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from paicha.kernel.problems import Problem
from paicha.orgs.permissions import posts_read_once
from paicha.web.failures import told

log = logging.getLogger("paicha.web")
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
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
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
    """Tells a Problem as a page with its status, what happened and how to mend it. Anything else gets a number."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page that tells what went wrong; None for what Django itself tells."""
        if isinstance(error, Problem):
            return told(request, error)
        if isinstance(error, RequestDataTooBig | TooManyFieldsSent):
            return told(request, Problem("value_invalid", name="form", value="…", help=str(error)))
        if isinstance(error, OperationalError | InterfaceError):
            log.error("the database does not answer", exc_info=error)
            return told(request, Problem("database_away"))
        if isinstance(error, PermissionDenied | SuspiciousOperation | Http404):
            return None
        number = secrets.token_hex(4)
        log.error("broken %s at %s", number, request.path, exc_info=error)
        return told(request, Problem("broken", number=number))
