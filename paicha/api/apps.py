from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "paicha.api"
    verbose_name = "REST API"
