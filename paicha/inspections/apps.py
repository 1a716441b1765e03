"""Inspections as a Django app."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "paicha.inspections"
    label = "inspections"

    def ready(self) -> None:
        from paicha.inspections import covers, entries, facts  # noqa: F401  registered once, here
        from paicha.listing.declared import rooms

        rooms.add("paicha.inspections.lists")
