"""The first page, the menu of a phone, the language before sign-in, and whether the server lives."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_GET, require_POST


@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """All of the menu, for screens without a side."""
    return render(request, "web/more.html")


@login_not_required
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Whether server and database answer, for whoever watches over them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """The language of pages before sign-in, kept in a cookie."""
    response = HttpResponseRedirect(way_back(request))
    language = request.POST.get("language", "")
    if check_for_language(language):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 86_400,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
        )
    return response


def way_back(request: HttpRequest) -> str:
    """Where a form came from, if that is a page of ours; else the start."""
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else "/"


urls = [
    path("more", more, name="more"),
    path("health", health, name="health"),
    path("language", set_language, name="set-language"),
]
