"""Every address. Each page module lists its own."""

from django.urls import include, path

from paicha.api.addresses import api
from paicha.web import (
    account,
    exports,
    figures,
    findings,
    imports,
    inspections,
    jobs,
    ledger,
    lists,
    overview,
    people,
    reports,
    resuming,
    scales,
    search,
    start,
    unit_changes,
    units,
)

PAGES = (
    start, overview, lists, search, units, unit_changes, inspections, findings, figures, reports, exports, jobs,
    imports, ledger, people, scales, account,
    resuming,
)  # fmt: skip

urlpatterns = [
    *(address for module in PAGES for address in module.urls),
    path("account/", include("allauth.urls")),
    path("api/v1/", api.urls),
]
handler400 = "paicha.web.failures.bad_request"
handler403 = "paicha.web.failures.forbidden"
handler404 = "paicha.web.failures.absent"
handler500 = "paicha.web.failures.broken"
handler429 = "paicha.web.account.too_often"  # limits of sign-in
