"""Exchange as a Django app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "paicha.exchange"
    label = "exchange"

    def ready(self) -> None:
        from paicha.exchange import entries  # noqa: F401  registered once, here
        from paicha.jobs.kinds import rooms

        rooms.add("paicha.exchange.jobs", "paicha.exchange.jobs_import")
