"""Figures as a Django app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "paicha.figures"
    label = "figures"

    def ready(self) -> None:
        from paicha.figures import problems  # noqa: F401  registered once, here
