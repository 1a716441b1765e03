"""Findings as a Django app."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "paicha.findings"
    label = "findings"

    def ready(self) -> None:
        from paicha.findings import covers, entries, facts  # noqa: F401  registered once, here
        from paicha.listing.declared import rooms

        rooms.add("paicha.findings.lists")
