"""Who calls: the owner of a token, or whoever is signed in. Either may do what their posts let them do, no more."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from paicha.accounts.models import Token
from paicha.accounts.tokens import bearer
from paicha.api.pace import PACE, READ, WRITE
from paicha.kernel.problems import Problem
from paicha.orgs.models import Person

READING = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who calls, and the token they call with (None: a session)."""

    person: Person
    token: Token | None


class PersonalToken(HttpBearer):
    """The header `Authorization: Bearer paicha_…`."""

    openapi_description = "A token of yours. It may do what your posts let you do, or only read."

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The token's owner; a token that is not good is a problem even where a session would do."""
        found = bearer(token)
        if found is None:
            raise Problem("api_token_unknown")
        admitted = _admitted(request, Caller(found.person, found), f"token {found.pk}")
        if found.read_only and request.method not in READING:
            raise Problem("api_read_only")
        return admitted


class Session(APIKeyCookie):
    """The cookie of somebody who signed in with a browser; writing needs the form token, too."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = "The session of somebody signed in. Writing needs the header X-CSRFToken."

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Whoever is signed in."""
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        """Whoever is signed in."""
        person: Any = request.user
        if not person.is_authenticated:
            return None
        admitted = _admitted(request, Caller(person, None), f"person {person.pk}")
        if request.method not in READING and check_csrf(request) is not None:
            raise Problem("api_form_token")
        return admitted


def _admitted(request: HttpRequest, caller: Caller, name: str) -> Caller:
    """Speak the caller's language unless the call asks for another one; refuse who calls too often."""
    if "Accept-Language" in request.headers and caller.token is not None:
        language = translation.get_language_from_request(request)
    else:
        language = caller.person.language
    translation.activate(language)
    request.LANGUAGE_CODE = language
    request.paicha_caller = caller  # type: ignore[attr-defined]
    PACE.take(name, READ if request.method in READING else WRITE)
    return caller


def caller_of(request: HttpRequest) -> Caller:
    """Who called; only where an operation has let them in."""
    found: Caller = request.auth  # type: ignore[attr-defined]
    return found


def person_of(request: HttpRequest) -> Person:
    """The person who called."""
    return caller_of(request).person
