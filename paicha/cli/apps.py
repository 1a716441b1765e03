"""The terminal as a Django app."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "paicha.cli"
    label = "cli"

    def ready(self) -> None:
        from paicha.cli import problems  # noqa: F401  registered once, here
