"""Organisations as a Django app."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "paicha.orgs"
    label = "orgs"

    def ready(self) -> None:
        from paicha.orgs import covers, entries, facts, labels, problems, verbs  # noqa: F401  registered once, here
