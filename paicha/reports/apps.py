"""Reports as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "paicha.reports"
    label = "reports"

    def ready(self) -> None:
        from paicha.reports import covers, entries, jobs, problems, verbs  # noqa: F401  registered once, here
