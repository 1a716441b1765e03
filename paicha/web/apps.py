from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "paicha.web"
    verbose_name = "pages"
