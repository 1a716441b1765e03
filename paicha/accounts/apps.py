"""Accounts as a Django app."""

from paicha import rooms


class AccountsConfig(rooms.Room):
    name = "paicha.accounts"
