"""Organisations as a Django app."""

from paicha import rooms


class OrgsConfig(rooms.Room):
    name = "paicha.orgs"
