"""A session that ends while somebody fills in a form: nothing typed is lost.

What was sent comes back as a page that holds it. With a script the page keeps it in the tab, one signs in there, and
the form waits on the page `resume`. Without one, one signs in in another tab and sends the page again. The server keeps
nothing, so nobody else can find it there.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from paicha.kernel.problems import Problem
from paicha.web.failures import typed_in


class SignedIn(LoginRequiredMiddleware):
    """Asks for sign-in where a page needs it. A form that was sent is given back; a part of a page reloads the page."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """What somebody gets who is not signed in, or not any more."""
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=403, headers={"HX-Refresh": "true"})
        if request.method == "POST":  # with nothing typed, too: where a button leads, there is no page to come back to
            problem = Problem("session_ended")
            words = {
                "problem": problem,
                "typed": typed_in(request),
                "files": bool(request.FILES),
                "address": request.get_full_path(),
            }
            return render(request, "web/session-ended.html", words, status=problem.status)
        return super().handle_no_permission(request, view_func)


@require_GET
def resume(request: HttpRequest) -> HttpResponse:
    """After signing in again: the form that the tab kept, ready to be sent."""
    return render(request, "web/resume.html")


urls = [path("resume", resume, name="resume")]
