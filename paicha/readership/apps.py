"""Readership as a Django app."""

from paicha import rooms


class ReadershipConfig(rooms.Room):
    name = "paicha.readership"
