"""Every address. Each page module lists its own."""

from django.urls import include, path

from paicha.api.addresses import api
from paicha.web import expired_sessions, start
from paicha.web.changes import scales
from paicha.web.changes import units as unit_changes
from paicha.web.figures import pages as figures
from paicha.web.lists import pages as lists
from paicha.web.lists import search
from paicha.web.overview import page as overview
from paicha.web.people import account
from paicha.web.people import pages as people
from paicha.web.records import findings, inspections, ledger, units
from paicha.web.reports import pages as reports
from paicha.web.work import exports, imports, jobs, schedule

PAGES = (
    start,
    overview,
    lists,
    search,
    units,
    unit_changes,
    inspections,
    findings,
    figures,
    reports,
    exports,
    jobs,
    schedule,
    imports,
    ledger,
    people,
    scales,
    account,
    expired_sessions,
)

urlpatterns = [
    *(address for module in PAGES for address in module.urls),
    path("account/", include("allauth.urls")),
    path("api/v1/", api.urls),
]
handler400 = "paicha.web.failures.bad_request"
handler403 = "paicha.web.failures.forbidden"
handler404 = "paicha.web.failures.absent"
handler500 = "paicha.web.failures.broken"
handler429 = "paicha.web.people.account.too_often"  # limits of sign-in
