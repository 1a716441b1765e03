"""The terminal as a Django app."""

from paicha import rooms


class CliConfig(rooms.Room):
    name = "paicha.cli"
