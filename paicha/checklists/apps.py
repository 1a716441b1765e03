"""Checklists as a Django app."""

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    name = "paicha.checklists"
    label = "checklists"

    def ready(self) -> None:
        from paicha.checklists import covers, entries, facts, labels, problems, verbs  # noqa: F401  registered once, here
