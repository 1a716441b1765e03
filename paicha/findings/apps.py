"""Findings as a Django app."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "paicha.findings"
    label = "findings"

    def ready(self) -> None:
        from paicha.findings import covers, entries, facts, labels, lists  # noqa: F401  registered once, here
