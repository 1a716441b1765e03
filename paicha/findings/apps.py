"""Findings as a Django app."""

from paicha import rooms


class FindingsConfig(rooms.Room):
    name = "paicha.findings"
