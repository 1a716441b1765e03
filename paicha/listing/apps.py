"""Lists as a Django app."""

from django.apps import AppConfig


class ListingConfig(AppConfig):
    name = "paicha.listing"
    label = "listing"

    def ready(self) -> None:
        from paicha.listing import problems  # noqa: F401  registered once, here
