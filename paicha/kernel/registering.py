"""Registries that are filled when they are first asked: a program imports only what it comes to need."""

from importlib import import_module


class Modules:
    """The names of the modules that fill a registry. Rooms add theirs when Django comes up."""

    def __init__(self) -> None:
        self._names: list[str] = []

    def add(self, *names: str) -> None:
        """Name modules that register something when they are imported."""
        self._names += names

    def load(self) -> None:
        """Import them. A registry calls this before each look-up; what is imported already costs a microsecond."""
        for name in self._names:
            import_module(name)
