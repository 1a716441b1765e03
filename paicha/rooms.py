"""A room as a Django app. What it registers stands in modules of these names, which are imported once Django is up."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule

REGISTERING = ("problems", "verbs", "record_kinds", "covers", "entries", "facts", "labels", "lists", "jobs")


class Room(AppConfig):
    """Imports those of these modules that the room has."""

    registering: tuple[str, ...] = REGISTERING

    def ready(self) -> None:
        for name in self.registering:
            if module_has_submodule(self.module, name):
                import_module(f"{self.name}.{name}")
