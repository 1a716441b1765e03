from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "paicha.jobs"
    verbose_name = "jobs"

    def ready(self) -> None:
        from paicha.jobs import entries, tidying  # noqa: F401  registered once, here
