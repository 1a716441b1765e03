"""Reports as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "paicha.reports"
    label = "reports"

    def ready(self) -> None:
        from paicha.jobs.kinds import rooms
        from paicha.reports import covers, entries  # noqa: F401  registered once, here

        rooms.add("paicha.reports.jobs")
