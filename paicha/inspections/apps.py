"""Inspections as a Django app."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "paicha.inspections"
    label = "inspections"

    def ready(self) -> None:
        from paicha.inspections import covers, entries, facts, lists, verbs  # noqa: F401  registered once, here
