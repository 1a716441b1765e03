from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "paicha.accounts"
    verbose_name = "accounts"

    def ready(self) -> None:
        from paicha.accounts import covers, entries, problems  # noqa: F401
