from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "paicha.web"
    verbose_name = "pages"

    def ready(self) -> None:
        from paicha.web import problems  # noqa: F401  registered once, here
