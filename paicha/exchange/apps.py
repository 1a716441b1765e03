"""Exchange as a Django app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "paicha.exchange"
    label = "exchange"

    def ready(self) -> None:
        from paicha.exchange import entries, jobs, jobs_import, problems  # noqa: F401  registered once, here
