from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "paicha.jobs"
    verbose_name = "jobs"

    def ready(self) -> None:
        from paicha.jobs import entries, problems  # noqa: F401
