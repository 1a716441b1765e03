"""A room as a Django app. What it registers stands in modules of its own, which are found by their names."""

from functools import cache
from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule

AT_START = ("problems", "verbs", "record_kinds", "covers", "entries", "facts", "labels")
LATER = ("lists", "jobs")  # what they need takes long to import


class Room(AppConfig):
    """Imports the modules of these names that the room has: some once Django is up, the others by `load`."""

    at_start: tuple[str, ...] = AT_START
    later: tuple[str, ...] = LATER

    def ready(self) -> None:
        for name in self.at_start:
            self.register(name)

    def register(self, name: str) -> None:
        """Import the module of that name, where the room has one."""
        if module_has_submodule(self.module, name):
            import_module(f"{self.name}.{name}")


@cache
def load(name: str) -> None:
    """Import the modules of that name of all rooms. A registry that they fill calls this before each look-up."""
    for config in apps.get_app_configs():
        if isinstance(config, Room) and name in config.later:
            config.register(name)
