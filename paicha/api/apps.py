from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "paicha.api"
    verbose_name = "REST API"

    def ready(self) -> None:
        from paicha.api import problems  # noqa: F401  registered once, here
