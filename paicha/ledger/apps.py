"""The ledger as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "paicha.ledger"
    label = "ledger"

    def ready(self) -> None:
        from paicha.ledger import problems  # noqa: F401  registered once, here
