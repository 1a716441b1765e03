"""Keeps the list of a person's sessions, with when each was last seen, to within some minutes."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

from paicha.kernel.clock import now

SEEN, EVERY = "paicha_seen", 600  # seconds: a write now and then, not with each page


class Sessions:
    """Notes a session when it is new, and again when it is still in use some minutes later."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        if session.session_key and request.user.is_authenticated and _is_due(session.get(SEEN)):
            UserSession.objects.create_from_request(request)
            session[SEEN] = int(now().timestamp())
        return self.get_response(request)


def _is_due(seen: object) -> bool:
    return not isinstance(seen, int) or now().timestamp() - seen >= EVERY
