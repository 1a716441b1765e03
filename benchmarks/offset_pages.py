"""The baselines of pages.py: findings through Django's Paginator, by OFFSET, with a count; overviews never old."""

import os
from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from paicha.listing.declared import listing_named
from paicha.listing.keyset import PAGE, Page
from paicha.listing.questions import asked
from paicha.web.lists.parts import Desk
from paicha.web.overview import recent
from paicha.web.place import place_of
from paicha.web.urls import handler400, handler403, handler404, handler500
from paicha.web.urls import urlpatterns as pages

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def findings(request: HttpRequest) -> HttpResponse:
    """The same rows, conditions, order and template as /findings; `page=deep` is the one behind nine tenths."""
    place, listing = place_of(request), listing_named("findings")
    question = asked(listing, request.user, dict(request.GET.lists()))
    minus = "-" if question.descending else ""
    rows = question.rows(request.user, place.focus).order_by(f"{minus}{question.sort.field}", f"{minus}pk")
    pages = Paginator(rows, PAGE)
    number = pages.num_pages * 9 // 10 if request.GET.get("page") == "deep" else 1
    found = list(pages.page(max(1, number)).object_list)
    listing.prepare(request.user, found)
    desk = Desk(request.user, place, question, Page(found, None, None))
    words = {"desk": desk, "place": place, "listing": listing, "count": f"{pages.count:,}"}
    return render(request, "web/list.html", words)


if os.environ.get("PAICHA_BENCH_ALWAYS_NEW"):
    recent.OLDEST = timedelta(0)

urlpatterns = [path("offset/findings", findings, name="findings-offset"), *pages]
